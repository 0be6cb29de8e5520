// A read step that was carried out for a preview: what it answered, or why it could not be looked at. Pure.

import type { Facts, Preview, StepOutcome } from './step-kind.ts';

/** `read` says what it gives: a headline of a few words, and the text below it. */
export function seenOf(
  outcome: StepOutcome,
  read: (facts: Facts, output: string) => { readonly headline: string; readonly text: string },
): Preview {
  if (outcome.kind !== 'answered') return { kind: 'unseen', say: outcome.say };
  return { kind: 'seen', ...read(outcome.facts, outcome.output), facts: outcome.facts };
}
