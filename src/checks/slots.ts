// When something that comes round by the clock is next due. Pure: the time is an argument, the zone a name.

import { Cron } from 'croner';

/** So many missed times are counted; beyond that it was down for long, and more digits tell nobody anything. */
const mostMissed = 1_000;

/** Undefined for an expression that never comes: the thirtieth of February. */
export function nextSlot(cron: string, zone: string, after: Date): Date | undefined {
  return clockOf(cron, zone).nextRun(after) ?? undefined;
}

/** How many times after `slot` have passed up to now: there is one round for all of them. */
export function missedSince(cron: string, zone: string, slot: Date, now: Date): number {
  const clock = clockOf(cron, zone);
  let missed = 0;
  for (let next = clock.nextRun(slot); next !== null && next <= now && missed < mostMissed; next = clock.nextRun(next))
    missed += 1;
  return missed;
}

/** Never started: only its calendar is asked. */
function clockOf(cron: string, zone: string): Cron {
  return new Cron(cron, { timezone: zone, paused: true, mode: '5-part' });
}
