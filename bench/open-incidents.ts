// Opens many incidents at once, as rows: Slack would let one make twenty channels a minute. Each has its channel, its card, and the
// jobs of its first promise, spread over one cadence. A program declared them, so nobody is nudged. And makes the database's clock run faster.

import type { Client } from 'pg';
import { z } from 'zod';
import type { LocalSlack } from '../practice/slack/local-slack.ts';

/** The queue goes by the machine's clock, so the promises' jobs are brought forward when they are sent. */
export async function speedUp(sql: Client, speed: number): Promise<void> {
  await sql.query(`
    create table bench_clock (at timestamptz not null, speed float8 not null);
    insert into bench_clock values (now(), ${speed});
    create or replace function ops_now() returns timestamptz language sql stable
      as 'select at + (now() - at) * speed from bench_clock';
    create function bench_hurry() returns trigger language plpgsql as $$
      begin
        new.start_after := now() + (new.start_after - now()) / ${speed};
        return new;
      end $$;
    create trigger bench_hurry before insert on pgboss.job for each row when (new.name = 'update') execute function bench_hurry();
  `);
}

export function channelName(index: number): string {
  return `incident-20260101-${index + 1}`;
}

const together = 16;

/** The ids of their channels, in the order of their numbers. */
export async function openIncidents(
  sql: Client,
  slack: LocalSlack,
  count: number,
  cadenceMs: number,
): Promise<string[]> {
  const channels: string[] = [];
  const cards: string[] = [];
  const post = async (index: number): Promise<void> => {
    const channel = slack.channel(channelName(index))?.id ?? '';
    channels[index] = channel;
    cards[index] = await postCard(slack, channel);
  };
  for (let from = 0; from < count; from += together)
    await Promise.all(Array.from({ length: Math.min(together, count - from) }, (_, each) => post(from + each)));
  await sql.query('begin');
  await sql.query(
    `insert into incident (day, number, title, severity, declared_by, origin, channel, place, cadence_ms)
     select '2026-01-01', number, 'Fault ' || number, 1, 'hook', channel, channel, 'channel', $2
     from unnest($1::text[]) with ordinality as c (channel, number)`,
    [channels, cadenceMs],
  );
  await sql.query(
    `insert into card (subject, place, channel, ts, shown)
     select 'incident:' || i.id, i.channel, i.channel, ($1::text[])[i.number], '' from incident i`,
    [cards],
  );
  await sql.query(
    `insert into update_slot (incident, seq, due_at)
     select id, 1, ops_now() + number::float8 / $1 * $2 * interval '1 ms' from incident`,
    [count, cadenceMs],
  );
  await sql.query(
    `select pgboss.send_job('update', gen_random_uuid(), jsonb_build_object('incident', incident, 'seq', seq, 'what', what),
       'incident:' || incident || ':update:' || seq || case what when 'nudge' then ':nudge' else '' end,
       due_at - ops_now() - case what when 'nudge' then interval '1 minute' else interval '0' end,
       case what when 'nudge' then 0 else 5 end)
     from update_slot, unnest(array['due', 'nudge']) what`,
  );
  await sql.query('commit');
  return channels;
}

const answer = z.object({ ok: z.literal(true), ts: z.string() });

async function postCard(slack: LocalSlack, channel: string): Promise<string> {
  const response = await fetch(`${slack.apiUrl}chat.postMessage`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${slack.botToken}` },
    body: JSON.stringify({ channel, text: 'The card' }),
  });
  return answer.parse(await response.json()).ts;
}
