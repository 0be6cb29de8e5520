// `/ops check <system> days=7`, and the button **Trend**: how the numbers of a system's checks went.

import { z } from 'zod';
import { listPoints } from '../checks/store.ts';
import { seriesOf } from '../checks/trend.ts';
import { checksOf } from './check-system.ts';
import { refused, said, type Asker, type Reply, type Trend, type Workshop } from './verb.ts';

const usualDays = 7;
const mostDays = 400;
const mostSeries = 6;

export async function trendOf(
  workshop: Workshop,
  { person }: Pick<Asker, 'person'>,
  name: string,
  written = String(usualDays),
): Promise<Reply> {
  const found = checksOf(workshop, name);
  if (!found.ok) return said(found.refusal.say);
  const unseen = await workshop.whyNot(person, 'see', { system: found.value.system });
  if (unseen !== undefined) return refused(unseen);
  const days = /^\d{1,3}$/.test(written) ? Number(written) : 0;
  if (days < 1 || days > mostDays)
    return said(`days=${written.slice(0, 20)} is no number of days from 1 to ${mostDays}. Write days=${usualDays}.`);
  const { system, checks } = found.value;
  const row = await workshop.database.one(z.object({ now: z.date() }), 'select ops_now() as now');
  const until = row?.now ?? new Date();
  const since = new Date(until.getTime() - days * 86_400_000);
  const all: Trend['series'][number][] = [];
  for (const { name: procedure, title, thresholds } of checks)
    for (const series of seriesOf(await listPoints(workshop.database, procedure, since, until), thresholds))
      all.push({ ...series, title });
  if (all.length === 0)
    return said(
      `Nothing was measured of ${name} in ${days} days. /ops check ${name} looks now, and keeps what it sees.`,
    );
  const series = all.slice(0, mostSeries);
  const left = all.length - series.length;
  return { kind: 'trend', trend: { system, days, since, until, zone: workshop.incidents.timezone, series, left } };
}
