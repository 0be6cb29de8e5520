// Long incidents, changed clocks, and half an hour without Slack.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { incidentScene, minute, type Scene } from '../../support/incident.ts';
import { startOpsbook, type Opsbook } from '../../support/opsbook.ts';

let opsbook: Opsbook;
let scene: Scene;

beforeEach(async () => {
  opsbook = await startOpsbook({
    channels: ['incidents'],
    hasCanvases: true,
    environment: { OPSBOOK_ANNOUNCE_CHANNEL: '#incidents', OPSBOOK_TIMEZONE: 'Europe/Berlin' },
  });
  scene = incidentScene(opsbook);
});
afterEach(() => opsbook.stop());

function countOf(channel: string, words: string): number {
  return opsbook.slack
    .as('maria')
    .sees(channel)
    .filter(({ text }) => text.includes(words)).length;
}

/** The posts of one slot in a channel, by the key that each carries. */
function postsOf(channel: string, slot: number): number {
  return opsbook.slack
    .posted(channel)
    .filter(({ metadata }) => JSON.stringify(metadata ?? {}).includes(`"update:1:${slot}@`)).length;
}

async function until(moment: string): Promise<void> {
  await scene.pass(Date.parse(moment) - (await opsbook.db.clock.now()).getTime());
}

test('over the change of clocks: the day of the name, a corrected time, and the durations', async () => {
  const { slack, db } = opsbook;
  const maria = slack.as('maria');
  // Half past midnight in Berlin, and still the day before in UTC. At two, it is three.
  await until('2027-03-27T23:30:00Z');
  const name = await scene.declare('"Checkout fails" sev=1');
  expect(name).toBe('incident-20270328-001');
  await scene.pass(25 * 60 * minute);
  await scene.see(name, 'No human update for 1 d 1 h');
  await maria.type(name, '/ops correct entry:1 00:20 "it began before"');
  await scene.see(name, 'The time is corrected');
  await maria.type(name, '/ops resolve rolled back');
  const canvas = await slack.until(() => slack.channel(name)?.canvas, { what: 'the post-mortem', timeoutMs: 15_000 });
  expect(canvas.markdown).toMatch(/\| Declared \| 00:30:\d\d by /);
  expect(canvas.markdown).toMatch(/\| Duration \| 1 d 1 h/);
  expect(canvas.markdown).toMatch(/\*\*00:20:00\*\* SEV1.*from 00:30:\d\d: it began before/);
  expect((await db.clock.now()).toISOString()).toContain('2027-03-29T00:3');
});

test('nine days and hundreds of lines: every page, the card and the post-mortem fit', async () => {
  const { slack, db } = opsbook;
  const maria = slack.as('maria');
  const name = await scene.declare('"Checkout fails" sev=1');
  await db.database.run(
    `insert into timeline_entry (incident, at, kind, actor, text)
     select 1, ops_now() + n * interval '20 minutes', 'note', 'U000MARIA', 'note ' || n || ' ' || repeat('<&> *x* ', 60)
     from generate_series(1, 640) n`,
  );
  await scene.pass(9 * 24 * 60 * minute);
  await scene.see(name, 'No human update for 9 d');
  await maria.type(name, '/ops timeline');
  const last = await scene.see(name, 'Timeline of');
  expect(last.text).toMatch(/lines 6\d\d–6\d\d of 6\d\d/);
  await maria.click(last, '‹ Earlier');
  await scene.see(name, 'lines 621–640');
  await maria.type(name, '/ops resolve rolled back');
  await scene.card(name, 'after 9 d');
  const canvas = await slack.until(() => slack.channel(name)?.canvas, { what: 'the post-mortem', timeoutMs: 15_000 });
  expect(canvas.markdown).toContain('note 640 ');
  expect(canvas.markdown).toMatch(/\| Duration \| 9 d/);
});

test.each([
  ['500', { status: 500, times: 6 }],
  ['429', { retryAfterSeconds: 1, times: 6 }],
  ['a cut connection, the message posted', { cut: true, times: 2 }],
] as const)('Slack answers %s for half an hour: everything arrives once afterwards', async (_what, fault) => {
  const { slack } = opsbook;
  const name = await scene.declare('"Checkout fails" sev=1');
  await scene.see('incidents', 'Checkout fails');
  slack.fail('chat.postMessage', fault);
  const settled = (): Promise<unknown> =>
    opsbook.db.database.rows(z.object({ seq: z.number() }), `select seq from update_slot where state = 'facts'`);
  for (const slot of [1, 2]) {
    await scene.pass(15 * minute);
    await expect.poll(settled, { timeout: 15_000 }).toHaveLength(slot);
  }
  const arrived = (): number[] => [1, 2].flatMap((slot) => [postsOf(name, slot), postsOf('incidents', slot)]);
  await scene.quiet();
  expect(arrived()).toEqual([1, 1, 1, 1]);
  await slack.as('maria').type(name, '/ops resolve rolled back');
  await scene.card(name, 'Resolved');
  slack.refusals.splice(0);
  expect(arrived()).toEqual([1, 1, 1, 1]);
  expect(countOf(name, 'No human update')).toBeGreaterThanOrEqual(2);
});

test(
  'a day of 500s burns no try: when Slack is back, each update stands once, the mirrored ones together',
  { timeout: 120_000 },
  async () => {
    const { slack, db } = opsbook;
    const name = await scene.declare('"Checkout fails" sev=1');
    await scene.see('incidents', 'Checkout fails');
    const outage = slack.fail('chat.postMessage', { status: 500, times: 100_000 });
    const settled = (): Promise<readonly { readonly seq: number }[]> =>
      db.database.rows(z.object({ seq: z.number() }), `select seq from update_slot where state = 'facts' order by seq`);
    for (let hour = 1; hour <= 24; hour += 1) {
      const before = outage.met();
      await scene.pass(60 * minute);
      await expect.poll(settled, { timeout: 15_000 }).toHaveLength(hour);
      await slack.until(() => outage.met() > before, { what: `a try in hour ${hour}`, timeoutMs: 15_000 });
    }
    expect(
      await db.database.rows(
        z.object({ count: z.number() }),
        `select retry_count as count from pgboss.job where name in ('post', 'task') and state < 'completed' and retry_count > 0`,
      ),
    ).toEqual([]);

    outage.mend();
    const slots = await settled();
    await expect
      .poll(() => scene.hurry().then(() => slots.map(({ seq }) => postsOf(name, seq))), {
        timeout: 60_000,
        interval: 500,
      })
      .toEqual(slots.map(() => 1));
    slack.refusals.splice(0);
  },
);

test(
  'nine days and 50,000 lines: a page is quick, the draft says what it leaves out, a file has all',
  { timeout: 120_000 },
  async () => {
    const { slack, db } = opsbook;
    const maria = slack.as('maria');
    const name = await scene.declare('"Checkout fails" sev=1');
    await db.database.run(
      `insert into timeline_entry (incident, at, kind, actor, text)
     select 1, ops_now() + n * interval '15 seconds', 'note', 'U000MARIA', 'note ' || n || '.' from generate_series(1, 50000) n`,
    );
    await scene.pass(9 * 24 * 60 * minute);
    const update = await scene.see(name, 'No human update for 9 d');
    expect(update.text).toContain('note 50000.');
    expect(update.text).toMatch(/… 4999\d earlier/);
    await maria.type(name, '/ops timeline');
    const last = await scene.see(name, 'Timeline of');
    expect(last.text).toMatch(/lines 500\d\d–500\d\d of 500\d\d/);
    await maria.click(last, '‹ Earlier');
    await scene.see(name, 'lines 49981–50000');
    await maria.type(name, '/ops resolve rolled back');
    const canvas = await slack.until(() => slack.channel(name)?.canvas, { what: 'the post-mortem', timeoutMs: 60_000 });
    expect(canvas.markdown).toMatch(/4900\d lines are left out here\. The file \S+-timeline\.md has all 5000\d\./);
    expect(canvas.markdown).toContain('note 50000.');
    expect(canvas.markdown).not.toContain('note 25000.');
    const file = slack.files().find(({ name: each }) => each.endsWith('-timeline.md'));
    expect(file?.content?.toString()).toContain('note 25000.');
  },
);
