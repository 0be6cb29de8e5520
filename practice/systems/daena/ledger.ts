// The ledger: one JSON line for each thing that happened to the memory, chained by hashes, so that a changed or missing line shows.

import { createHash } from 'node:crypto';
import * as z from 'zod/mini';

const entryShape = z.object({
  seq: z.number(),
  at: z.string(),
  action: z.string(),
  /** The API key that did it. */
  actor: z.string(),
  ref: z.string(),
  /** What was written; absent for what writes nothing. */
  payload: z.optional(z.string()),
  prev: z.string(),
  txid: z.string(),
});

export type Entry = z.infer<typeof entryShape>;
export type Happening = Pick<Entry, 'action' | 'actor' | 'ref' | 'payload'> & { readonly at: Date };

const beginning = '0'.repeat(64);

function idOf({ txid: _own, ...rest }: Entry): string {
  return createHash('sha256').update(JSON.stringify(rest)).digest('hex');
}

export function readEntries(text: string): Entry[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => entryShape.parse(JSON.parse(line)));
}

/** The lines that record these happenings after what the ledger holds already. */
export function linesFor(entries: readonly Entry[], happenings: readonly Happening[]): string {
  let last = entries.at(-1);
  const lines: string[] = [];
  for (const { at, action, actor, ref, payload } of happenings) {
    const said = { action, actor, ref, ...(payload === undefined ? {} : { payload }) };
    const open = { seq: (last?.seq ?? 0) + 1, at: at.toISOString(), ...said, prev: last?.txid ?? beginning, txid: '' };
    last = { ...open, txid: idOf(open) };
    lines.push(`${JSON.stringify(last)}\n`);
  }
  return lines.join('');
}

/** What is wrong with the chain, one sentence for each line. */
export function faultsOf(entries: readonly Entry[]): string[] {
  return entries.flatMap((entry, index) => {
    const before = entries[index - 1];
    if (entry.txid !== idOf(entry)) return [`Line ${String(index + 1)}: txid mismatch`];
    return entry.prev === (before?.txid ?? beginning)
      ? []
      : [`Line ${String(index + 1)}: does not follow line ${String(index)}`];
  });
}

/** What each record has to be by the ledger, from after `position` on. */
export function writtenAfter(entries: readonly Entry[], position: number): ReadonlyMap<string, string> {
  const written = new Map<string, string>();
  for (const { seq, action, ref, payload } of entries)
    if (seq > position && action === 'write' && payload !== undefined) written.set(ref, payload);
  return written;
}
