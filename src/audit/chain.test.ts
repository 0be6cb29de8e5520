import { expect, test } from 'vitest';
import { hashOf, start, verifyChain, type ChainedEntry, type Head } from './chain.ts';

function chain(length: number): ChainedEntry[] {
  const entries: ChainedEntry[] = [];
  for (let seq = 1; seq <= length; seq += 1)
    entries.push(after(entries.at(-1)?.hash ?? start.hash, seq, `{"n":${seq}}`));
  return entries;
}

function after(previousHash: string, seq: number, detail: string): ChainedEntry {
  const at = new Date(Date.UTC(2030, 0, 1, 0, 0, seq));
  const entry = { seq, at, actor: 'U1', action: 'run.approved', subject: 'run:7', detail };
  return { ...entry, previousHash, hash: hashOf(previousHash, entry) };
}

const whole = chain(6);
const head: Head = { seq: 6, hash: whole[5]?.hash ?? '' };
const at = (seq: number): ChainedEntry => whole[seq - 1] ?? after('', seq, '');
const numbered = (entries: readonly ChainedEntry[]): ChainedEntry[] =>
  entries.map((entry, index) => ({ ...entry, seq: index + 1 }));

const foreign = after(at(2).hash, 3, '{"n":"put in"}');
const rewritten = after(at(2).hash, 3, '{"n":"rewritten"}');

test.each<[string, readonly ChainedEntry[], Head, string, number]>([
  ['a changed detail', whole.with(2, { ...at(3), detail: '{"n":9}' }), head, 'edited', 3],
  ['a changed time', whole.with(2, { ...at(3), at: new Date(0) }), head, 'edited', 3],
  ['a change with its hash made anew', whole.with(2, rewritten), head, 'edited', 3],
  ['the last entry made anew', whole.with(5, after(at(5).hash, 6, '{}')), head, 'edited', 6],
  ['one removed', whole.toSpliced(2, 1), head, 'missing', 3],
  ['three removed', whole.toSpliced(1, 3), head, 'missing', 2],
  ['the first removed', whole.slice(1), head, 'missing', 1],
  ['one removed and the rest renumbered', numbered(whole.toSpliced(2, 1)), head, 'edited', 3],
  ['two that changed places', numbered([at(1), at(2), at(4), at(3), at(5), at(6)]), head, 'reordered', 3],
  ['two in the wrong order', [at(1), at(2), at(4), at(3), at(5), at(6)], head, 'missing', 3],
  ['the last two cut off', whole.slice(0, 4), head, 'cut-off', 5],
  ['everything cut off', [], head, 'cut-off', 1],
  ['one put in with a fitting hash', numbered(whole.toSpliced(2, 0, foreign)), { ...head, seq: 7 }, 'inserted', 3],
  [
    'one put in that fits nothing',
    numbered(whole.toSpliced(2, 0, { ...at(6), previousHash: 'x' })),
    { ...head, seq: 7 },
    'inserted',
    3,
  ],
  ['one put in behind the head', [...whole, after(at(6).hash, 7, '{}')], head, 'inserted', 7],
])('%s is found and named', async (_, entries, end, flaw, seq) => {
  expect(await verifyChain(entries, end)).toMatchObject({ ok: false, flaw, seq });
});

test('a whole chain holds, an empty one too', async () => {
  expect(await verifyChain(whole, head)).toEqual({ ok: true, entries: 6 });
  expect(await verifyChain([], start)).toEqual({ ok: true, entries: 0 });
});

test('entries that read alike when run together have different hashes', () => {
  const base = after(start.hash, 1, '{}');
  expect(hashOf(start.hash, { ...base, actor: 'a","b', action: 'c' })).not.toBe(
    hashOf(start.hash, { ...base, actor: 'a', action: 'b","c' }),
  );
});
