// What a reader has to know of a step besides its risk, in short: it never ends, it waits for keys, it shows a secret.

import type { Mark } from '../../runbooks/model.ts';
import { plain } from '../fit.ts';

const mostShown = 3;
const perMark = 200;

/** Safe for mrkdwn, one text a mark, the first few; the last says how many more there are. */
export function marksInWords(marks: readonly Mark[]): string[] {
  const shown = marks.slice(0, mostShown).map(({ say }) => `:warning: ${plain(say, perMark)}`);
  const left = marks.length - shown.length;
  return left === 0 ? shown : [...shown, `${left} more ${left === 1 ? 'warning' : 'warnings'} about this step`];
}
