// Whether a code counts: each counts once, and whoever is wrong too often waits. Pure.

import { refuse, type Refusal } from '../errors.ts';
import type { CodeSecret } from './code-secrets.ts';

const mostWrong = 5;
const lockedMs = 15 * 60_000;

export interface Judged {
  /** What is to be kept. */
  readonly after: CodeSecret;
  /** Undefined when the code counts. */
  readonly refusal: Refusal | undefined;
}

/** `step` is that of the code; undefined for a wrong one. */
export function judgeCode(secret: CodeSecret, step: number | undefined, now: Date): Judged {
  if (secret.lockedUntil !== null && now < secret.lockedUntil) {
    const minutes = Math.ceil((secret.lockedUntil.getTime() - now.getTime()) / 60_000);
    return no(secret, `Too many wrong codes came from you. Wait ${minutes} min, then try again.`);
  }
  if (step !== undefined && step <= secret.lastStep)
    return no(secret, 'That code was used already. Wait for the next one, which comes within 30 seconds.');
  if (step !== undefined)
    return { after: { ...secret, lastStep: step, wrong: 0, lockedUntil: null }, refusal: undefined };
  const wrong = secret.wrong + 1;
  if (wrong < mostWrong)
    return no({ ...secret, wrong }, 'That code is wrong. Type the six digits that your authenticator app shows now.');
  const lockedUntil = new Date(now.getTime() + lockedMs);
  return no(
    { ...secret, wrong: 0, lockedUntil },
    `That was the ${mostWrong}th wrong code. Wait 15 min, then try again.`,
  );
}

function no(after: CodeSecret, say: string): Judged {
  return { after, refusal: refuse('denied', say).refusal };
}
