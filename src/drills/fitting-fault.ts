// Which of a practice system's faults a procedure is for, when nobody says: the one whose words are most among the procedure's own. Pure.

import type { Procedure } from '../runbooks/model.ts';

interface Fault {
  readonly name: string;
  readonly describe: string;
}

/** The first one when no word of any is there; undefined when there is none. */
export function fittingFault<F extends Fault>(
  procedure: Pick<Procedure, 'name' | 'title' | 'purpose' | 'alerts' | 'symptoms'>,
  faults: readonly F[],
): F | undefined {
  const { name, title, purpose, alerts, symptoms } = procedure;
  const known = wordsOf([name, title, purpose, ...alerts, ...symptoms].join(' '));
  // A name is chosen to say it all; the description tells how it shows.
  const fit = ({ name: fault, describe }: F): number =>
    2 * shared(wordsOf(fault), known) + shared(wordsOf(describe), known);
  return faults.reduce<F | undefined>(
    (best, fault) => (best === undefined || fit(fault) > fit(best) ? fault : best),
    undefined,
  );
}

/** Short words say nothing; `CircuitBreakerOpen` is three. */
function wordsOf(text: string): ReadonlySet<string> {
  const apart = text.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return new Set(apart.match(/[a-z]{4,}/g) ?? []);
}

function shared(words: ReadonlySet<string>, known: ReadonlySet<string>): number {
  return [...words].filter((word) => known.has(word)).length;
}
