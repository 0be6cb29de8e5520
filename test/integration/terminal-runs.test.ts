// Runs from a terminal, as real processes beside a bot: the bot walks them, the record names who asked, and Slack is told.

import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { startOpsbook, type Opsbook } from '../support/opsbook.ts';
import { runProgram, type Ended } from '../support/run-program.ts';
import { hasScript, watchProgram } from '../support/watched-terminal.ts';

const runbook = `---
system: shop
owners: ["@ace-oncall"]
approvers: ["@ace-approvers"]
targets: { here: { shell: local } }
---
# Shop

## Look at the till
\`\`\`yaml procedure
id: look
params: { name: { type: string, pattern: "[a-z]+" } }
\`\`\`
\`\`\`sh target=here risk=read because="it prints"
echo "hello $name"
\`\`\`

## Wipe the till
\`\`\`yaml procedure
id: wipe
\`\`\`
\`\`\`sh target=here risk=destroy
true
\`\`\`

## Touch the till
\`\`\`yaml procedure
id: touch
\`\`\`
\`\`\`sh target=here risk=change
true
\`\`\`

## Count by hand
\`\`\`yaml procedure
id: count
\`\`\`
- [ ] Count.
`;

const listed = z.object({ runs: z.array(z.object({ id: z.number(), state: z.string(), requestedBy: z.string() })) });

const rules = `
roles:
  operator: { members: ["@ace-oncall", cli:maria], may: [see, run:read, run:change, run:destroy] }
`;

describe.skipIf(inject('postgres') === undefined)('beside a bot', () => {
  let opsbook: Opsbook;
  let terminal: (...words: string[]) => Promise<Ended>;
  let folder: string;
  let environment: Readonly<Record<string, string | undefined>>;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'opsbook-runs-'));
    const file = path.join(folder, 'opsbook.yaml');
    await writeFile(file, rules);
    opsbook = await startOpsbook({
      runbooks: { 'shop.md': runbook },
      environment: { OPSBOOK_ANNOUNCE_CHANNEL: '#ops', OPSBOOK_CONFIG: file },
    });
    environment = {
      DATABASE_URL: opsbook.db.url,
      OPSBOOK_CONFIG: file,
      OPSBOOK_RUNBOOKS: opsbook.runbooks,
      OPSBOOK_USER: 'maria',
    };
    terminal = (...words) => runProgram(environment, ...words);
  });
  afterAll(async () => {
    await opsbook.stop();
    await rm(folder, { recursive: true, force: true });
  });

  test('a read is started, followed to its end, and shown in Slack', async () => {
    const ended = await terminal('run', 'shop.look', 'name=anna');
    expect(ended.out).toMatch(
      /^Run (\d+) of shop\.look is running\.\n {2}1\/1 {2}done {2}Run a script\n {6}hello anna\nRun \1 of shop\.look: it succeeded\.\n$/,
    );
    expect(ended.code).toBe(0);
    expect((await opsbook.card('tom', 'Look at the till')).text).toContain('asked by maria');
    const entries = await opsbook.db.database.rows(
      z.object({ actor: z.string() }),
      `select actor from audit where action = 'run.started'`,
    );
    expect(entries).toEqual([{ actor: 'cli:maria' }]);
  });

  test('a change wants --yes, and what takes a second person more than a name', async () => {
    const asked = await terminal('run', 'shop.touch');
    expect(asked).toMatchObject({ code: 1, out: expect.stringContaining('say opsbook run shop.touch … --yes') });
    expect(await terminal('run', 'shop.touch', '--yes')).toMatchObject({ code: 0 });
    const wiped = await terminal('run', 'shop.wipe', '--yes');
    expect(wiped).toMatchObject({ code: 1, out: expect.stringContaining('no proof of who the first one is') });
    expect(
      (await opsbook.db.database.rows(z.object({}), `select 1 from run where procedure = 'shop.wipe'`)).length,
    ).toBe(0);
  });

  test('a checklist waits for a person, and can be cancelled here', async () => {
    const ended = await terminal('run', 'shop.count');
    expect(ended.out).toMatch(
      /waits for a person at step 1\.\n {6}Count\.\n {2}opsbook tick \d+ 1 {2}it is done\nOr answer it on its card in Slack\.\n$/,
    );
    expect(ended.code).toBe(3);
    const { runs } = listed.parse(JSON.parse((await terminal('runs', '--json')).out));
    expect(runs[0]).toMatchObject({ state: 'waiting', requestedBy: 'cli:maria' });
    const id = String(runs[0]?.id);
    expect(await terminal('cancel', id)).toMatchObject({
      code: 0,
      out: expect.stringContaining(`Run ${id} of shop.count: it was cancelled.`),
    });
    expect(await terminal('cancel', id)).toMatchObject({ code: 1, out: expect.stringContaining('is over already') });
  });

  test('without a bot the run is kept, and goes on when one is there', async () => {
    await opsbook.halt();
    const ended = await terminal('run', 'shop.look', 'name=berta');
    expect(ended.out).toContain('No bot is running now: the run is kept, and goes on as soon as one is.');
    await opsbook.restart();
    expect((await opsbook.card('tom', 'name=berta')).text).toContain('asked by maria');
    await opsbook.card('tom', 'hello berta');
  });

  test.skipIf(!hasScript)(
    'whoever watches is asked for what is missing, and what a run asks',
    { timeout: 90_000 },
    async () => {
      const looked = await watchProgram(environment, ['run', 'shop.look'], [{ at: 'name', keys: 'carla\r' }]);
      expect(looked.seen).toContain('hello carla');
      expect(looked.code).toBe(0);
      const counted = await watchProgram(environment, ['run', 'shop.count'], [{ at: 'It is done', keys: '\r' }]);
      expect(counted.seen).toMatch(
        /Count\.\n[^]*waits for a person at step 1[^]*1\/1 {2}done {2}Count\.\n.*Run \d+ of shop\.count: it succeeded\./,
      );
      expect(counted.code).toBe(0);
      const left = await watchProgram(environment, ['run', 'shop.touch'], [{ at: 'Run shop.touch?', keys: '\r' }]);
      expect(left.seen).toContain('Nothing was done.');
      expect(left.code).toBe(1);
    },
  );

  test('find and show tell what there is', async () => {
    expect((await terminal('find', 'till')).out).toMatch(/^Procedure .*\n[^]*shop\.look {3}read {5}Look at the till\n/);
    const shown = await terminal('show', 'shop.look');
    expect(shown.out).toMatch(
      /^shop\.look \(read\): Look at the till\n.*shop\.md:\d+\n {2}name=…\n {2}1\. sh, read, on here/,
    );
    expect(await terminal('show', 'shop.lok')).toMatchObject({
      code: 1,
      out: expect.stringContaining('Did you mean shop.look?'),
    });
  });

  test('bash completes verbs, second words and options', async () => {
    const { out } = await terminal('completion', 'bash');
    const complete = async (...words: string[]): Promise<string> => {
      const set = `COMP_WORDS=(opsbook ${words.join(' ')}) COMP_CWORD=${words.length}`;
      const { stdout } = await promisify(execFile)('bash', ['-c', `${out}\n${set}\n_opsbook; echo "\${COMPREPLY[*]}"`]);
      return stdout.trim();
    };
    expect(await complete('canc')).toBe('cancel');
    expect(await complete('audit', 'ver')).toBe('verify');
    expect(await complete('doctor', 'ma')).toBe('may');
    expect(await complete('run', '--y')).toBe('--yes');
    expect(await complete('tick', '--a')).toBe('--as');
    const offered = await terminal('completion', 'procedures');
    expect(offered.out.trim().split('\n').sort()).toEqual(['shop.count', 'shop.look', 'shop.touch', 'shop.wipe']);
    expect(out).toContain('$(opsbook completion procedures 2>/dev/null)');
    expect((await terminal('completion', 'fish')).out).toContain('-f -a cancel -d ');
    expect(await terminal('completion', 'tcsh')).toMatchObject({ code: 2 });
  });
});
