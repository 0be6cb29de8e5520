// Checks as people meet them: now, by the clock, with several replicas, after a downtime, and while Slack or the system is in trouble.

import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { startBot } from '../../src/bot.ts';
import { readConfig } from '../../src/config.ts';
import { roundsOf, type Rounds } from '../support/check-rounds.ts';
import { harbourRunbook, morningRunbook, startHarbour, type Harbour } from '../support/harbour-checks.ts';
import { startOpsbook, type Opsbook, type OpsbookOptions } from '../support/opsbook.ts';
import type { ReadableMessage } from '../../practice/slack/people/readable.ts';

const minute = 60_000;
let harbour: Harbour;
let opsbook: Opsbook;
let rounds: Rounds;

beforeEach(async () => {
  harbour = await startHarbour({ waiting: 3, pace: 1.25 });
});
afterEach(async () => {
  await opsbook.stop();
  await harbour.stop();
});

async function start(options: OpsbookOptions = {}): Promise<void> {
  opsbook = await startOpsbook({
    ...options,
    runbooks: { 'harbour.md': harbourRunbook, ...options.runbooks },
    environment: { HARBOUR_URL: harbour.url, OPSBOOK_ANNOUNCE_CHANNEL: '#ops', ...options.environment },
  });
  rounds = roundsOf(opsbook);
}

const cards = (): readonly ReadableMessage[] =>
  opsbook.slack
    .as('maria')
    .sees('ops')
    .filter((message) => !message.isEphemeral && message.text.includes('harbour: Watch the queue'));

const card = (words: string): Promise<ReadableMessage> =>
  opsbook.slack.until(() => cards().find((message) => message.text.includes(words)), {
    what: `a card of the check that says "${words}"`,
    timeoutMs: 10_000,
  });

describe('/ops check', () => {
  test('says what is critical first, with its value and its thresholds in words, and what to run', async () => {
    await start();
    harbour.set({ waiting: 60, pace: 1.25 });
    const told = await opsbook.answer('/ops check harbour');
    expect(told).toMatch(/^harbour: critical\n/);
    expect(told).toContain('*critical* · waiting *60 ships* (warning: 20 ships or more, critical: 50 ships or more)');
    expect(told).toContain('ok · pace *1.25* (critical: `value < 0.5 && waiting > 0`)');
    expect(told.indexOf('waiting')).toBeLessThan(told.indexOf('pace *1.25*'));
    const message = opsbook.slack.as('maria').sees('ops').at(-1);
    expect(message?.buttons.map(({ text }) => text)).toEqual([
      'Run harbour.clear-the-queue',
      'Declare incident',
      'Trend',
    ]);
    if (message === undefined) throw new Error('no answer');
    await opsbook.slack.as('maria').click(message, 'Declare incident');
    const form = await opsbook.slack.until(() => opsbook.slack.as('maria').form(), { what: 'the form to declare' });
    expect(form.inputs.map(({ value }) => value)).toContain('harbour: Watch the queue');
    expect(await opsbook.answer('/ops check')).toMatch(
      /critical\* · `harbour` Harbour runbook · 1 check: Watch the queue/,
    );
  });

  test('says that it could not look, and why', async () => {
    await start();
    harbour.sink();
    const told = await opsbook.answer('/ops check harbour.queue');
    expect(told).toMatch(/^harbour: unknown\n/);
    expect(told).toContain('Step 1 failed: The answer was HTTP 503.');
  });

  test('takes its time where a system does, and answers then', async () => {
    await start();
    harbour.hold();
    expect(await opsbook.answer('/ops check harbour')).toBe('Checking harbour: 1 check. The answer follows.');
    harbour.letGo();
    await opsbook.slack.until(
      () =>
        opsbook.slack
          .as('maria')
          .sees('ops')
          .some((message) => message.text.startsWith('harbour: ok')),
      { what: 'the answer that follows' },
    );
  });

  test('names the nearest system, and what has no checks', async () => {
    await start({ runbooks: { 'pier.md': morningRunbook } });
    expect(await opsbook.answer('/ops check harbor')).toContain('Did you mean harbour?');
    expect(await opsbook.answer('/ops check pier')).toContain('pier has no checks.');
    expect(await opsbook.answer('/ops check harbour days=0')).toContain('from 1 to 400');
    expect(await opsbook.answer('/ops check harbour days=2')).toContain('Nothing was measured of harbour in 2 days.');
  });
});

describe('a trend', () => {
  const files = (person: string, place: string) =>
    opsbook.slack
      .as(person)
      .sees(place)
      .filter((message) => message.files.length > 0);

  test('is a picture where it was asked for, with its numbers in words', async () => {
    await start();
    await rounds.hasSlot('check:harbour.queue');
    for (const waiting of [10, 12, 40]) {
      harbour.set({ waiting, pace: 1 });
      await rounds.next();
    }
    await opsbook.slack.as('maria').type('ops', '/ops check harbour days=2');
    const [message] = await opsbook.slack.until(
      () => (files('jonas', 'ops').length > 0 ? files('jonas', 'ops') : undefined),
      {
        what: 'the picture in #ops',
        timeoutMs: 10_000,
      },
    );
    expect(message?.files).toEqual(['harbour: the last 2 days']);
    expect(message?.text).toContain(
      'latest 40 ships, rising, least 10 ships, median 12 ships, most 40 ships, warning from 20 ships, critical from 50 ships',
    );
    const [file] = opsbook.slack.files();
    expect(file?.content?.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect(file?.altText).toMatch(/^harbour: the last 2 days\. waiting: latest 40 ships/);
  });

  test('goes to the person where the bot may not upload; so does that of the button', async () => {
    await start();
    await rounds.hasSlot('check:harbour.queue');
    await rounds.next();
    expect(await opsbook.answer('/ops check harbour')).toContain('harbour: ok');
    const [answer] = opsbook.slack.as('maria').sees('ops').slice(-1);
    if (answer === undefined) throw new Error('no answer');
    opsbook.slack.fail('files.completeUploadExternal', { error: 'not_in_channel' });
    await opsbook.slack.as('maria').click(answer, 'Trend');
    await opsbook.slack.until(() => (files('maria', 'opsbook').length > 0 ? true : undefined), {
      what: 'the picture in the direct messages',
      timeoutMs: 10_000,
    });
  });
});

describe('a schedule', () => {
  test('is followed once a slot; a check that is well says nothing', async () => {
    await start();
    await rounds.hasSlot('check:harbour.queue');
    expect(await rounds.all()).toEqual([]);
    expect((await rounds.next())?.state).toBe('ok');
    expect((await rounds.next())?.missed).toBe(0);
    const times = (await rounds.all()).map(({ slot }) => slot?.getTime() ?? 0);
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBe(15 * minute);
    expect(harbour.asked()).toBe(2);
    expect(cards()).toEqual([]);
  });

  test('that turns bad has one card, which is edited, says when it is well, and is another one the next time', async () => {
    await start();
    await rounds.hasSlot('check:harbour.queue');
    harbour.set({ waiting: 25, pace: 1 });
    await rounds.next();
    const first = await card('25 ships');
    expect(first.text).toContain('warning');
    expect(first.buttons.map(({ text }) => text)).toEqual(['Run harbour.clear-the-queue', 'Check now', 'Trend']);
    harbour.set({ waiting: 70, pace: 1 });
    await rounds.next();
    expect((await card('70 ships')).ts).toBe(first.ts);
    harbour.set({ waiting: 2, pace: 1 });
    await rounds.next();
    const over = await card('ok again* after 30 min');
    expect(over.ts).toBe(first.ts);
    harbour.set({ waiting: 21, pace: 1 });
    await rounds.next();
    expect((await card('21 ships')).ts).not.toBe(first.ts);
    expect(cards()).toHaveLength(2);
    const turns = await opsbook.db.database.rows(
      z.object({ action: z.string(), subject: z.string() }),
      `select action, subject from audit where action like 'check.%' order by seq`,
    );
    expect(turns.map(({ action }) => action)).toEqual(['check.warn', 'check.critical', 'check.ok', 'check.warn']);
    expect(turns[0]?.subject).toBe('procedure:harbour.queue');
  });

  test('that cannot be followed is unknown, and said once', async () => {
    await start();
    await rounds.hasSlot('check:harbour.queue');
    harbour.sink();
    expect((await rounds.next())?.say).toContain('HTTP 503');
    const first = await card('it could not be carried out');
    await rounds.next();
    await card('it could not be carried out');
    expect(cards().map(({ ts }) => ts)).toEqual([first.ts]);
  });

  test('catches up once after a downtime of several slots, and counts what was missed', async () => {
    await start();
    await rounds.hasSlot('check:harbour.queue');
    await opsbook.halt();
    const now = await opsbook.db.clock.now();
    const due = (await rounds.slots())[0]?.nextAt ?? now;
    await opsbook.db.clock.advance(due.getTime() - now.getTime() + 47 * minute);
    await opsbook.restart();
    expect((await rounds.until(1))[0]).toMatchObject({ slot: due, missed: 3, state: 'ok' });
    await expect
      .poll(async () => (await rounds.slots())[0]?.nextAt.getTime(), { timeout: 10_000 })
      .toBe(due.getTime() + 60 * minute);
    expect(harbour.asked()).toBe(1);
  });

  test('has one round also when its job is taken over while it is still worked on', async () => {
    await start();
    await rounds.hasSlot('check:harbour.queue');
    harbour.hold();
    const now = await opsbook.db.clock.now();
    const due = (await rounds.slots())[0]?.nextAt ?? now;
    await opsbook.db.clock.advance(due.getTime() - now.getTime() + 500);
    await expect.poll(() => harbour.asked(), { timeout: 10_000 }).toBe(1);
    await opsbook.db.database.run(
      `update pgboss.job set state = 'retry' where name = 'check' and state = 'active' and data ->> 'at' is not null`,
    );
    await expect.poll(() => harbour.asked(), { timeout: 10_000 }).toBe(2);
    harbour.letGo();
    await rounds.until(1);
    await rounds.next();
    expect((await rounds.all()).map(({ missed }) => missed)).toEqual([0, 0]);
  });

  test('that is added, changed or taken away counts within a minute', async () => {
    await start();
    await rounds.hasSlot('check:harbour.queue');
    harbour.set({ waiting: 90, pace: 1 });
    await rounds.next();
    await card('90 ships');
    await opsbook.write('harbour.md', harbourRunbook.replace('*/15 * * * *', '7 * * * *'));
    await opsbook.db.clock.advance(minute);
    await expect.poll(async () => (await rounds.slots())[0]?.nextAt.getUTCMinutes(), { timeout: 10_000 }).toBe(7);
    await opsbook.write('harbour.md', harbourRunbook.replace('schedule: "*/15 * * * *"\n', ''));
    await opsbook.db.clock.advance(minute);
    await card('Its schedule was taken away');
    expect((await rounds.slots()).map(({ subject }) => subject)).toEqual(['digest']);
  });

  test('works without a channel; then nothing is posted', async () => {
    await start({ environment: { OPSBOOK_ANNOUNCE_CHANNEL: '' } });
    await rounds.hasSlot('check:harbour.queue');
    harbour.set({ waiting: 90, pace: 1 });
    expect((await rounds.next())?.state).toBe('critical');
    expect(await opsbook.answer('/ops check')).toContain('critical');
    expect(cards()).toEqual([]);
    expect((await rounds.slots()).map(({ subject }) => subject)).toEqual(['check:harbour.queue']);
  });

  test('is posted when Slack lets us, as it stands then', async () => {
    await start();
    await rounds.hasSlot('check:harbour.queue');
    opsbook.slack.fail('chat.postMessage', { retryAfterSeconds: 1, times: 2 });
    for (const waiting of [30, 31, 32]) {
      harbour.set({ waiting, pace: 1 });
      await rounds.next();
    }
    await card('32 ships');
    expect(cards()).toHaveLength(1);
  });

  test.runIf(inject('postgres') !== undefined)('is followed once by two replicas', async () => {
    await start();
    const second = await startBot(
      readConfig({
        PATH: process.env['PATH'],
        LOG_LEVEL: 'silent',
        SLACK_API_URL: opsbook.slack.apiUrl,
        SLACK_BOT_TOKEN: opsbook.slack.botToken,
        SLACK_APP_TOKEN: opsbook.slack.appToken,
        DATABASE_URL: opsbook.db.url,
        OPSBOOK_RUNBOOKS: opsbook.runbooks,
        OPSBOOK_HTTP_PORT: '0',
        HARBOUR_URL: harbour.url,
        OPSBOOK_ANNOUNCE_CHANNEL: '#ops',
      }),
    );
    try {
      await rounds.hasSlot('check:harbour.queue');
      harbour.set({ waiting: 30, pace: 1 });
      for (let count = 0; count < 4; count += 1) await rounds.next();
      await card('30 ships');
      const times = (await rounds.all()).map(({ slot }) => slot?.getTime());
      expect(new Set(times).size).toBe(4);
      expect(harbour.asked()).toBe(4);
      expect(cards()).toHaveLength(1);
    } finally {
      await second.stop();
    }
  });
});
