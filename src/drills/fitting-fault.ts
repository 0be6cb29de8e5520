// Which of a practice system's faults a procedure is for, when nobody says: the one whose words are most among the procedure's own. Pure.

import type { Procedure } from '../runbooks/model.ts';

interface Fault {
  readonly name: string;
  readonly describe: string;
}

/** The first one when no word of any is there; undefined when there is none. */
export function fittingFault<F extends Fault>(
  procedure: Pick<Procedure, 'title' | 'alerts' | 'symptoms'>,
  faults: readonly F[],
): F | undefined {
  const { title, alerts, symptoms } = procedure;
  const known = wordsOf([title, ...alerts, ...symptoms].join(' '));
  // A name is chosen to say it all; the description tells how it shows.
  const fit = ({ name: fault, describe }: F): number =>
    2 * shared(wordsOf(fault), known) + shared(wordsOf(describe), known);
  return faults.reduce<F | undefined>(
    (best, fault) => (best === undefined || fit(fault) > fit(best) ? fault : best),
    undefined,
  );
}

const empty = new Set('the and are not for all its has was who with than that does any from'.split(' '));

/** `CircuitBreakerOpen` is three words, and `hanging` is what hangs. */
function wordsOf(text: string): ReadonlySet<string> {
  const apart = text.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  const words = (apart.match(/[a-z]{3,}/g) ?? []).filter((word) => !empty.has(word));
  return new Set(words.map((word) => word.replace(/(?<=[a-z]{3})(?:ing|ed|s)$/, '')));
}

function shared(words: ReadonlySet<string>, known: ReadonlySet<string>): number {
  return [...words].filter((word) => known.has(word)).length;
}
