// The embedded database under a bot that is killed: the same folder opens again, and the in-doubt rule holds there too.

import pino from 'pino';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { verifyAudit } from '../../src/audit/verify.ts';
import { openDatabase } from '../../src/db/database.ts';
import { startOpsbookProcess } from '../support/opsbook-process.ts';

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
\`\`\`

1. Write it down.
   \`\`\`sh target=ops
   echo first >> note
   while [ -e shop.md ]; do sleep 0.05; done
   \`\`\`
2. Write more.
   \`\`\`sh target=ops
   echo second >> note
   \`\`\`
`;

test('killed in the middle of a step, it asks after its restart, and the record is whole', async () => {
  const opsbook = await startOpsbookProcess({ runbook });
  const maria = opsbook.slack.as('maria');
  try {
    await opsbook.start();
    await maria.type('ops', '/ops run shop.note');
    const written = new Promise<void>((resolve) => opsbook.onFile('note', resolve));
    await maria.click(await opsbook.card(1, 'Planned.'), 'Run');
    await written;
    opsbook.kill();
    await opsbook.ended();

    await opsbook.start();
    await maria.click(await opsbook.card(1, 'Step 1 may have happened.'), 'It happened');
    await opsbook.card(1, 'Done.');
    expect(await opsbook.file('note')).toBe('first\nsecond\n');
    opsbook.terminate();
    expect(await opsbook.ended()).toBe(0);

    const database = await openDatabase({ folder: opsbook.dataFolder, log: pino({ level: 'silent' }) });
    const actions = await database.rows(z.object({ action: z.string() }), 'select action from audit order by seq');
    const verdict = await verifyAudit(database);
    await database.stop();
    expect(verdict).toMatchObject({ ok: true });
    expect(actions.map((entry) => entry.action)).toEqual([
      'run.planned',
      'run.started',
      'step.begun',
      'step.in-doubt',
      'doubt.happened',
      'step.begun',
      'step.done',
      'run.succeeded',
    ]);
    expect(opsbook.slack.refusals).toEqual([]);
  } finally {
    await opsbook.stop();
  }
}, 60_000);
