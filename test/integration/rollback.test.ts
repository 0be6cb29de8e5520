// The story of the product: a bad release, a command, a second person, the old version back.

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { pathWith } from '../../practice/kit/system.ts';
import { startAce, type PracticeAce } from '../../practice/systems/ace/start-ace.ts';
import { verifyAudit } from '../../src/audit/verify.ts';
import { startOpsbook, type Opsbook } from '../support/opsbook.ts';

const aceRunbook = await readFile(path.resolve(import.meta.dirname, '../../runbooks/ace.md'), 'utf8');

let opsbook: Opsbook;
let ace: PracticeAce;
let folder: string;

async function start(mode: 'socket' | 'http', database: 'postgres' | 'embedded'): Promise<void> {
  folder = await mkdtemp(path.join(tmpdir(), 'opsbook-ace-'));
  ace = await startAce({ folder: path.join(folder, 'ace') });
  await ace.cause('bad-release');
  opsbook = await startOpsbook({
    runbooks: { 'ace.md': aceRunbook },
    environment: { ...ace.environment, PATH: pathWith([ace]) },
    mode,
    database,
  });
}

afterEach(async () => {
  await opsbook.stop();
  await ace.stop();
  await rm(folder, { recursive: true, force: true });
});

describe.each([
  ['socket', 'postgres'],
  ['http', 'postgres'],
  ['socket', 'embedded'],
] as const)('in %s mode on %s', (mode, database) => {
  test('two people roll a bad release back', async () => {
    await start(mode, database);
    const { slack } = opsbook;
    const maria = slack.as('maria');
    const jonas = slack.as('jonas');

    await maria.type('ops', `/ops run ace.emergency-rollback revision=${ace.goodRevision}`);
    await maria.click(await opsbook.card('maria', 'Planned.'), 'Ask for approval');
    await opsbook.submit('maria', { reason: 'v1.10 answers 503' });

    const request = await slack.until(
      () => jonas.dms().find((message) => message.buttons.some((button) => button.text === 'Approve')),
      {
        what: 'an approval request to Jonas',
      },
    );
    expect(request.text).toContain('v1.10 answers 503');
    await jonas.click(request, 'Approve');

    for (const step of [8, 9, 10]) await maria.click(await opsbook.card('maria', `, step ${step} of`), 'Done');
    const done = await opsbook.card('maria', 'Done.');
    expect(done.text).toContain(`Approved by`);
    expect((await ace.look()).release?.revision).toContain(ace.goodRevision);
    expect(await verifyAudit(opsbook.db.database)).toMatchObject({ ok: true });
  });
});
