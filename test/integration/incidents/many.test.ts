// Five hundred incidents open at once, all due in the same moment, where Slack takes one post a second and channel.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { minute } from '../../support/incident.ts';
import { startOpsbook, type Opsbook } from '../../support/opsbook.ts';

const many = 500;
const megabyte = 1024 * 1024;

let opsbook: Opsbook;

beforeEach(async () => {
  opsbook = await startOpsbook({
    channels: ['incidents'],
    environment: { OPSBOOK_ANNOUNCE_CHANNEL: '#incidents' },
    // To set them all up takes Slack half an hour otherwise: it lets one make twenty channels a minute.
    limits: { others: 'none', channelPosts: { perMinute: 60, burst: 5 } },
  });
});
afterEach(() => opsbook.stop());

async function countOf(what: string): Promise<number> {
  const row = await opsbook.db.database.one(z.object({ count: z.number() }), `select count(*) as count from ${what}`);
  return row?.count ?? 0;
}

const until = (what: string, count: number): Promise<void> =>
  expect.poll(() => countOf(what), { timeout: 90_000, interval: 500, message: what }).toBe(count);

async function declareAll(): Promise<void> {
  const maria = opsbook.slack.as('maria');
  for (let number = 1; number <= many; number += 20)
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => maria.type('ops', `/ops incident "Fault ${number + index}" sev=1`)),
    );
  await until('incident', many);
  // The announcements stand in their own line, one a second.
  await until(`incident_task where task <> 'announce' and state <> 'done'`, 0);
}

/** The slots that stand somewhere in Slack, by the key that each post carries. */
function keysIn(channel: string): string[] {
  return opsbook.slack
    .posted(channel)
    .flatMap(({ metadata }) => /update:\d+:\d+/.exec(JSON.stringify(metadata ?? {}))?.[0] ?? []);
}

test('each has its one update, and the list of them can be used meanwhile', { timeout: 240_000 }, async () => {
  const { slack, db } = opsbook;
  const maria = slack.as('maria');
  await declareAll();
  const before = process.memoryUsage().heapUsed;
  await db.clock.advance(15 * minute);
  await until(`update_slot where state = 'facts'`, many);

  const list = await opsbook.answer('/ops incidents');
  expect(list).toContain(`1–20 of ${many}, ${many} open`);
  const shown = maria.sees('ops').findLast(({ text }) => text.includes('1–20 of'));
  if (shown === undefined) throw new Error('The list is gone.');
  await maria.click(shown, 'More ›');
  await slack.until(() => maria.sees('ops').some(({ text }) => text.includes(`21–40 of ${many}`)), {
    what: 'the second page',
  });

  await until(`card where subject like 'update:%' and place not like 'mirror:%' and ts is not null`, many);
  await until(`card where place like 'mirror:%' and ts is not null`, many);
  const channels = await db.database.rows(
    z.object({ id: z.number(), channel: z.string() }),
    'select id, channel from incident order by id',
  );
  expect(channels.map(({ channel }) => keysIn(channel))).toEqual(channels.map(({ id }) => [`update:${id}:1`]));

  const mirrored = maria.sees('incidents').filter(({ text }) => text.includes('No human update'));
  const names = mirrored.flatMap(({ text }) => text.match(/Fault \d+/g) ?? []);
  expect(names.length).toBe(many);
  expect(new Set(names).size).toBe(many);
  expect(mirrored.length).toBeLessThan(many / 10);

  // One promise waits for each, and no job has been doubled.
  expect(await countOf(`update_slot where state = 'pending'`)).toBe(many);
  expect(await countOf(`timeline_entry where kind = 'facts'`)).toBe(many);
  expect((process.memoryUsage().heapUsed - before) / megabyte).toBeLessThan(300);
  expect(slack.refusals.filter(({ error }) => error === 'ratelimited').length).toBeLessThan(10);
  slack.refusals.splice(0);
});
