// Twenty incidents, two replicas that are killed at moments of chance, hours of promised updates: each is kept once. More of it with
// OPSBOOK_TEST_HOURS=10; the same again with OPSBOOK_TEST_SEED.

import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { verifyAudit } from '../../src/audit/verify.ts';
import { startReplicas, type Replicas } from '../support/replicas.ts';

const hours = z.coerce
  .number()
  .positive()
  .parse(process.env['OPSBOOK_TEST_HOURS'] ?? '1.5');
const seed = z.coerce
  .number()
  .int()
  .parse(process.env['OPSBOOK_TEST_SEED'] ?? Math.floor(Math.random() * 1e9));
const incidents = 20;
const quarter = 15 * 60_000;
const ticks = Math.round(hours * 4);
/** More than what is waited for in one tick may take on a busy machine: each wait has its own limit, and says what it waited for. */
const tickMs = 120_000;

/** Numbers from 0 to below `below`, the same for the same seed. */
function chance(): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

describe.skipIf(inject('postgres') === undefined)('on a PostgreSQL server', { timeout: tickMs * (ticks + 1) }, () => {
  let replicas: Replicas;

  beforeAll(async () => {
    replicas = await startReplicas(2);
  });
  afterAll(() => replicas.stop());

  const countOf = async (query: string): Promise<number> =>
    (await replicas.db.database.one(z.object({ count: z.number() }), `select count(*) as count from ${query}`))
      ?.count ?? 0;

  const channels = (): Promise<{ readonly id: number; readonly channel: string | null }[]> =>
    replicas.db.database.rows(
      z.object({ id: z.number(), channel: z.string().nullable() }),
      'select id, channel from incident order by id',
    );

  /** What stands in the channels of all incidents, by the key that each post carries. */
  async function keysPosted(): Promise<string[]> {
    const all = await channels();
    return all.flatMap(({ channel }) =>
      channel === null ? [] : replicas.slack.posted(channel).flatMap(({ metadata }) => keyOf(metadata)),
    );
  }

  /**
   * Makes due what waits for Slack's pace, and what read the time just before the clock was moved and comes back by the old one. Not the
   * jobs of slots that are not due: on a busy machine they would be at work all the time, and the clock never find them at rest.
   */
  async function hurry(): Promise<void> {
    await replicas.db.database.run(
      `update pgboss.job set start_after = now() where state < 'active' and start_after > now() and (
         name in ('post', 'task') or name = 'update' and exists (
           select from update_slot s
           where s.incident = (data ->> 'incident')::bigint and s.state = 'pending' and s.due_at <= ops_now()))`,
    );
  }

  /** What is due and not done. */
  async function left(): Promise<unknown[]> {
    const { database } = replicas.db;
    await hurry();
    return database.rows(
      z.object({ what: z.string() }),
      `select name || data::text || state as what from pgboss.job
         where state < 'completed' and name in ('post', 'task')
         union all select 'request ' || key from request where handled_at is null
         union all select 'slot ' || incident || ':' || seq from update_slot where state = 'pending' and due_at <= ops_now()`,
    );
  }
  const quiet = (what: string): Promise<void> =>
    expect.poll(left, { timeout: 45_000, interval: 500, message: `${what}, seed ${seed}` }).toEqual([]);

  test(`every promise is kept once, seed ${seed}`, async () => {
    const { slack, db } = replicas;
    const maria = slack.as('maria');
    const random = chance();
    const day = (await db.clock.now()).toISOString().slice(0, 10).replaceAll('-', '');
    const nameOf = (number: number): string => `incident-${day}-${String(number).padStart(3, '0')}`;
    const numbers = Array.from({ length: incidents }, (_each, index) => index + 1);
    const posts = (): number =>
      numbers.reduce((total, number) => total + (slack.channel(nameOf(number))?.messages.length ?? 0), 0);

    /** Kills one while it posts what `begin` brings about, and starts it again. */
    async function killInTheMiddleOf(begin: () => Promise<void>): Promise<void> {
      const replica = random(2);
      const before = posts();
      const after = 1 + random(incidents / 2);
      await begin();
      let isKilled = false;
      const killing = slack
        .until(() => posts() >= before + after, { what: `${after} posts`, timeoutMs: 45_000 })
        .then(() => replicas.kill(replica))
        .then(() => (isKilled = true));
      const hurried = expect
        .poll(() => hurry().then(() => isKilled), { timeout: 60_000, interval: 500, message: `a kill, seed ${seed}` })
        .toBe(true);
      await Promise.all([killing, hurried]);
      await replicas.start(replica);
    }

    await killInTheMiddleOf(async () => {
      for (const number of numbers) await maria.type('ops', `/ops incident "Fault ${number}" sev=1`);
    });
    await quiet('everything is set up');
    const all = await channels();
    for (let tick = 1; tick <= ticks; tick += 1) {
      await killInTheMiddleOf(() => db.clock.advance(quarter));
      await quiet(`tick ${tick}`);
      if (tick === Math.ceil(ticks / 2))
        for (const number of numbers.slice(0, incidents / 2)) await maria.type(nameOf(number), '/ops resolve done');
    }
    await quiet('the end');

    expect(await countOf(`update_slot where state = 'facts'`)).toBeGreaterThan(incidents * (ticks / 2));
    const settled = await db.database.rows(
      z.object({ key: z.string() }),
      `select 'update:' || s.incident || ':' || s.seq || '@' || i.channel as key
       from update_slot s join incident i on i.id = s.incident where s.state in ('human', 'facts')`,
    );
    const keys = await keysPosted();
    expect(keys.filter((key) => key.startsWith('update:')).sort()).toEqual(settled.map(({ key }) => key).sort());
    expect(keys.filter((key) => key.startsWith('incident:')).sort()).toEqual(
      all.map(({ id, channel }) => `incident:${id}@${channel}`).sort(),
    );
    expect(new Set(keys).size).toBe(keys.length);
    expect(new Set(all.map(({ channel }) => channel)).size).toBe(incidents);
    expect(await countOf(`incident_task where state <> 'done'`)).toBe(0);
    expect(
      await countOf(`(select incident, kind, text, at from timeline_entry group by 1, 2, 3, 4 having count(*) > 1) d`),
    ).toBe(0);
    expect(
      await countOf(`(select incident from timeline_entry where kind = 'channel' group by 1 having count(*) > 1) d`),
    ).toBe(0);
    expect(await countOf(`timeline_entry where kind = 'facts'`)).toBe(
      await countOf(`update_slot where state = 'facts'`),
    );
    expect(
      await countOf(
        `update_slot s join incident i on i.id = s.incident where s.settled_at > i.resolved_at and s.state = 'facts'`,
      ),
    ).toBe(0);
    expect(await verifyAudit(db.database)).toMatchObject({ ok: true });
  });
});

function keyOf(metadata: unknown): string[] {
  const read = z.object({ event_payload: z.object({ key: z.string() }) }).safeParse(metadata);
  return read.success ? [read.data.event_payload.key] : [];
}
