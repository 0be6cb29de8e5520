// How bad it is, and how often people want to hear of it. Pure.

import type { Severity } from './incident.ts';

export interface SeverityRule {
  /** What it means, in a line that somebody can choose by at night. */
  readonly means: string;
  /** Milliseconds between two updates. */
  readonly everyMs: number;
}

export type Severities = Readonly<Record<Severity, SeverityRule>>;

const meanings: Readonly<Record<Severity, string>> = {
  1: 'nobody can use it, or data is at risk',
  2: 'a main function is impaired',
  3: 'something minor is broken and there is a way around it',
  4: 'it can wait',
};

/** The same cadence for all until `opsbook.yaml` says otherwise. */
export function usualSeverities(everyMs: number): Severities {
  return {
    1: { means: meanings[1], everyMs },
    2: { means: meanings[2], everyMs },
    3: { means: meanings[3], everyMs },
    4: { means: meanings[4], everyMs },
  };
}

const severities: readonly Severity[] = [1, 2, 3, 4];

/** Reads `1`, `sev1`, `SEV-1`, and `P0` to `P3` of teams that count from nought; undefined for anything else. */
export function parseSeverity(words: string): Severity | undefined {
  const [, kind = '', digit = ''] = /^(sev-?|p-?)?(\d)$/i.exec(words.trim()) ?? [];
  const number = /^p/i.test(kind) ? Number(digit) + 1 : Number(digit);
  return digit === '' ? undefined : severities.find((each) => each === number);
}

export const severityHint = 'Say sev=1 (worst) to sev=4, or P0 to P3.';
