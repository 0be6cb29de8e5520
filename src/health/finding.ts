// What a look at Opsbook itself finds: one sentence about one part, as /ops health, /readyz and the log tell it. A sentence about trouble
// says what to do.

export type Part = 'database' | 'slack' | 'queue' | 'runbooks' | 'settings' | 'targets' | 'clock' | 'replicas' | 'disk';

export interface Finding {
  readonly part: Part;
  /** `bad`: Opsbook cannot do its work. `warning`: it does, and somebody should look. */
  readonly state: 'ok' | 'warning' | 'bad';
  readonly say: string;
}

export interface Health {
  readonly version: string;
  readonly findings: readonly Finding[];
}

export function isWell({ findings }: Health, part: Part): boolean {
  return !findings.some((finding) => finding.part === part && finding.state === 'bad');
}
