// The disk of the embedded database is full: commands are refused in words, what was acknowledged stays, and it goes on when there is
// room. The disk is a small file system in memory, which takes root to make; elsewhere the test is skipped.

import { execFile } from 'node:child_process';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { verifyAudit } from '../../src/audit/verify.ts';
import { openDatabase } from '../../src/db/database.ts';
import { startOpsbookProcess } from '../support/opsbook-process.ts';

const runbook = `---
system: shop
owners: ["@ace-oncall"]
targets:
  ops: { shell: local }
---
# Shop

## Note
\`\`\`yaml procedure
id: note
params: { text: { type: string } }
\`\`\`

\`\`\`sh target=ops risk=change
echo "$text"
\`\`\`
`;

const sizeMb = 256;
let disk: string;
let isMounted = false;

beforeAll(async () => {
  disk = await mkdtemp(path.join(tmpdir(), 'opsbook-disk-'));
  if (process.getuid?.() !== 0) return;
  isMounted = await promisify(execFile)('mount', ['-t', 'tmpfs', '-o', `size=${sizeMb}m`, 'tmpfs', disk]).then(
    () => true,
    () => false,
  );
});
afterAll(async () => {
  if (isMounted) await promisify(execFile)('umount', [disk]);
  await rm(disk, { recursive: true, force: true });
});

/** Takes all the room that is left, to the last byte. */
async function fill(): Promise<void> {
  const file = await open(path.join(disk, 'ballast'), 'w');
  try {
    for (const bytes of [1024 ** 2, 4096, 1])
      for (;;) {
        const written = await file.write(Buffer.alloc(bytes)).catch(() => undefined);
        if (written?.bytesWritten !== bytes) break;
      }
  } finally {
    await file.close();
  }
}

test('full, and empty again', async (context) => {
  if (!isMounted) return context.skip('No file system could be mounted: this takes root.');
  const opsbook = await startOpsbookProcess({ runbook, dataFolder: path.join(disk, 'data') });
  const maria = opsbook.slack.as('maria');
  // A long parameter, so that the tables need room soon.
  const typed = (name: string): Promise<string> =>
    maria.type('ops', `/ops run shop.note text=${name}${'x'.repeat(2_000)}`).then(
      () =>
        maria
          .sees('ops')
          .filter(({ isEphemeral }) => isEphemeral)
          .at(-1)?.text ?? '',
      (thrown: unknown) => String(thrown),
    );
  try {
    await opsbook.start();
    expect(await typed('before')).toBe('');
    await opsbook.card(1, 'Planned.');
    await fill();
    let taken = 1;
    let said = '';
    while (said === '' && taken < 400) {
      said = await typed(`full${taken}`);
      if (said === '') taken += 1;
    }
    expect(said).toContain('takes no changes right now');
    expect((await opsbook.ready()).troubles).toContainEqual(expect.stringContaining('Make room on its disk'));
    await rm(path.join(disk, 'ballast'));
    expect(await typed('after')).toBe(said);
    const cards = (): number => maria.sees('ops').filter(({ text }) => text.includes('Planned.')).length;
    await opsbook.slack.until(() => cards() === taken + 1, { what: `${taken + 1} cards`, timeoutMs: 90_000 });
    opsbook.terminate();
    expect(await opsbook.ended()).toBe(0);

    const database = await openDatabase({ folder: path.join(disk, 'data'), log: pino({ level: 'silent' }) });
    const made = await database.rows(
      z.object({ text: z.string() }),
      `select plan -> 'parameters' ->> 'text' as text from run order by id`,
    );
    const verdict = await verifyAudit(database);
    await database.stop();
    expect(verdict).toMatchObject({ ok: true });
    expect(made).toHaveLength(taken + 1);
  } finally {
    await opsbook.stop();
  }
}, 240_000);
