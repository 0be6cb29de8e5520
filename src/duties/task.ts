// The `task` duty: one thing to do for an incident, tried until Slack has answered. A refusal is an answer: it stands on the card.

import type { WebClient } from '@slack/web-api';
import type { Transaction } from '../db/database.ts';
import type { Result } from '../errors.ts';
import { showIncident } from '../incidents/apply.ts';
import { insertEntry } from '../incidents/entries.ts';
import { anchorPlace } from '../incidents/may-know.ts';
import { incidentId, nameOf, type Incident } from '../incidents/incident.ts';
import type { IncidentSettings } from '../incidents/settings.ts';
import { listSlots } from '../incidents/slots.ts';
import { changeIncident, findIncident, findIncidentIn, lockIncident, takeNextNumber } from '../incidents/store.ts';
import { listTasks, settleTask } from '../incidents/task-store.ts';
import { callOf, notInThread } from '../incidents/tasks.ts';
import { findCard } from '../runs/cards.ts';
import type { Desk } from '../runs/desk.ts';
import { failureOf } from '../slack/clients.ts';
import {
  archive,
  bookmark,
  createChannel,
  findOwnChannel,
  invite,
  pin,
  setPurpose,
  setTopic,
  type Done,
} from '../slack/channels.ts';
import { linkTo } from '../slack/links.ts';
import { callProcedure, type CallOutcome, type Calling } from './call-procedure.ts';
import type { Pace } from '../slack/pace.ts';
import type { Redact } from '../slack/voice.ts';
import { againIn, inTurn } from './in-turn.ts';

export interface TaskDuty extends Desk, Calling {
  readonly client: WebClient;
  readonly settings: IncidentSettings;
  /** The runbook's owners, whom a system without an entry in the settings calls. */
  readonly ownersOf: (system: string) => readonly string[];
  /** Shows the incident's card and its announcement at once; the post duty's own work. */
  readonly show: (subject: string) => Promise<void>;
  readonly redact: Redact;
  readonly pace: Pace;
  readonly drills: DrillWork;
}

/** What of a drill is a verb's work. */
export interface DrillWork {
  /** Starts the practice system, then plans the procedure. */
  readonly bringUp: (incident: Incident) => Promise<Result<unknown>>;
  readonly score: (incident: Incident) => Promise<'scored' | 'later'>;
}

export interface TaskData {
  readonly incident: number;
  readonly task: string;
}

/** `tell` is a line of the timeline. */
type Outcome = CallOutcome & { readonly tell?: string };

const fine: Outcome = { state: 'done', say: '' };

export async function taskDuty(duty: TaskDuty, data: TaskData): Promise<{ readonly again: number } | undefined> {
  const incident = await findIncident(duty.database, incidentId.parse(data.incident));
  const tasks = incident === undefined ? [] : await listTasks(duty.database, incident.id);
  const task = tasks.find((each) => each.task === data.task);
  if (incident === undefined || task === undefined || task.state === 'done') return undefined;
  let outcome: Outcome;
  try {
    outcome =
      callOf(task.task) === undefined
        ? await performInTurn(duty, incident, task.task)
        : await callProcedure(duty, incident, task, tasks);
  } catch (thrown) {
    const againMs = againIn(thrown, duty.log);
    if (againMs !== undefined) return { again: againMs };
    const failure = failureOf(thrown);
    if (failure.kind !== 'refused') throw thrown;
    outcome = { state: 'failed', say: whyRefused(failure.error) };
  }
  if (!('state' in outcome)) return outcome;
  const { state, say, again, tell } = outcome;
  const later = again === undefined ? undefined : { again };
  if (task.state === state && task.say === say) return later;
  await duty.database.transaction(async (tx) => {
    const isFirst = await settleTask(tx, duty.queue, task, state, say);
    if (isFirst && tell !== undefined)
      await insertEntry(tx, { incident: incident.id, kind: 'channel', actor: 'opsbook', text: tell });
    showIncident(tx, duty, incident);
    if (state === 'failed')
      duty.record(tx, {
        actor: 'opsbook',
        action: 'incident.task-failed',
        subject: `incident:${incident.id}`,
        detail: { task: data.task, say },
      });
  });
  return later;
}

/** They show something, or have to do with the practice range alone. */
const noCall: ReadonlySet<string> = new Set(['card', 'announce', 'range', 'score']);

/** What shows something stands in line for its channel; all others of one kind call the same method. */
async function performInTurn(duty: TaskDuty, incident: Incident, task: string): Promise<Outcome> {
  const work = (): Promise<Outcome> => perform(duty, incident, task);
  return noCall.has(task) ? work() : inTurn(duty, { key: `${task}:${incident.id}`, rank: 1, method: task }, work);
}

async function bringUp({ drills }: TaskDuty, incident: Incident): Promise<Outcome> {
  if (incident.thread !== null)
    return { state: 'failed', say: 'a drill needs a channel of its own, and the bot may make none. End it' };
  const up = await drills.bringUp(incident);
  return up.ok ? fine : { state: 'failed', say: up.refusal.say };
}

async function perform(duty: TaskDuty, incident: Incident, task: string): Promise<Outcome> {
  const { client } = duty;
  if (task === 'channel') return makeChannel(duty, incident);
  if (task === 'score') return (await duty.drills.score(incident)) === 'later' ? { again: 1_000 } : fine;
  const { channel } = incident;
  if (channel === null) return { state: 'failed', say: 'there is no channel' };
  if (incident.thread !== null && notInThread.some((each) => each === task))
    return { state: 'skipped', say: 'a thread has none' };
  switch (task) {
    case 'range':
      return bringUp(duty, incident);
    case 'topic':
      return outcomeOf(await setTopic(client, channel, duty.redact(topicOf(incident))));
    case 'purpose':
      return outcomeOf(await setPurpose(client, channel, purposeOf(incident)));
    case 'invite':
      return inviteAll(duty, incident, channel);
    case 'card':
      await duty.show(`incident:${incident.id}`);
      return fine;
    case 'pin':
      return pinCard(duty, incident, channel);
    case 'bookmark':
      return outcomeOf(
        await bookmark(
          client,
          channel,
          'Where it was declared',
          linkTo(duty.workspaceUrl, incident.origin, incident.originTs),
        ),
      );
    case 'announce':
      await duty.show(`announce:${incident.id}`);
      return fine;
    case 'archive':
      return outcomeOf(await archive(client, channel));
    default:
      return { state: 'failed', say: `nobody knows how to ${task}` };
  }
}

export function topicOf(incident: Incident): string {
  return `${incident.isDrill ? 'DRILL · ' : ''}SEV${incident.severity} · ${incident.title}`;
}

function purposeOf(incident: Incident): string {
  if (incident.isDrill)
    return `${nameOf(incident)}: a rehearsal on a practice system. Whatever is planned in this channel touches nothing real.`;
  return `${nameOf(incident)}, declared ${incident.declaredAt.toISOString().slice(0, 16).replace('T', ' ')} UTC. The pinned card says how it stands.`;
}

function outcomeOf(done: Done): Outcome {
  return done.ok ? fine : { state: 'failed', say: whyRefused(done.error) };
}

/** What a refusal means to the people in the incident, and what they can do. */
const reasons: Readonly<Record<string, string>> = {
  restricted_action: 'this workspace does not let the bot do that; ask its administrator',
  missing_scope: 'the bot lacks a right for it; install the app again from its manifest',
  not_in_channel: 'the bot is not in the channel; /invite it',
  is_archived: 'the channel is archived',
  channel_not_found: 'the channel is gone',
  too_many_pins: 'the channel has too many pins',
  user_not_found: 'Slack does not know that person',
};

function whyRefused(error: string): string {
  const reason = reasons[error];
  return reason === undefined ? `Slack said ${error}` : `${reason} (${error})`;
}

/** As many taken names as one try steps over. */
const mostTaken = 5;

async function makeChannel(duty: TaskDuty, first: Incident): Promise<Outcome> {
  if (first.channel !== null) return fine;
  let incident = first;
  for (let tries = 0; tries < mostTaken; tries += 1) {
    const created = await createChannel(duty.client, nameOf(incident), incident.isPrivate);
    if (created.kind === 'made') {
      await settle(duty, incident, { channel: created.channel, thread: null, place: 'channel' });
      return fine;
    }
    if (created.kind === 'refused') return intoThread(duty, incident, whyRefused(created.error));
    const { id } = incident;
    const own = await findOwnChannel(duty.client, nameOf(incident));
    // Made just before a crash; one that another incident has is not ours to take.
    if (own !== undefined && (await findIncidentIn(duty.database, own)) === undefined) {
      await settle(duty, incident, { channel: own, thread: null, place: 'channel' });
      return fine;
    }
    const next = await duty.database.transaction((tx) => takeNextNumber(tx, id));
    if (next === undefined) return { state: 'failed', say: 'the incident is gone' };
    duty.log.info({ incident: id, taken: nameOf(incident), name: nameOf(next) }, 'the name of the channel is taken');
    incident = next;
  }
  return { again: 1_000 };
}

/** Where nobody lets the bot make channels, the incident goes on in a thread where it was declared. */
async function intoThread(duty: TaskDuty, incident: Incident, say: string): Promise<Outcome> {
  await duty.show(`anchor:${incident.id}`);
  const anchor = await findCard(duty.database, `anchor:${incident.id}`, anchorPlace(incident));
  if (anchor === undefined || anchor.channel === null || anchor.ts === null) return { again: 1_000 };
  await settle(duty, incident, { channel: anchor.channel, thread: anchor.ts, place: 'thread' });
  return { state: 'failed', say: `${say}. It goes on in a thread` };
}

async function settle(
  duty: TaskDuty,
  { id }: Incident,
  where: Pick<Incident, 'channel' | 'thread' | 'place'>,
): Promise<void> {
  await duty.database.transaction(async (tx: Transaction) => {
    const locked = await lockIncident(tx, id);
    if (locked === undefined) return;
    changeIncident(tx, locked.incident, where);
    // What fell due while there was no place yet to say it in.
    for (const { seq, state } of await listSlots(tx, id))
      if (state === 'human' || state === 'facts')
        duty.queue.send(tx, 'post', { subject: `update:${id}:${seq}` }, { priority: 9 });
  });
}

async function inviteAll(duty: TaskDuty, incident: Incident, channel: string): Promise<Outcome> {
  const { settings, people } = duty;
  const { system } = incident;
  // Who else rehearses is invited by hand: nobody on call is disturbed.
  const called = system === null || incident.isDrill ? [] : (settings.onCall[system] ?? duty.ownersOf(system));
  const unknown = called.filter((name) => name.startsWith('@') && people.mention(name) === name);
  const members = await people.membersOf(called);
  const wanted = [...new Set([incident.declaredBy, ...members])].filter((person) => /^[UW]/.test(person));
  const refused = wanted.length === 0 ? [] : await invite(duty.client, channel, wanted);
  const still = (await people.membersOf(called)).size > 0 ? [] : unknown;
  const say = [
    ...refused.map(({ person, error }) => `<@${person}> ${error.replaceAll('_', ' ')}`),
    ...still.map((name) => `there is no user group ${name}`),
  ].join('; ');
  const came = wanted.length - refused.length;
  const tell = `${came} ${came === 1 ? 'person was' : 'people were'} invited`;
  return { state: say === '' ? 'done' : 'failed', say, tell };
}

async function pinCard(duty: TaskDuty, { id }: Incident, channel: string): Promise<Outcome> {
  const card = await findCard(duty.database, `incident:${id}`, channel);
  if (card === undefined || card.ts === null) return { state: 'failed', say: 'the card does not stand there yet' };
  return outcomeOf(await pin(duty.client, channel, card.ts));
}
