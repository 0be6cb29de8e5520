// Drills: a procedure is rehearsed on a practice system that was broken for it, in a channel of its own, and what it showed is kept.

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { startDrillDoor, type DrillDoor } from '../../practice/drill-door.ts';
import type { ReadableMessage } from '../../practice/slack/people/readable.ts';
import { incidentScene, minute } from '../support/incident.ts';
import { startOpsbook, type Opsbook, type OpsbookOptions } from '../support/opsbook.ts';

const aceRunbook = await readFile(path.resolve(import.meta.dirname, '../../runbooks/ace.md'), 'utf8');
/** The same in every practice ACE. */
const goodRevision = '2aed30a';
const withinMs = 120_000;

let opsbook: Opsbook;
let door: DrillDoor | undefined;

async function start(options: OpsbookOptions = {}): Promise<void> {
  door = await startDrillDoor();
  opsbook = await startOpsbook({
    runbooks: { 'ace.md': aceRunbook },
    ...options,
    environment: { OPSBOOK_RANGE_URL: door.url, OPSBOOK_RANGE_TOKEN: door.token, ...options.environment },
  });
}

afterEach(async () => {
  await opsbook.stop();
  await door?.stop();
  door = undefined;
}, withinMs);

function drillIn(said: string): string {
  const name = /drill-\d{8}-\d{3}/.exec(said)?.[0];
  if (name === undefined) throw new Error(`No drill began: ${said}`);
  return name;
}

test(
  'two people rehearse the rollback, and the score card says how it went',
  async () => {
    await start();
    const { slack, db } = opsbook;
    const scene = incidentScene(opsbook);
    const [maria, jonas] = [slack.as('maria'), slack.as('jonas')];
    const said = await opsbook.answer(`/ops drill ace.emergency-rollback fault=bad-release revision=${goodRevision}`);
    const channel = drillIn(said);
    const see = (words: string): Promise<ReadableMessage> =>
      slack.until(() => maria.sees(channel).findLast(({ text }) => text.includes(words)), {
        what: `"${words}" in #${channel}`,
        timeoutMs: 60_000,
      });
    const planned = await see('Planned.');
    await maria.click(planned, 'Ask for approval');
    await opsbook.submit('maria', { reason: 'v1.10 answers 503' });
    const request = await scene.told('jonas', 'Approve');
    await db.clock.advance(16 * minute);
    await see('No human update');
    await maria.click(await see('Waiting for approval'), 'Approve');
    await jonas.click(request, 'Approve');
    for (const step of [8, 9, 10]) await maria.click(await see(`, step ${step} of`), 'Done');
    await maria.type(channel, '/ops update rolled back');
    await maria.type(channel, '/ops resolve good revision is back');
    const card = await see('Score card');
    expect(card.text).toContain('DRILL');
  },
  withinMs,
);
