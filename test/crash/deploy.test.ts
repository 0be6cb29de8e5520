// A deploy under running runs: the old process drains while the new one works already, and plans that an older version made are walked as
// they are stored, or void where they have not begun.

import { existsSync, watch } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import type { ReadableMessage } from '../../practice/slack/people/readable.ts';
import { verifyAudit } from '../../src/audit/verify.ts';
import { lastRun } from '../support/last-run.ts';
import { startReplicas, type Replicas } from '../support/replicas.ts';

const runbook = `---
system: shop
owners: ["@ace-oncall"]
approvers: ["@ace-approvers"]
targets:
  ops: { shell: local, cwd: "\${SHOP_HOME}" }
---
# Shop

## Long
\`\`\`yaml procedure
id: long
lock: false
\`\`\`

1. Wait in the middle.
   \`\`\`sh target=ops
   echo begun >> long
   until [ -e go ] || [ ! -e shop.md ]; do sleep 0.05; done
   echo ended >> long
   \`\`\`
2. Afterwards.
   \`\`\`sh target=ops
   echo second >> long
   \`\`\`

## Tick
\`\`\`yaml procedure
id: tick
lock: false
\`\`\`

1. - [ ] Look first.
2. Then this.
   \`\`\`sh target=ops
   echo newer >> ticked
   \`\`\`

## Wipe
\`\`\`yaml procedure
id: wipe
approve: 1
\`\`\`

\`\`\`sh target=ops risk=destroy
echo wiped >> wiped
\`\`\`
`;

describe.skipIf(inject('postgres') === undefined)('on a PostgreSQL server', { timeout: 60_000 }, () => {
  let replicas: Replicas;

  beforeAll(async () => {
    replicas = await startReplicas(1, { runbook });
  });
  afterAll(async () => {
    const verdict = await verifyAudit(replicas.db.database);
    const { refusals } = replicas.slack;
    await replicas.stop();
    expect(verdict).toMatchObject({ ok: true });
    expect(refusals).toEqual([]);
  });

  const file = (name: string): Promise<string> => readFile(path.join(replicas.home, name), 'utf8').catch(() => '');

  function card(run: number, words: string): Promise<ReadableMessage> {
    const { slack } = replicas;
    const isIts = (message: ReadableMessage): boolean =>
      message.text.includes(`run ${run} `) && message.text.includes(words);
    return slack.until(() => slack.as('maria').sees('ops').find(isIts), {
      what: `the card of run ${run} to say "${words}"`,
      timeoutMs: 20_000,
    });
  }

  async function planned(procedure: string): Promise<number> {
    const before = await lastRun(replicas.db.database);
    await replicas.slack.as('maria').type('ops', `/ops run shop.${procedure}`);
    await expect.poll(() => lastRun(replicas.db.database), { timeout: 20_000 }).toBe(before + 1);
    return before + 1;
  }

  async function begun(procedure: string): Promise<number> {
    const run = await planned(procedure);
    await replicas.slack.as('maria').click(await card(run, 'Planned.'), 'Run');
    return run;
  }

  /** What the row would hold, had a version made the plan that read the runbook in another way. */
  async function madeByOlder(run: number, now: string, then: string): Promise<void> {
    const changed = await replicas.db.database.run(
      `update run set plan = replace(plan::text, $2, $3)::jsonb, digest = 'of-an-older-version' where id = $1`,
      [run, now, then],
    );
    expect(changed).toBe(1);
  }

  test('a step under way ends in the old process, the next one follows in the new one, and each happens once', async () => {
    const written = new Promise<void>((resolve) => {
      const watcher = watch(replicas.home, () => {
        if (!existsSync(path.join(replicas.home, 'long'))) return;
        watcher.close();
        resolve();
      });
    });
    const [run, waiting] = [await begun('long'), await planned('wipe')];
    await written;
    await replicas.start(1);
    const gone = replicas.terminate(0);
    const fresh = await begun('tick');
    await card(fresh, 'Waiting for a person');
    await writeFile(path.join(replicas.home, 'go'), '');
    expect(await gone).toBe(0);
    await card(run, 'Done.');
    expect(await file('long')).toBe('begun\nended\nsecond\n');
    const attempts = await replicas.db.database.rows(
      z.object({ step: z.number(), attempt: z.number(), outcome: z.string(), executor: z.string() }),
      'select step, attempt, outcome, executor from step_attempt where run = $1 order by step, attempt',
      [run],
    );
    expect(attempts).toMatchObject([
      { step: 0, attempt: 1, outcome: 'done' },
      { step: 1, attempt: 1, outcome: 'done' },
    ]);
    expect(new Set(attempts.map(({ executor }) => executor)).size).toBe(2);
    const retried = await replicas.db.database.rows(
      z.object({ name: z.string() }),
      'select name from pgboss.job where retry_count > 0',
    );
    expect(retried).toEqual([]);
    await replicas.slack.as('maria').click(await card(waiting, 'Planned.'), 'Cancel');
    await card(waiting, 'Cancelled');
  });

  test('a run that an older version planned and began goes on by its own plan', async () => {
    const run = await begun('tick');
    const waiting = await card(run, 'Waiting for a person');
    await madeByOlder(run, 'echo newer', 'echo older');
    await replicas.slack.as('maria').click(waiting, 'Done');
    await card(run, 'Done.');
    expect(await file('ticked')).toBe('older\n');
  });

  test('an approval that was asked for by an older version counts for what it was asked for only', async () => {
    const { slack } = replicas;
    const run = await planned('wipe');
    await madeByOlder(run, 'echo wiped', 'echo wiped-otherwise');
    await slack.as('maria').click(await card(run, 'Planned.'), 'Ask for approval');
    await slack.until(() => slack.as('maria').form(), { what: 'the form for the reason' });
    slack.as('maria').fill({ reason: 'the cache is poisoned' });
    await slack.as('maria').submit();
    await slack.as('jonas').click(await card(run, 'Waiting for approval'), 'Approve');
    expect((await card(run, 'Approval void.')).text).toContain('Nothing was done.');
    expect(await file('wiped')).toBe('');
  });
});
