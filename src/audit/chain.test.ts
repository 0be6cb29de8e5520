import { expect, test } from 'vitest';
import { hashOf, readHead, headInWords, start, type ChainedEntry, type Head } from './chain.ts';
import { auditKey, type AuditKey } from './key.ts';
import { verifyChain } from './verify-chain.ts';

function chain(length: number): ChainedEntry[] {
  const entries: ChainedEntry[] = [];
  for (let seq = 1; seq <= length; seq += 1)
    entries.push(after(entries.at(-1)?.hash ?? start.hash, seq, `{"n":${seq}}`));
  return entries;
}

function after(previousHash: string, seq: number, detail: string): ChainedEntry {
  const at = new Date(Date.UTC(2030, 0, 1, 0, 0, seq));
  const entry = { seq, at, actor: 'U1', action: 'run.approved', subject: 'run:7', detail };
  return { ...entry, previousHash, hash: hashOf(previousHash, entry), keyId: null };
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
  expect(await verifyChain(whole, head)).toMatchObject({ ok: true, entries: 6, head, sealedBy: undefined });
  expect(await verifyChain([], start)).toMatchObject({ ok: true, entries: 0 });
});

test('entries that read alike when run together have different hashes', () => {
  const base = after(start.hash, 1, '{}');
  expect(hashOf(start.hash, { ...base, actor: 'a","b', action: 'c' })).not.toBe(
    hashOf(start.hash, { ...base, actor: 'a', action: 'b","c' }),
  );
});

const [older, newer] = [auditKey('o'.repeat(32)), auditKey('n'.repeat(32))];
const hour = 3_600_000;

/** Each step is one entry: the key that seals it, and whether it brings that key into use. */
function sealed(
  steps: readonly { readonly key?: AuditKey; readonly brings?: true; readonly atMs: number }[],
): ChainedEntry[] {
  const entries: ChainedEntry[] = [];
  for (const [index, { key, brings, atMs }] of steps.entries()) {
    const previousHash = entries.at(-1)?.hash ?? start.hash;
    const action = brings === true ? 'audit.key' : 'run.asked';
    const detail = JSON.stringify(brings === true ? { key: key?.id } : {});
    const entry = { seq: index + 1, at: new Date(atMs), actor: 'U1', action, subject: 'run:7', detail };
    entries.push({ ...entry, previousHash, hash: hashOf(previousHash, entry, key), keyId: key?.id ?? null });
  }
  return entries;
}

test.each<[string, Parameters<typeof sealed>[0], readonly AuditKey[], string, number]>([
  [
    'a key comes into use',
    [{ atMs: 0 }, { key: older, brings: true, atMs: 1 }, { key: older, atMs: 2 }],
    [older],
    'whole',
    0,
  ],
  [
    'another one replaces it, and an old replica still writes',
    [
      { key: older, brings: true, atMs: 0 },
      { key: newer, brings: true, atMs: 1 },
      { key: older, atMs: 2 },
      { key: newer, atMs: 3 },
    ],
    [newer, older],
    'whole',
    0,
  ],
  [
    'the one before is used long after',
    [
      { key: older, brings: true, atMs: 0 },
      { key: newer, brings: true, atMs: 1 },
      { key: newer, atMs: 2 * hour },
      { key: older, atMs: 2 * hour },
      { key: newer, atMs: 2 * hour },
    ],
    [newer, older],
    'wrong-key',
    4,
  ],
  [
    'the one before is last, as after a theft',
    [
      { key: older, brings: true, atMs: 0 },
      { key: newer, brings: true, atMs: 1 },
      { key: older, atMs: 2 },
    ],
    [newer, older],
    'wrong-key',
    3,
  ],
  [
    'an entry without a seal, put in by who has no key',
    [{ key: older, brings: true, atMs: 0 }, { atMs: 2 * hour }, { key: older, atMs: 2 * hour }],
    [older],
    'unsealed',
    2,
  ],
  [
    'the end made anew without the key',
    [{ key: older, brings: true, atMs: 0 }, { key: older, atMs: 1 }, { atMs: 2 }, { atMs: 3 }],
    [older],
    'unsealed',
    3,
  ],
  ['everything made anew without the key', [{ atMs: 0 }, { atMs: 1 }], [older], 'unsealed', 2],
  ['a key that was not given', [{ key: older, brings: true, atMs: 0 }], [], 'unknown-key', 1],
  ['a key that nothing brought into use', [{ atMs: 0 }, { key: older, atMs: 1 }], [older], 'wrong-key', 2],
  [
    'a key brought back',
    [
      { key: older, brings: true, atMs: 0 },
      { key: newer, brings: true, atMs: 1 },
      { key: older, brings: true, atMs: 2 * hour },
    ],
    [newer, older],
    'wrong-key',
    3,
  ],
])('seals: %s', async (_, steps, keys, flaw, seq) => {
  const verdict = await verifyChain(sealed(steps), undefined, { keys });
  expect(verdict.ok ? { flaw: 'whole', seq: 0 } : verdict).toMatchObject({ flaw, seq });
});

test('a sealed entry cannot be changed by who has the other key', async () => {
  const [brought, second] = sealed([
    { key: older, brings: true, atMs: 0 },
    { key: older, atMs: 1 },
  ]);
  if (brought === undefined || second === undefined) throw new Error('two entries were made');
  const forged = { ...second, detail: '{"n":1}' };
  const hash = hashOf(brought.hash, forged, newer);
  expect(await verifyChain([brought, { ...forged, hash }], undefined, { keys: [older] })).toMatchObject({
    flaw: 'edited',
    seq: 2,
  });
});

test.each<[string, Head, string]>([
  ['posted as it is', { seq: 4, hash: at(4).hash.slice(0, 20) }, 'whole'],
  ['posted as another one', { seq: 4, hash: 'f'.repeat(20) }, 'not-posted'],
  ['posted, and cut off since', { seq: 9, hash: at(4).hash.slice(0, 20) }, 'cut-off'],
])('a head that was %s', async (_, posted, flaw) => {
  const verdict = await verifyChain(whole, head, { posted: [posted] });
  expect(verdict.ok ? 'whole' : verdict.flaw).toBe(flaw);
});

test('a head is read as it is posted', () => {
  expect(readHead(headInWords(head))).toEqual({ seq: 6, hash: head.hash.slice(0, 20) });
  for (const words of ['6', '6:zz', 'six:aaaaaaaaaa', '']) expect(readHead(words)).toBeUndefined();
});
