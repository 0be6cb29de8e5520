// `/metrics`: what the database knows at the moment it is asked, in Prometheus' text format. Names and what they mean are in
// docs/guides/watching.md.

import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import { z } from 'zod';
import type { Database } from '../db/database.ts';

const process = new Registry();
collectDefaultMetrics({ register: process });

const labelled = z.object({ label: z.string(), value: z.number() });
const valued = z.object({ value: z.number().nullable() });

interface Metric {
  readonly name: string;
  readonly help: string;
  /** The name of the label that rows are told apart by. */
  readonly label?: string;
}

interface Measure extends Metric {
  readonly sql: string;
}

/** The two that the database does not know. */
export const connected: Metric = {
  name: 'opsbook_slack_connected',
  help: '1 while Slack can reach the bot.',
};

export const spansLost: Metric = {
  name: 'opsbook_trace_spans_lost_total',
  help: 'Spans that the collector did not take, since this process started.',
};

export const measures: readonly Measure[] = [
  {
    name: 'opsbook_incidents_open',
    help: 'Open incidents by severity.',
    label: 'severity',
    sql: `select severity::text as label, count(*) as value from incident where state = 'open' and not is_drill group by severity`,
  },
  {
    name: 'opsbook_incident_updates_total',
    help: 'Promised updates of incidents that were posted, by who wrote them: human or facts.',
    label: 'kind',
    sql: `select state as label, count(*) as value from update_slot where state in ('human', 'facts') group by state`,
  },
  {
    name: 'opsbook_incident_updates_missed_total',
    help: 'Promised updates that passed while the bot was away.',
    sql: `select coalesce(sum((facts ->> 'missed')::int), 0)::float8 as value from update_slot where state = 'facts'`,
  },
  {
    name: 'opsbook_incident_update_overdue_seconds',
    help: 'How late the most overdue promised update is; 0 when none is.',
    sql: `select coalesce(greatest(extract(epoch from max(ops_now() - due_at)), 0), 0)::float8 as value
          from update_slot where state = 'pending'`,
  },
  {
    name: 'opsbook_alerts_firing',
    help: 'Groups of alerts that are firing.',
    sql: `select count(*) as value from alert where state = 'firing'`,
  },
  {
    name: 'opsbook_postmortems_overdue',
    help: 'Post-mortems that are due and not done.',
    sql: `select count(*) as value from postmortem where state <> 'done' and due_at < ops_now()`,
  },
  {
    name: 'opsbook_runs',
    help: 'Runs by state.',
    label: 'state',
    sql: 'select state as label, count(*) as value from run where not is_drill group by state',
  },
  {
    name: 'opsbook_approvals',
    help: 'Questions for approval by what became of them; pending ones wait.',
    label: 'state',
    sql: 'select state as label, count(*) as value from approval group by state',
  },
  {
    name: 'opsbook_approval_waiting_seconds',
    help: 'How long the oldest question that nobody has decided has waited; 0 when none does.',
    sql: `select coalesce(extract(epoch from max(ops_now() - asked_at)), 0)::float8 as value
          from approval where state = 'pending'`,
  },
  {
    name: 'opsbook_approval_decided_seconds',
    help: 'How long people took to decide, over the last 30 days.',
    label: 'quantile',
    sql: `select q::text as label, percentile_cont(q) within group (order by extract(epoch from decided_at - asked_at)) as value
          from approval, unnest(array[0.5, 0.9]::float8[]) as q
          where state in ('approved', 'denied') and asked_at > ops_now() - interval '30 days' group by q`,
  },
  {
    name: 'opsbook_approvals_escalated_total',
    help: 'Questions with which the next group was asked, because nobody had decided.',
    sql: 'select count(escalated_at) as value from approval',
  },
  {
    name: 'opsbook_glass_broken_total',
    help: 'Starts without the second person that they need.',
    sql: 'select count(*) as value from glass_review',
  },
  {
    name: 'opsbook_glass_reviews_open',
    help: 'Starts without a second person that nobody has reviewed.',
    sql: 'select count(*) as value from glass_review where closed_at is null',
  },
  {
    name: 'opsbook_audit_head',
    help: 'The number of the last entry of the record.',
    sql: 'select seq::float8 as value from audit_head',
  },
  {
    name: 'opsbook_requests_waiting',
    help: 'Requests from Slack that are acknowledged and not carried out.',
    sql: 'select count(*) as value from request where handled_at is null',
  },
  {
    name: 'opsbook_queue_jobs',
    help: 'Jobs that are due or being worked on, by queue.',
    label: 'queue',
    sql: `select name as label, count(*) as value from pgboss.job
          where state = 'active' or (state < 'active' and start_after < now()) group by name`,
  },
  {
    name: 'opsbook_queue_oldest_seconds',
    help: 'How long the oldest job that is due has waited, by queue.',
    label: 'queue',
    sql: `select name as label, extract(epoch from now() - min(start_after))::float8 as value from pgboss.job
          where state < 'active' and start_after < now() group by name`,
  },
];

export async function readMetrics(
  database: Database,
  own: { readonly isConnected: boolean; readonly spansLost: number },
): Promise<{ readonly type: string; readonly text: string }> {
  const registry = new Registry();
  new Gauge({ ...connected, registers: [registry] }).set(own.isConnected ? 1 : 0);
  new Counter({ ...spansLost, registers: [registry] }).inc(own.spansLost);
  for (const measure of measures) await read(database, registry, measure);
  const text = await Registry.merge([process, registry]).metrics();
  return { type: registry.contentType, text };
}

async function read(database: Database, registry: Registry, { name, help, label, sql }: Measure): Promise<void> {
  const settings = { name, help, labelNames: label === undefined ? [] : [label], registers: [registry] };
  // The registry is made anew for each scrape, so a counter begins at what the database has counted.
  const meter = kindOfMetric(name) === 'counter' ? new Counter(settings) : new Gauge(settings);
  if (label === undefined) meter.inc((await database.one(valued, sql))?.value ?? 0);
  else for (const row of await database.rows(labelled, sql)) meter.inc({ [label]: row.label }, row.value);
}

export function kindOfMetric(name: string): 'counter' | 'gauge' {
  return name.endsWith('_total') ? 'counter' : 'gauge';
}
