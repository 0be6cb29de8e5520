// Socket Mode connections that end, go silent or are told to leave while people type: what Slack took for acknowledged is done, once,
// and whatever it did not is answered by Slack's own sentence.

import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { startOpsbookOnServer, type OpsbookOnServer } from '../support/opsbook-process.ts';

const runbook = `---
system: shop
owners: ["@ace-oncall"]
targets:
  ops: { shell: local, cwd: "\${SHOP_HOME}" }
---
# Shop

## Note
\`\`\`yaml procedure
id: note
params:
  line: { type: string, pattern: "[a-z0-9-]+" }
\`\`\`

\`\`\`sh target=ops
echo "$line" >> notes
\`\`\`
`;

interface Typed {
  readonly line: string;
  /** Slack's sentence when the command was not acknowledged. */
  readonly say: string | undefined;
}

describe.skipIf(inject('postgres') === undefined)('on a PostgreSQL server', { timeout: 60_000 }, () => {
  let opsbook: OpsbookOnServer;

  beforeAll(async () => {
    opsbook = await startOpsbookOnServer(runbook);
    await opsbook.start();
  });
  afterAll(() => opsbook.stop());

  const connected = (): Promise<boolean> =>
    opsbook.slack.until(() => opsbook.slack.connections.count === 2, { what: 'two connections', timeoutMs: 20_000 });

  /** Fifty commands, five people typing at once; after the tenth, `trouble` strikes. */
  async function typeFifty(name: string, trouble: () => void): Promise<readonly Typed[]> {
    const lines = Array.from({ length: 50 }, (_, index) => `${name}-${index}`);
    const left = [...lines];
    const all: Typed[] = [];
    const typing = async (): Promise<void> => {
      for (let line = left.shift(); line !== undefined; line = left.shift()) {
        if (left.length === 39) trouble();
        const say = await opsbook.slack
          .as('maria')
          .type('ops', `/ops run shop.note line=${line}`)
          .then(
            () => undefined,
            (thrown: unknown) => String(thrown),
          );
        all.push({ line, say });
      }
    };
    await Promise.all(Array.from({ length: 5 }, typing));
    return all;
  }

  /** The lines of the runs made, each as often as it was made. */
  async function linesRun(name: string): Promise<readonly string[]> {
    const rows = await opsbook.db.database.rows(
      z.object({ line: z.string() }),
      `select plan -> 'parameters' ->> 'line' as line from run where plan -> 'parameters' ->> 'line' like $1`,
      [`${name}-%`],
    );
    return rows.map((row) => row.line);
  }

  async function noneLost(name: string, typed: readonly Typed[]): Promise<void> {
    const acknowledged = typed.filter((one) => one.say === undefined).map((one) => one.line);
    await expect.poll(() => linesRun(name), { timeout: 20_000 }).toEqual(expect.arrayContaining(acknowledged));
    const made = await linesRun(name);
    expect(new Set(made).size, 'each once').toBe(made.length);
    for (const { say } of typed) if (say !== undefined) expect(say).toMatch(/\/ops failed (?:because|with)/);
  }

  test('a click whose acknowledgement is cut off is carried out, and nobody is told otherwise', async () => {
    await connected();
    const maria = opsbook.slack.as('maria');
    const { database } = opsbook.db;
    const one = z.object({ id: z.number() });
    await maria.type('ops', '/ops run shop.note line=late');
    const isPlanned = (text: string): boolean => text.includes('Planned.') && text.includes('late');
    const planned = await opsbook.slack.until(() => maria.sees('ops').find(({ text }) => isPlanned(text)), {
      what: 'the plan',
      timeoutMs: 20_000,
    });
    const run = await database.one(one, 'select max(id) as id from run');
    const waits = z.object({ count: z.number() });
    const clicking = await database.transaction(async (tx) => {
      await tx.run('select from run where id = $1 for update', [run?.id]);
      const clicked = maria.click(planned, 'Run').then(
        () => 'acknowledged',
        () => 'failed',
      );
      const held = `select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      await expect.poll(async () => (await database.one(waits, held))?.count, { timeout: 10_000 }).toBeGreaterThan(0);
      opsbook.slack.connections.drop();
      const written = `select count(*)::int as count from request where kind = 'action' and handled_at is null`;
      await expect.poll(async () => (await database.one(waits, written))?.count, { timeout: 10_000 }).toBe(1);
      return clicked;
    });
    expect(clicking).toBe('failed');
    await opsbook.card(run?.id ?? 0, 'Done.');
    expect(maria.sees('ops').filter(({ text }) => text.includes('nothing was done'))).toEqual([]);
    expect((await opsbook.file('notes')).match(/^late$/gm)).toHaveLength(1);
  });

  test('told to leave for a refresh: all fifty are done, the few whose acknowledgement it cut off too', async () => {
    await connected();
    const typed = await typeFifty('refresh', () => opsbook.slack.connections.disconnect('refresh_requested', 1));
    expect(typed.filter((one) => one.say !== undefined).length).toBeLessThanOrEqual(5);
    await noneLost('refresh', typed);
    await expect.poll(() => linesRun('refresh'), { timeout: 20_000 }).toHaveLength(50);
  });

  test('one of two cut: only what was under way on it can fail', async () => {
    await connected();
    const typed = await typeFifty('cut', () => opsbook.slack.connections.drop(2));
    expect(typed.filter((one) => one.say !== undefined).length).toBeLessThanOrEqual(5);
    await noneLost('cut', typed);
  });

  test('one of two silent: it is given up within seconds, and the other goes on', async () => {
    await connected();
    const typed = await typeFifty('deaf', () => opsbook.slack.connections.deaf(3));
    await noneLost('deaf', typed);
    await connected();
    const after = await typeFifty('heard', () => undefined);
    expect(after.filter((one) => one.say !== undefined)).toEqual([]);
  });

  test('both cut: Slack says so at once, and both come back', async () => {
    await connected();
    const typed = await typeFifty('alone', () => opsbook.slack.connections.drop());
    await noneLost('alone', typed);
    await connected();
    const after = await typeFifty('again', () => undefined);
    expect(after.filter((one) => one.say !== undefined)).toEqual([]);
  });

  test('SIGTERM while it cannot connect: it stops in order', async () => {
    await connected();
    opsbook.slack.fail('apps.connections.open', { status: 500, times: 1_000 });
    opsbook.slack.connections.drop();
    await opsbook.slack.until(() => opsbook.slack.connections.count === 0, {
      what: 'no connection',
      timeoutMs: 20_000,
    });
    opsbook.terminate();
    expect(await opsbook.ended()).toBe(0);
  });
});
