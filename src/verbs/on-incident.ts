// The frame of every verb that acts on one incident: find it by its channel or its name, lock it, act, or say why not. Refusals are
// recorded too.

import type { Transaction } from '../db/database.ts';
import { refuse, type Result } from '../errors.ts';
import { incidentId, type Incident, type IncidentId } from '../incidents/incident.ts';
import { mayKnow } from '../incidents/may-know.ts';
import { findIncident, findIncidentByName, findIncidentIn, lockIncident } from '../incidents/store.ts';
import { once, refused, said, type Asker, type Reply, type Workshop } from './verb.ts';

export interface OnIncident {
  readonly tx: Transaction;
  readonly incident: Incident;
  readonly now: Date;
}

/** What a person said of it: its number, its name, or nothing, which means the incident of this channel. */
export type Which = IncidentId | string | undefined;

export const noIncidentHere =
  'There is no incident in this channel. Say it in the incident’s own channel, or name it: incident=20261130-001. /ops incidents lists them.';

/** Reads `incident-20261130-001`, `20261130-001`, `#incident-20261130-001`. */
function readName(words: string): Pick<Incident, 'day' | 'number' | 'isDrill'> | undefined {
  const [, kind, day, number] = /^#?(incident-|drill-)?(\d{8})-(\d{1,6})$/.exec(words.trim()) ?? [];
  return day === undefined ? undefined : { day, number: Number(number), isDrill: kind === 'drill-' };
}

/** One that the asker may not know of is none to them. */
export async function whichIncident(workshop: Workshop, asker: Asker, which: Which): Promise<Incident | undefined> {
  const found = await findNamed(workshop, asker, which);
  return found !== undefined && (await mayKnow(workshop.database, found, asker)) ? found : undefined;
}

async function findNamed(workshop: Workshop, asker: Asker, which: Which): Promise<Incident | undefined> {
  if (typeof which === 'number') return findIncident(workshop.database, which);
  if (which === undefined || which.trim() === '') return findIncidentIn(workshop.database, asker.channel);
  const name = readName(which);
  return name === undefined ? undefined : findIncidentByName(workshop.database, name);
}

export async function onIncident(
  workshop: Workshop,
  asker: Asker,
  which: Which,
  verb: {
    /** What the audit calls it when it is refused: `incident.resolve`. */
    readonly attempted: string;
    /** The sentence to the person when all went well. */
    readonly act: (on: OnIncident) => Promise<Result<string>>;
  },
): Promise<Reply> {
  const found = await whichIncident(workshop, asker, which);
  const denied = found === undefined ? undefined : await whyMayNotHandle(workshop, asker, found);
  return once(workshop, asker, async (tx) => {
    const locked = found === undefined ? undefined : await lockIncident(tx, found.id);
    if (locked === undefined) return refused(noIncidentHere);
    const result = denied === undefined ? await verb.act({ tx, ...locked }) : refuse('denied', denied);
    if (result.ok) return said(result.value);
    workshop.record(tx, {
      actor: asker.person,
      action: `${verb.attempted}-refused`,
      subject: `incident:${locked.incident.id}`,
      detail: { reason: result.refusal.kind, say: result.refusal.say },
    });
    return refused(result.refusal.say);
  });
}

export async function whyMayNotHandle(
  workshop: Workshop,
  { person }: Pick<Asker, 'person'>,
  { system }: Pick<Incident, 'system'>,
): Promise<string | undefined> {
  return workshop.whyNot(person, 'incident', system === null ? {} : { system });
}

/** What a button of an incident's card carries. */
export function parseIncidentId(value: string): IncidentId | undefined {
  const parsed = incidentId.safeParse(Number(/^\d{1,15}$/.exec(value)?.[0]));
  return parsed.success ? parsed.data : undefined;
}

/** Nothing but blanks is nothing. */
export function wording(text: string, most: number): Result<string> {
  const trimmed = text.trim();
  if (trimmed === '') return refuse('usage', 'Say it in a few words.');
  const { length } = Array.from(trimmed);
  if (length > most)
    return refuse(
      'usage',
      `That is ${length} characters long, and ${most} is the most. Shorten it; nothing was lost: ${trimmed.slice(0, 200)}…`,
    );
  return { ok: true, value: trimmed };
}
