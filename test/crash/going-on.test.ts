// What goes on by itself after a crash or a deploy, and what came of it.

import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { verifyAudit } from '../../src/audit/verify.ts';
import { revive } from '../support/killing.ts';
import { lastRun } from '../support/last-run.ts';
import { startOpsbookOnServer, type OpsbookOnServer } from '../support/opsbook-process.ts';

const step = (name: string, fence: string): string => `
## ${name}
\`\`\`yaml procedure
id: ${name}
lock: false
\`\`\`

1. Wait in the middle.
   \`\`\`sh target=ops ${fence}
   echo begun >> ${name}
   until [ -e ${name}-go ] || [ ! -e shop.md ]; do sleep 0.05; done
   echo ended >> ${name}-end
   \`\`\`
2. Afterwards.
   \`\`\`sh target=ops risk=read because="writes a file of its own"
   echo second >> ${name}-second
   \`\`\`
`;

const runbook = `---
system: shop
owners: ["@ace-oncall"]
targets:
  ops: { shell: local, cwd: "\${SHOP_HOME}" }
---
# Shop
${step('safe', 'repeat=safe')}
${step('read', 'risk=read because="writes a file of its own"')}
${step('seen', "verify='test -e seen'")}
${step('unseen', "verify='test -e nothing'")}
${step('unclear', "verify='exit 7'")}
${step('deploy', '')}
${step('long', 'repeat=safe')}
`;

describe.skipIf(inject('postgres') === undefined)('on a PostgreSQL server', { timeout: 60_000 }, () => {
  let opsbook: OpsbookOnServer;

  beforeAll(async () => {
    opsbook = await startOpsbookOnServer(runbook);
    await opsbook.start();
  });
  afterAll(async () => {
    const verdict = await verifyAudit(opsbook.db.database);
    const { refusals } = opsbook.slack;
    await opsbook.stop();
    expect(verdict).toMatchObject({ ok: true });
    expect(refusals).toEqual([]);
  });

  /** Starts a run; resolves when its first step has written its file. */
  async function begun(name: string): Promise<number> {
    const { slack, db } = opsbook;
    const before = await lastRun(db.database);
    const written = new Promise<void>((resolve) => opsbook.onFile(name, resolve));
    await slack.as('maria').type('ops', `/ops run shop.${name}`);
    await expect.poll(() => lastRun(db.database), { timeout: 20_000 }).toBe(before + 1);
    if (name !== 'read') await slack.as('maria').click(await opsbook.card(before + 1, 'Planned.'), 'Run');
    await written;
    return before + 1;
  }

  const begunAgain = (run: number): Promise<number> =>
    opsbook.db.database
      .rows(z.object({ seq: z.number() }), `select seq from audit where subject = $1 and action = 'step.begun-again'`, [
        `run:${run}`,
      ])
      .then((entries) => entries.length);

  test('one SIGKILL in the middle of five steps: each goes on as its author said', async () => {
    const names = ['safe', 'read', 'seen', 'unseen', 'unclear'] as const;
    const runs = new Map<string, number>();
    for (const name of names) runs.set(name, await begun(name));
    const run = (name: (typeof names)[number]): number => runs.get(name) ?? 0;
    opsbook.kill();
    await opsbook.ended();
    for (const name of names) await opsbook.touch(`${name}-go`);
    await revive(opsbook);

    for (const name of ['safe', 'read', 'seen', 'unseen'] as const) await opsbook.card(run(name), 'Done.');
    for (const name of ['safe', 'read', 'unseen'] as const) {
      expect(await opsbook.file(name), name).toBe('begun\nbegun\n');
      expect(await begunAgain(run(name)), name).toBe(1);
    }
    expect(await opsbook.file('seen')).toBe('begun\n');
    expect(await begunAgain(run('seen'))).toBe(0);
    for (const name of ['safe', 'read', 'seen', 'unseen'] as const)
      expect(await opsbook.file(`${name}-second`), name).toBe('second\n');

    const asked = await opsbook.card(run('unclear'), 'Step 1 may have happened.');
    expect(asked.text).toContain('Its probe could not tell.');
    expect(asked.buttons.map((button) => button.text)).toEqual(['It happened', 'Run it again', 'Stop']);
    expect(await opsbook.file('unclear')).toBe('begun\n');
  });

  test('SIGTERM: a step under way may end, one that takes too long goes on elsewhere, and no try is burnt', async () => {
    const runs = [await begun('deploy'), await begun('long')] as const;
    opsbook.terminate();
    await opsbook.touch('deploy-go');
    expect(await opsbook.ended()).toBe(0);
    expect(await opsbook.file('deploy-end')).toBe('ended\n');
    await opsbook.touch('long-go');
    await opsbook.start();
    for (const run of runs) await opsbook.card(run, 'Done.');
    expect(await opsbook.file('deploy')).toBe('begun\n');
    expect(await opsbook.file('deploy-second')).toBe('second\n');
    expect(await opsbook.file('long')).toBe('begun\nbegun\n');
    const { database } = opsbook.db;
    const attempts = await database.rows(
      z.object({ step: z.number(), attempt: z.number(), outcome: z.string() }),
      'select step, attempt, outcome from step_attempt where run = $1 order by step, attempt',
      [runs[0]],
    );
    expect(attempts).toEqual([
      { step: 0, attempt: 1, outcome: 'done' },
      { step: 1, attempt: 1, outcome: 'done' },
    ]);
    const retried = await database.rows(
      z.object({ name: z.string(), data: z.unknown() }),
      `select name, data from pgboss.job where retry_count > 0 and (data ->> 'run')::int = any ($1)`,
      [runs],
    );
    expect(retried).toEqual([]);
  });
});
