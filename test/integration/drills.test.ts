// Drills: a procedure is rehearsed on a practice system that was broken for it, in a channel of its own, and what it showed is kept.

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { aceTour } from '../../practice/ace-tour.ts';
import { startDrillDoor, type DrillDoor } from '../../practice/drill-door.ts';
import type { ReadableMessage } from '../../practice/slack/people/readable.ts';
import { verifyAudit } from '../../src/audit/verify.ts';
import { incidentScene, minute } from '../support/incident.ts';
import { startOpsbook, type Opsbook, type OpsbookOptions } from '../support/opsbook.ts';
import { recordTouches, type TouchRecorder } from '../support/touch-recorder.ts';

// Its checks look at the real system by the clock.
const aceRunbook = (await readFile(path.resolve(import.meta.dirname, '../../runbooks/ace.md'), 'utf8')).replaceAll(
  /^schedule: .*\n/gm,
  '',
);
/** The same in every practice ACE. */
const goodRevision = '2aed30a';
const rollback = `/ops drill ace.emergency-rollback fault=bad-release revision=${goodRevision}`;
const withinMs = 120_000;

const pages = {
  'ace.md': aceRunbook,
  'shop.md': `---
system: shop
targets: { app: { http: "\${SHOP_URL}" } }
---
## Look
\`\`\`http target=app
GET /health
\`\`\`
`,
  'guide.md': '# Guide\n\n## Clean up\n\n1. Delete what is old.\n',
};

let opsbook: Opsbook;
const open: { stop(): Promise<void> }[] = [];

async function start(
  options: OpsbookOptions = {},
): Promise<{ readonly door: DrillDoor; readonly real: TouchRecorder }> {
  const [door, real] = await Promise.all([startDrillDoor(), recordTouches()]);
  open.push(door, real);
  opsbook = await startOpsbook({
    runbooks: pages,
    ...options,
    environment: {
      ...real.environment,
      OPSBOOK_RANGE_URL: door.url,
      OPSBOOK_RANGE_TOKEN: door.token,
      OPSBOOK_ANNOUNCE_CHANNEL: '#incidents',
      ...options.environment,
    },
  });
  return { door, real };
}

afterEach(async () => {
  await opsbook.stop();
  for (const each of open.splice(0)) await each.stop();
}, withinMs);

function drillIn(said: string): string {
  const name = /drill-\d{8}-\d{3}/.exec(said)?.[0];
  if (name === undefined) throw new Error(`No drill began: ${said}`);
  return name;
}

function see(channel: string, words: string): Promise<ReadableMessage> {
  const { slack } = opsbook;
  return slack.until(
    () =>
      slack
        .as('maria')
        .sees(channel)
        .findLast(({ text }) => text.includes(words)),
    { what: `"${words}" in #${channel}`, timeoutMs: 60_000 },
  );
}

/** The answer in the drill's own channel. */
async function answerIn(channel: string, text: string): Promise<string> {
  const { slack } = opsbook;
  const before = slack.as('maria').sees(channel).length;
  await slack.as('maria').type(channel, text);
  const answered = (): ReadableMessage | undefined =>
    slack
      .as('maria')
      .sees(channel)
      .slice(before)
      .find(({ isEphemeral }) => isEphemeral);
  return (await slack.until(answered, { what: `an answer to ${text}` })).text;
}

test(
  'two people rehearse the rollback: nothing real is touched, and the score card says how it went',
  async () => {
    const { real } = await start();
    const { slack, db } = opsbook;
    const scene = incidentScene(opsbook);
    const [maria, jonas] = [slack.as('maria'), slack.as('jonas')];
    expect(await opsbook.answer('/ops show ace.emergency-rollback')).toContain('never rehearsed');

    const channel = drillIn(await opsbook.answer(rollback));
    const planned = await see(channel, 'Planned.');
    expect(planned.text).toMatch(/^:dart: \*DRILL\*/);
    expect(planned.text).toContain('/opsbook-drill-ace-');
    expect((await see(channel, '*Fault*')).text).toContain('`bad-release`: v1.10.0 is deployed');
    await maria.click(planned, 'Ask for approval');
    await opsbook.submit('maria', { reason: 'v1.10 answers 503' });
    const request = await scene.told('jonas', 'Approve');
    expect(request.text).toMatch(/^:dart: \*DRILL\*/);
    await maria.click(await see(channel, 'Waiting for approval'), 'Approve');
    await see(channel, 'somebody else has to approve it');
    await scene.pass(16 * minute);
    expect((await see(channel, 'No human update')).text).toMatch(/^:dart: \*DRILL\*/);
    await jonas.click(request, 'Approve');
    for (const step of [8, 9, 10]) await maria.click(await see(channel, `, step ${step} of`), 'Done');
    await see(channel, 'Approved by');
    await maria.type(channel, '/ops update the good revision is back');
    await see(channel, 'the good revision is back');
    await maria.type(channel, '/ops resolve rehearsed');

    const { text: card } = await see(channel, 'Score card');
    expect(card).toMatch(/^:dart: \*DRILL\*/);
    expect(card).toContain('*Finished* after 16 min');
    expect(card).toContain('First update 16 min');
    expect(card).toContain('2 were due: 1 made, 1 missed.');
    expect(card).toMatch(/Run 1.*asked .* after the plan, approved 16 min/);
    expect(card).toContain('@maria pressed Approve on run 1 and was told: You asked for run 1');
    expect(card).toContain('No step was in doubt.');
    expect(card).toMatch(/The practice ace says of itself: healthy/);
    await scene.quiet();
    expect(await real.touches(), 'what the drill touched of the real system').toEqual([]);
    const steps = aceTour(goodRevision, async () => undefined).steps.map(({ title, isDone }) => ({
      title,
      isDone: [...maria.sees(channel), ...jonas.dms()].some((message) => isDone({ kind: 'said', message })),
    }));
    expect(
      steps.filter(({ isDone }) => isDone),
      'what a drill does for the tour of the demo',
    ).toEqual([]);
    const elsewhere = ['ops', 'incidents']
      .flatMap((name) => maria.sees(name))
      .filter(({ isEphemeral }) => !isEphemeral);
    expect(
      elsewhere.map(({ text }) => text),
      'what other people were told',
    ).toEqual([]);
    expect(await opsbook.answer('/ops incidents')).toContain('There has been no incident yet');
    expect(await verifyAudit(db.database)).toMatchObject({ ok: true });

    expect(await answerIn(channel, `/ops run ace.emergency-rollback revision=${goodRevision}`)).toContain('is over');
    await maria.type('ops', `/ops run ace.emergency-rollback revision=${goodRevision}`);
    const rehearsed = 'rehearsed less than an hour ago, by @maria: 16 min, 1 update missed';
    const plan = await opsbook.card('maria', 'Planned.');
    expect(plan.text).toContain(rehearsed);
    expect(plan.text).not.toContain('DRILL');
    await maria.click(plan, 'Ask for approval');
    await opsbook.submit('maria', { reason: 'now it is real' });
    expect((await scene.told('jonas', 'now it is real')).text).toContain(rehearsed);
    expect(await opsbook.answer('/ops show ace.emergency-rollback')).toContain(rehearsed);
    // Had the drill touched it, this is where it would have been seen.
    await maria.type('ops', '/ops run ace.health-check');
    await expect.poll(() => real.touches(), { timeout: 15_000 }).not.toEqual([]);
  },
  withinMs,
);

test(
  'in the channel of a drill everything is the drill, and nothing of it elsewhere',
  async () => {
    const { real } = await start();
    const scene = incidentScene(opsbook);
    const maria = opsbook.slack.as('maria');
    // Without the revision nothing can be planned yet: the card offers the form.
    const channel = drillIn(await opsbook.answer('/ops drill ace.emergency-rollback'));
    await maria.click(await see(channel, '*Fault*'), 'Plan it');
    await opsbook.submit('maria', { revision: goodRevision });
    expect((await see(channel, 'Planned.')).text).toMatch(/^:dart: \*DRILL\*/);
    expect(await answerIn(channel, '/ops check ace')).toContain('would reach the real system');
    expect(await answerIn(channel, `/ops plan ace.emergency-rollback revision=${goodRevision}`)).toContain(
      '/opsbook-drill-ace-',
    );
    expect(await real.touches()).toEqual([]);
    // The same text, the same values: another digest, because it is the real thing.
    await maria.type('ops', `/ops run ace.emergency-rollback revision=${goodRevision}`);
    await opsbook.card('maria', 'Planned.');
    const digests = await opsbook.db.database.rows(
      z.object({ digest: z.string(), isDrill: z.boolean() }),
      'select digest, is_drill from run order by id',
    );
    expect(digests.map(({ isDrill }) => isDrill)).toEqual([true, false]);
    expect(new Set(digests.map(({ digest }) => digest)).size).toBe(2);

    await maria.click(await see(channel, '*Fault*'), 'End drill');
    await opsbook.submit('maria', { text: 'enough for today' });
    const { text } = await see(channel, 'Score card');
    expect(text).toContain('*Not finished*');
    expect(text).toContain('No run of it came to its end: run 1 is');
    expect(await answerIn(channel, '/ops reopen again')).toContain('stays over');
    await scene.quiet();
  },
  withinMs,
);

test(
  'Opsbook is started again in the middle, and the range is not: the drill goes on, and ends as not finished',
  async () => {
    const { door } = await start();
    const maria = opsbook.slack.as('maria');
    const channel = drillIn(await opsbook.answer(rollback));
    await see(channel, 'Planned.');
    await opsbook.halt();
    await opsbook.restart();
    expect(await answerIn(channel, '/ops update still here')).toContain('being posted');
    await door.stop();
    await maria.type(channel, '/ops resolve the range is gone');
    const { text } = await see(channel, 'Score card');
    expect(text).toContain('The practice range was gone when the drill ended.');
    expect(text).toContain('How the practice ace was is not known.');
    expect(await opsbook.answer('/ops show ace.emergency-rollback')).toContain('never rehearsed');
    expect(await opsbook.answer(rollback)).toContain('The practice range does not answer.');
  },
  withinMs,
);

describe('what cannot be rehearsed is refused with what to do', () => {
  test('by the range that there is', async () => {
    await start();
    expect(await opsbook.answer('/ops drill')).toContain('Name a procedure: /ops drill <system.procedure>');
    expect(await opsbook.answer('/ops drill ace.emergency-rolback')).toContain('Did you mean ace.emergency-rollback?');
    expect(await opsbook.answer('/ops drill ace.emergency-rollback fault=flood')).toContain(
      'The practice ace has no fault flood. It has: bad-release,',
    );
    expect(await opsbook.answer('/ops drill ace.emergency-rollback revision=latest')).toContain('revision');
    expect(await opsbook.answer('/ops drill shop.look')).toContain(
      'The practice range has no shop. It has ace, aeris,',
    );
    expect(await opsbook.answer('/ops drill guide.clean-up')).toContain('is done by hand');
    expect(await opsbook.answer('/ops incidents')).toContain('There has been no incident yet');
  });

  test('without a range, which is said nowhere else', async () => {
    await start({ environment: { OPSBOOK_RANGE_URL: '', OPSBOOK_RANGE_TOKEN: '' } });
    expect(await opsbook.answer(rollback)).toContain('Start one beside Opsbook with `opsbook range`');
    expect(await opsbook.answer('/ops show ace.emergency-rollback')).not.toContain('rehearsed');
  });

  test('with a token that is not the range’s', async () => {
    await start({ environment: { OPSBOOK_RANGE_TOKEN: 'another' } });
    expect(await opsbook.answer(rollback)).toContain('does not know our OPSBOOK_RANGE_TOKEN');
  });

  test('by somebody who may not start it', async () => {
    await start();
    expect(await opsbook.answer(rollback, 'tom')).not.toContain('begins');
  });
});

test(
  'a drill that nobody ends is over after four hours',
  async () => {
    await start();
    const scene = incidentScene(opsbook);
    const channel = drillIn(await opsbook.answer('/ops drill ace.emergency-rollback'));
    await see(channel, '*Fault*');
    await scene.pass(4 * 60 * minute);
    const { text } = await see(channel, 'Score card');
    expect(text).toContain('The procedure was never planned.');
    expect((await see(channel, 'Nobody ended it within 4 hours.')).text).toContain('DRILL');
  },
  withinMs,
);
