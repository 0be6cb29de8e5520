// `opsbook doctor may`, and the rules of opsbook.yaml in a terminal, as real processes beside a bot.

import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { builtProgram } from '../support/built-program.ts';
import { startOpsbook, type Opsbook } from '../support/opsbook.ts';
import { shopRunbook } from '../support/shop-runbook.ts';

interface Ended {
  readonly code: unknown;
  readonly said: string;
}

const rules = `
roles:
  operator: { members: ["@ace-oncall", cli:maria], may: [see, run:change] }
  writer: { members: [cli:jonas], may: [incident] }
quiet_hours: { freezes: [{ from: 2001-01-01, until: 2999-12-31, why: the sale, systems: [shop] }] }
`;

describe.skipIf(inject('postgres') === undefined)('beside a bot', () => {
  let folder: string;
  let program: string;
  let opsbook: Opsbook;
  let environment: Readonly<Record<string, string | undefined>>;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'opsbook-doctor-'));
    program = await builtProgram();
    const file = path.join(folder, 'opsbook.yaml');
    await writeFile(file, rules);
    opsbook = await startOpsbook({ runbooks: { 'shop.md': shopRunbook }, environment: { OPSBOOK_CONFIG: file } });
    environment = {
      PATH: process.env['PATH'],
      DATABASE_URL: opsbook.db.url,
      OPSBOOK_RUNBOOKS: opsbook.runbooks,
      OPSBOOK_DATA: path.join(folder, 'data'),
      OPSBOOK_CONFIG: file,
      SLACK_API_URL: opsbook.slack.apiUrl,
      SLACK_BOT_TOKEN: opsbook.slack.botToken,
      SLACK_APP_TOKEN: opsbook.slack.appToken,
    };
  });
  afterAll(async () => {
    await opsbook.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const terminal = (
    words: readonly string[],
    more: Readonly<Record<string, string | undefined>> = {},
  ): Promise<Ended> =>
    new Promise((resolve) => {
      execFile(
        process.execPath,
        [program, ...words],
        { env: { ...environment, ...more }, timeout: 60_000, killSignal: 'SIGKILL' },
        (error, out, err) => resolve({ code: error === null ? 0 : error.code, said: `${out}${err}`.trim() }),
      );
    });

  const may = (...words: string[]): Promise<Ended> => terminal(['doctor', 'may', ...words]);

  test.each([
    [['@maria', 'run:change', 'shop.rollback'], 0, 'Yes: the role operator gives run:change to @ace-oncall.'],
    [['tom', 'run:change', 'shop'], 1, 'No. Starting a change of shop takes `run:change`, which the roles operator'],
    [['cli:maria', 'see', 'shop'], 0, 'Yes: the role operator gives see to cli:maria.'],
    // A terminal is a place where something would be started now.
    [['cli:maria', 'run:change', 'shop'], 1, 'No. Changes of shop are frozen until 2999-12-31 (the sale).'],
    [['cli:maria', 'audit'], 1, 'and no role has it'],
    [['@ace-oncall', 'see', 'shop'], 1, 'Slack knows nobody called @ace-oncall'],
    [['@maria', 'run:chagne', 'shop'], 1, 'Did you mean run:change?'],
    [['@maria', 'run:change', 'shop.rolback'], 1, 'Did you mean shop.rollback?'],
  ])('may %j', async (words, code, said) => {
    const ended = await may(...words);
    expect(ended.said).toContain(said);
    expect(ended.code).toBe(code);
  });

  test('without Slack nobody of Slack is allowed by mistake', async () => {
    const ended = await terminal(['doctor', 'may', 'U000MARIA', 'run:change', 'shop'], {
      SLACK_API_URL: 'http://127.0.0.1:9/api/',
    });
    expect(ended.said).toContain('Slack could not say who is in its user groups');
    expect(ended.code).toBe(2);
  });

  test('a terminal obeys the roles', async () => {
    const declare = ['incident', 'The till is shut', '--sev', '3'];
    const toms = await terminal(declare, { OPSBOOK_USER: 'tom' });
    expect(toms.said).toContain('takes `incident`, which the roles writer (cli:jonas) have');
    expect(toms.code).toBe(1);
    expect((await terminal(declare, { OPSBOOK_USER: 'jonas' })).code).toBe(0);
  });

  test('whoever goes by other rules than the bot leaves an entry', async () => {
    const ended = await terminal(['incident', 'Free for all', '--sev', '4'], {
      OPSBOOK_USER: 'tom',
      OPSBOOK_CONFIG: path.join(folder, 'nowhere.yaml'),
    });
    expect(ended.code).toBe(0);
    const entries = await opsbook.db.database.rows(
      z.object({ actor: z.string(), action: z.string() }),
      `select actor, action from audit where subject like 'policy%' order by seq`,
    );
    expect(entries).toEqual([
      { actor: 'opsbook', action: 'policy.changed' },
      { actor: 'cli:tom', action: 'policy.differs' },
    ]);
  });
});
