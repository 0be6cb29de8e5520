// The record in a terminal, as real processes: checked, exported, archived, shown, and what is said when somebody has been at it.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { appendAudit } from '../../src/audit/append.ts';
import { auditKey } from '../../src/audit/key.ts';
import { takeUpKey } from '../../src/audit/take-up-key.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { runProgram, type Ended } from '../support/run-program.ts';

const secret = 'a key for the terminal, long enough';
const key = auditKey(secret);
const day = 24 * 3_600_000;

describe.skipIf(inject('postgres') === undefined)('opsbook audit', () => {
  let own: TestDatabase;
  let folder: string;
  let terminal: (...words: string[]) => Promise<Ended>;
  let without: (...words: string[]) => Promise<Ended>;
  const at = (name: string): string => path.join(folder, name);
  const head = async (): Promise<{ readonly seq: number; readonly hash: string }> => {
    const row = await own.database.one(
      z.object({ seq: z.number(), hash: z.string() }),
      'select seq, hash from audit_head',
    );
    if (row === undefined) throw new Error('There is no head.');
    return row;
  };

  beforeAll(async () => {
    own = await createTestDatabase();
    folder = await mkdtemp(path.join(tmpdir(), 'opsbook-record-'));
    const base = { OPSBOOK_RUNBOOKS: folder, OPSBOOK_CONFIG: at('none.yaml'), OPSBOOK_USER: 'maria' };
    const env = { ...base, DATABASE_URL: own.url };
    await writeFile(at('key'), `${secret}\n`);
    terminal = (...words) => runProgram({ ...env, OPSBOOK_AUDIT_KEY_FILE: at('key') }, 'audit', ...words);
    without = (...words) => runProgram({ ...base, OPSBOOK_DATA: at('data') }, 'audit', ...words);
    await takeUpKey(own.database, key);
    // More than one page of a read, over two days.
    for (const round of [1, 2]) {
      await own.database.transaction(async (tx) => {
        for (let n = 0; n < 700; n += 1)
          appendAudit(
            tx,
            { actor: n % 2 === 0 ? 'U1' : 'cli:lena', action: 'run.asked', subject: `run:${n}`, detail: { round, n } },
            key,
          );
      });
      await own.clock.advance(day);
    }
  }, 60_000);
  afterAll(async () => {
    await own.drop();
    await rm(folder, { recursive: true, force: true });
  });

  test('verify says how much there is, where it ends, and what seals it', async () => {
    const { seq, hash } = await head();
    const { out, code } = await terminal('verify', '--head', `${seq}:${hash.slice(0, 20)}`);
    expect(out).toContain(`The record is whole: 1401 entries. Its head is 1401:${hash.slice(0, 20)}.`);
    expect(out).toContain('The head that was posted stand');
    expect(out).toContain(`sealed with the key ${key.id}`);
    expect(code).toBe(0);
    expect(await terminal('verify', '--head', `${seq}:${'0'.repeat(20)}`)).toMatchObject({ code: 1 });
    expect((await terminal('verify', '--head', 'nonsense')).err).toContain('"nonsense" is no head of the record');
  });

  test('an export is checked without a database, and a changed, cut or lengthened one is named', async () => {
    expect(await terminal('export', '--to', at('all.jsonl'))).toEqual({ code: 0, out: '', err: '' });
    const lines = (await readFile(at('all.jsonl'), 'utf8')).trimEnd().split('\n');
    expect(lines).toHaveLength(1403);
    const env = { OPSBOOK_AUDIT_KEY: secret, OPSBOOK_DATA: at('data') };
    const check = async (name: string, text: string): Promise<string> => {
      await writeFile(at(name), text);
      return (await runProgram(env, 'audit', 'verify', '--file', at(name))).out;
    };
    const joined = (changed: readonly string[]): string => `${changed.join('\n')}\n`;
    expect(await check('same.jsonl', joined(lines))).toContain('The record is whole: 1401 entries.');
    const edited = lines.with(700, (lines[700] ?? '').replace('"n":', '"m":'));
    expect(await check('edited.jsonl', joined(edited))).toContain('entry 700 was changed after it was written');
    expect(await check('cut.jsonl', joined(lines.slice(0, -1)))).toContain('has no last line: its end was cut off');
    expect(await check('short.jsonl', joined(lines.toSpliced(1397, 5)))).toContain(
      'should have 1401 entries and has 1396',
    );
    expect(await check('other.jsonl', '{"some":"thing"}\n')).toContain('is no export of a record');
    expect((await without('verify', '--file', at('same.jsonl'))).out).toContain('OPSBOOK_AUDIT_KEY');
    expect((await without('verify', '--file', at('gone.jsonl'))).out).toContain('gone.jsonl cannot be read');
    expect((await terminal('export', '--to', at('all.jsonl'))).err).toContain('Choose another: --to <file>');
  });

  test('a filter chooses entries, and each of them can still be checked', async () => {
    const { out } = await terminal('export', '--actor', 'cli:lena', '--subject', 'run:7', '--action', 'run');
    const lines = out.trimEnd().split('\n');
    expect(lines).toHaveLength(4);
    expect(lines[1]).toContain('"detail":{"round":1,"n":7}');
    await writeFile(at('some.jsonl'), out);
    const seen = await terminal('verify', '--file', at('some.jsonl'));
    expect(seen.out).toContain('2 entries, each as it was written. A filter chose them');
    await writeFile(at('some.jsonl'), out.replace('"round":2', '"round":3'));
    expect((await terminal('verify', '--file', at('some.jsonl'))).out).toContain('was changed after it was written');
  });

  test('show lists the newest first', async () => {
    const { out } = await terminal('show', '--actor', 'cli:lena');
    const lines = out.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^ *Entry {2}At \(UTC\) .* Who .* Did .* Detail$/);
    expect(lines[1]).toMatch(
      /^ 1401 {2}\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2} {2}cli:lena {2}run\.asked {2}run:699 {2}\{"round":2,"n":699\}$/,
    );
    expect(lines.at(-1)).toBe('There is more: --below 1373');
    expect((await terminal('show', '--actor', 'cli:lena', '--below', '1373')).out).toContain('run:669');
    expect((await terminal('show', '--subject', 'run:9999')).out).toBe('No entry fits.\n');
    expect((await terminal('show', '--since', 'soon')).err).toContain('--since takes a day or a time');
  });

  test('what is archived is gone from the database, and the chain is one chain still', async () => {
    const before = new Date((await own.clock.now()).getTime() - 1.5 * day).toISOString();
    const first = await terminal('archive', '--before', before, '--to', at('old.jsonl'));
    expect(first.out).toMatch(
      /^Entries 1 to 701 are in .*old\.jsonl \(SHA-256 [0-9a-f]{64}\), and no longer in the database/,
    );
    expect((await terminal('verify')).out).toContain('The record is whole: 701 entries. Its head is 1402:');
    expect((await terminal('verify', '--file', at('old.jsonl'))).out).toContain('The record is whole: 701 entries.');
    const joined = await terminal('verify', '--file', at('old.jsonl'), '--join');
    expect(joined.out).toContain('The record is whole: 1402 entries.');
    expect(joined.out).not.toContain('It begins behind');
    // Once more, behind the first one.
    const now = (await own.clock.now()).toISOString();
    const second = await terminal('archive', '--before', now, '--to', at('newer.jsonl'));
    expect(second.out).toContain('Entries 702 to 1401 are in');
    const both = await terminal('verify', '--file', at('old.jsonl'), at('newer.jsonl'), '--join');
    expect(both.out).toContain('The record is whole: 1403 entries.');
    expect((await terminal('verify', '--file', at('newer.jsonl'), '--join')).code).toBe(0);
    expect((await terminal('archive', '--before', '2001-01-01', '--to', at('none.jsonl'))).out).toContain(
      'No entry is that old',
    );
    expect((await terminal('archive', '--before', '1d')).err).toContain('Say what to archive and where to');
  });

  test('an archive never replaces a file, and a part that nothing tells of is missing', async () => {
    await terminal('export', '--to', at('there.jsonl'));
    const now = (await own.clock.now()).toISOString();
    const again = await terminal('archive', '--before', now, '--to', at('there.jsonl'));
    expect(again).toMatchObject({ code: 2 });
    expect(again.err).toMatch(/^Nothing was taken out of the record: EEXIST.*It needs a new file/);
    await own.database.transaction(async (tx) => {
      for (let n = 0; n < 3; n += 1) appendAudit(tx, { actor: 'U1', action: 'run.asked', subject: 'run:1' }, key);
    });
    await own.database.run(`begin; set local opsbook.archiving = 'on'; delete from audit where seq <= 1404; commit`);
    const seen = await terminal('verify');
    expect(seen.out).toMatch(
      /The record was changed: entries 1 to 1404 are missing: removed, and no entry tells of an archive/,
    );
    expect(seen.code).toBe(1);
  });
});
