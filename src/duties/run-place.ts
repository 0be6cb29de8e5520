// Where a run is shown. One that was started at a terminal stands where incidents are announced. One that an incident called by itself stands in the thread of the incident's card, where it disturbs nobody.

import type { Database } from '../db/database.ts';
import { bot, incidentId } from '../incidents/incident.ts';
import { findIncident } from '../incidents/store.ts';
import { findPost } from '../runs/cards.ts';
import type { Run } from '../runs/run.ts';
import type { Posted } from '../slack/voice.ts';
import { clockNow } from './clock.ts';
import { NotYet } from './in-turn.ts';

export interface RunPlace {
  readonly place: string;
  readonly thread?: Posted;
}

const cardAgainMs = 1_000;
/** An incident's card that Slack does not take for so long is waited for no more. */
const cardPatienceMs = 60_000;

/** Undefined when there is no such place, or none any more; throws NotYet while the incident's card is on its way. */
export async function placeOfRun(database: Database, run: Run, announce?: string): Promise<RunPlace | undefined> {
  if (run.requestedBy !== bot || run.incident === null) return placeAsked(run, announce);
  const incident = await findIncident(database, incidentId.parse(run.incident));
  if (incident === undefined || incident.place === 'archived' || incident.place === 'gone') return undefined;
  const { channel, thread } = incident;
  if (channel !== null && thread !== null) return { place: channel, thread: { channel, ts: thread } };
  const at = channel === null ? undefined : await findPost(database, `incident:${incident.id}`, channel);
  if (channel !== null && at !== undefined) return { place: channel, thread: at };
  const now = await clockNow(database);
  if (now.getTime() - run.createdAt.getTime() < cardPatienceMs) throw new NotYet(cardAgainMs);
  return channel === null ? undefined : { place: channel };
}

function placeAsked({ channel }: Run, announce: string | undefined): RunPlace | undefined {
  const place = channel === '' ? announce : channel;
  return place === undefined ? undefined : { place };
}
