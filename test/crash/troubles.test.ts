// The troubles that last: a database that takes no changes or no connections, one that was away for so long that everybody counts as
// dead, a Slack that is deaf or refuses the token. The bot says what is wrong where people look, and goes on by itself.

import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { verifyAudit } from '../../src/audit/verify.ts';
import { onServer } from '../support/database.ts';
import { lastRun } from '../support/last-run.ts';
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
  file: { type: string, pattern: "[a-z0-9-]+" }
\`\`\`

1. Write it down.
   \`\`\`sh target=ops
   echo first >> "$file"
   until [ -e "$file-go" ] || [ ! -e shop.md ]; do sleep 0.05; done
   \`\`\`
2. Write more.
   \`\`\`sh target=ops
   echo second >> "$file"
   \`\`\`
`;

describe.skipIf(inject('postgres') === undefined)('on a PostgreSQL server', { timeout: 90_000 }, () => {
  let opsbook: OpsbookOnServer;
  const logged: { part?: string | undefined; msg: string }[] = [];
  const line = z.object({ part: z.string().optional(), msg: z.string() });
  const server = inject('postgres')?.url ?? '';
  const user = `opsbook_limited_${process.pid}`;

  beforeAll(async () => {
    // With the rights of the owner, and without the connections that PostgreSQL keeps for superusers.
    await onServer(server, `create role ${user} login in role postgres`);
    opsbook = await startOpsbookOnServer(runbook, {
      user,
      logged: (text) => void logged.push(line.parse(JSON.parse(text))),
    });
    await opsbook.start();
  });
  afterEach(() => opsbook.slack.refusals.splice(0));
  afterAll(async () => {
    const verdict = await verifyAudit(opsbook.db.database);
    await opsbook.stop();
    await onServer(server, `drop role ${user}`);
    expect(verdict).toMatchObject({ ok: true });
  });

  const maria = (): ReturnType<OpsbookOnServer['slack']['as']> => opsbook.slack.as('maria');

  /** What Maria is told in private after typing this, or Slack's own sentence. */
  async function typed(words: string): Promise<string> {
    const before = maria().sees('ops').length;
    const failed = await maria()
      .type('ops', words)
      .then(
        () => undefined,
        (thrown: unknown) => String(thrown),
      );
    const told = maria()
      .sees('ops')
      .slice(before)
      .find(({ isEphemeral }) => isEphemeral);
    return failed ?? told?.text ?? '';
  }

  async function planned(file: string): Promise<number> {
    const before = await lastRun(opsbook.db.database);
    expect(await typed(`/ops run shop.note file=${file}`)).toBe('');
    await expect.poll(() => lastRun(opsbook.db.database), { timeout: 20_000 }).toBe(before + 1);
    return before + 1;
  }

  /** A run whose first step has begun and waits for its file. */
  async function begun(file: string): Promise<number> {
    const written = new Promise<void>((resolve) => opsbook.onFile(file, resolve));
    const run = await planned(file);
    await maria().click(await opsbook.card(run, 'Planned.'), 'Run');
    await written;
    return run;
  }

  async function doneOnce(run: number, file: string): Promise<void> {
    await opsbook.card(run, 'Done.');
    expect(await opsbook.file(file)).toBe('first\nsecond\n');
  }

  /** What is not well by `/readyz`, once it says these words. */
  const trouble = (words: string, status: number): Promise<void> =>
    expect
      .poll(async () => ({ ...(await opsbook.ready()), words }), { timeout: 30_000, interval: 250 })
      .toMatchObject({ status, troubles: expect.arrayContaining([expect.stringContaining(words)]) });
  const well = (): Promise<void> =>
    expect.poll(() => opsbook.ready(), { timeout: 40_000, interval: 250 }).toMatchObject({ status: 200, troubles: [] });

  /** Everything that is open has to come in anew, and meets what the server says now. */
  const anew = (): void => {
    opsbook.proxy.close();
    opsbook.proxy.open();
  };

  test('a read-only database: what would change something is refused in words, a result waits, nothing is restarted', async () => {
    const database = new URL(opsbook.db.url ?? '').pathname.slice(1);
    const run = await begun('read-only');
    await onServer(server, `alter database ${database} set default_transaction_read_only = on`);
    anew();
    await trouble('takes no changes: it is read-only', 503);
    expect(await typed('/ops run shop.note file=refused')).toContain(
      'The database of Opsbook takes no changes right now',
    );
    expect(await typed('/ops health')).toContain('takes no changes: it is read-only');
    await opsbook.touch('read-only-go');
    // The connections that met it read-only are still open; the bot has to give them up by itself.
    await onServer(server, `alter database ${database} reset default_transaction_read_only`);
    await doneOnce(run, 'read-only');
    await well();
    expect(await opsbook.file('refused')).toBe('');
  });

  test('no connection is left: it says so, and goes on when there are some', async () => {
    const run = await begun('crowded');
    await onServer(server, `alter role ${user} connection limit 0`);
    anew();
    await trouble('too many connections for role', 503);
    expect(await typed('/ops run shop.note file=refused')).toContain('cannot reach its database right now');
    expect(await typed('/ops health')).toContain('The database cannot be used: too many connections');
    await opsbook.touch('crowded-go');
    await onServer(server, `alter role ${user} connection limit -1`);
    await doneOnce(run, 'crowded');
    await well();
  });

  test('PostgreSQL away for minutes: nobody takes the living for dead, and the step under way counts once', async () => {
    const run = await begun('minutes');
    opsbook.proxy.close();
    const { database } = opsbook.db;
    await database.run(`update executor set seen_at = seen_at - interval '5 minutes'`);
    await database.run(`update pgboss.job set start_after = start_after - interval '5 minutes' where state < 'active'`);
    await trouble('The database cannot be used', 503);
    expect(await typed('/ops health')).toContain('The database cannot be used');
    await opsbook.touch('minutes-go');
    await opsbook.proxy.knocked();
    opsbook.proxy.open();
    await doneOnce(run, 'minutes');
    await well();
  });

  test('every socket deaf: Slack says that the command failed, and the bot finds new ones by itself', async () => {
    opsbook.slack.connections.deaf();
    expect(await typed('/ops run shop.note file=unheard')).toContain('/ops failed');
    await trouble('Slack cannot reach this process: none of its 2 connections is open', 503);
    await opsbook.slack.until(() => opsbook.slack.connections.count === 2, { what: 'new sockets', timeoutMs: 40_000 });
    await well();
    await opsbook.card(await planned('heard'), 'Planned.');
    expect(await opsbook.file('unheard')).toBe('');
  });

  test('the bot token is revoked: it says so, keeps what is to be posted, and posts it with a good token', async () => {
    const { slack, db } = opsbook;
    slack.revoke(slack.botToken);
    const run = await planned('revoked');
    await trouble('Slack has refused the bot token since', 503);
    await expect
      .poll(() => logged, { timeout: 30_000 })
      .toContainEqual({ part: 'slack', msg: 'something is not well' });
    expect(await typed('/ops health')).toContain('token_revoked');
    opsbook.terminate();
    expect(await opsbook.ended()).toBe(0);
    await expect(opsbook.start()).rejects.toThrow('ended with 2');
    const kept = await db.database.rows(
      z.object({ state: z.string(), retryCount: z.number() }),
      `select state, retry_count from pgboss.job where name = 'post' and singleton_key = $1`,
      [`run:${run}`],
    );
    expect(kept).toEqual([{ state: 'retry', retryCount: 0 }]);
    slack.reinstate(slack.botToken);
    await db.database.run(`update pgboss.job set start_after = now() where state < 'active' and name = 'post'`);
    await opsbook.start();
    await opsbook.card(run, 'Planned.');
    await well();
  });
});
