// A way that is only words ("Option C: call the vendor") is still one to take, so its words become something to do.

import type { Choice } from './choices.ts';
import type { DoEntry, Entry } from './entries.ts';
import { firstAtLeast } from './sorted-lines.ts';

/** `choices` are in the order of the page. */
export function withWordWays(entries: readonly Entry[], choices: readonly Choice[]): readonly Entry[] {
  const lines = entries.map(({ line }) => line);
  const options = choices.flatMap((choice) => choice.options);
  const wordy = new Map<Entry, DoEntry>();
  const dropped = new Set<Entry>();
  for (const { from, to } of options) {
    const own = entries.slice(firstAtLeast(lines, from), firstAtLeast(lines, to + 1));
    const words = own.flatMap((entry) => (entry.kind === 'words' ? [entry] : []));
    const [first, ...rest] = words;
    if (first === undefined || words.length < own.length) continue;
    // The title of the way is already the label of its option.
    const [head, said] = rest.length === 0 || first.role === 'item' ? [first, words] : [rest[0] ?? first, rest];
    const text = said.map((entry) => entry.text.replace(/^- /, '')).join('\n');
    const endLine = words.at(-1)?.endLine ?? first.endLine;
    wordy.set(head, {
      kind: 'do',
      text,
      codes: [],
      stated: said.flatMap(({ stated }) => stated),
      line: head.line,
      endLine,
    });
    for (const entry of said) if (entry !== head) dropped.add(entry);
  }
  return entries.flatMap((entry) => (dropped.has(entry) ? [] : [wordy.get(entry) ?? entry]));
}
