// One look at Opsbook itself, the same for /ops health, /readyz and the log, which is told of every change.

import type { Logger } from 'pino';
import type { Finding, Health, Part } from './finding.ts';
import { judgeHealth } from './judge-health.ts';
import { readFacts, type LookedAt } from './read-facts.ts';

export interface HealthLook extends LookedAt {
  readonly version: string;
  /** Takes secrets out of what a system said of its own trouble. */
  readonly redact: (text: string) => string;
}

export async function lookAtHealth(at: HealthLook): Promise<Health> {
  const findings = judgeHealth(await readFacts(at));
  return { version: at.version, findings: findings.map((one) => ({ ...one, say: at.redact(one.say) })) };
}

const everyMs = 15_000;

/** Looks every few seconds and logs what has changed; the answer ends it. */
export function logHealth(look: () => Promise<Health>, log: Logger): () => void {
  let before: ReadonlyMap<Part, Finding> = new Map();
  let isLooking = false;
  const turn = async (): Promise<void> => {
    const worst = worstOf((await look()).findings);
    for (const [part, { state, say }] of worst) {
      if (state === (before.get(part)?.state ?? 'ok')) continue;
      if (state === 'ok') log.info({ part }, 'well again');
      else log[state === 'bad' ? 'error' : 'warn']({ part, say }, 'something is not well');
    }
    before = worst;
  };
  const timer = setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    turn()
      .catch((err: unknown) => log.error({ err }, 'Opsbook could not look at itself'))
      .finally(() => (isLooking = false));
  }, everyMs);
  return () => clearInterval(timer);
}

const rank = { ok: 0, warning: 1, bad: 2 } as const;

function worstOf(findings: readonly Finding[]): ReadonlyMap<Part, Finding> {
  const worst = new Map<Part, Finding>();
  for (const finding of findings) {
    const known = worst.get(finding.part);
    if (known === undefined || rank[finding.state] > rank[known.state]) worst.set(finding.part, finding);
  }
  return worst;
}
