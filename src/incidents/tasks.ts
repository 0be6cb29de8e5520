// What is to be done for an incident in Slack and elsewhere, and what waits for what. Pure.

import type { Moment } from '../runbooks/model.ts';
import { moments } from '../runbooks/moments.ts';
import type { Incident, IncidentTask } from './incident.ts';

/** In the order in which a card lists them. */
export const setUp = ['channel', 'topic', 'purpose', 'invite', 'card', 'pin', 'bookmark', 'announce', 'range'] as const;
export type SetUpTask = (typeof setUp)[number];

const words: Readonly<Record<SetUpTask, string>> = {
  channel: 'make the channel',
  topic: 'set its topic',
  purpose: 'set its purpose',
  invite: 'invite people',
  card: 'post the card',
  pin: 'pin the card',
  bookmark: 'put a link to the declaration into its head',
  announce: 'announce it',
  range: 'start the practice system',
};

export function isSetUp(task: string): task is SetUpTask {
  return setUp.some((each) => each === task);
}

/** A procedure that a runbook wants called at a moment of the incident; `seq` is the audit entry of what happened. */
export interface Call {
  readonly procedure: string;
  readonly moment: Moment;
  readonly seq: number;
}

export function taskOf({ procedure, moment, seq }: Call): string {
  return `procedure:${procedure}@${moment}:${seq}`;
}

/** Undefined for what Opsbook does itself. */
export function callOf(task: string): Call | undefined {
  const [, procedure, at, seq] = /^procedure:([^@]+)@([a-z.]+):(\d+)$/.exec(task) ?? [];
  const moment = moments.find((each) => each === at);
  return procedure === undefined || moment === undefined ? undefined : { procedure, moment, seq: Number(seq) };
}

/** Whether what happened at `one` came before what happened at `other`. */
export function isBefore(one: Call, other: Call): boolean {
  return one.seq === other.seq ? moments.indexOf(one.moment) < moments.indexOf(other.moment) : one.seq < other.seq;
}

export function inWords(task: string): string {
  if (isSetUp(task)) return words[task];
  const call = callOf(task);
  return call === undefined ? task : `run ${call.procedure}`;
}

/** The tasks that an incident begins with. */
export function tasksOf(incident: Pick<Incident, 'isPrivate' | 'isDrill'>, announces: boolean): string[] {
  const { isPrivate, isDrill } = incident;
  return setUp.filter((task) => {
    if (task === 'range') return isDrill;
    return task !== 'announce' || (announces && !isPrivate && !isDrill);
  });
}

/** What must be settled first. Procedures wait for the channel too, whose address they pass on, but not for ever. */
const after: Readonly<Record<SetUpTask, SetUpTask | undefined>> = {
  channel: undefined,
  topic: 'channel',
  purpose: 'channel',
  invite: 'channel',
  card: 'channel',
  pin: 'card',
  bookmark: 'channel',
  announce: 'channel',
  range: 'channel',
};

/** The tasks that can begin when `settled` is; undefined at the start. */
export function nextTasks(tasks: readonly IncidentTask[], settled: SetUpTask | undefined): string[] {
  const waiting = tasks.filter(({ state }) => state === 'waiting');
  return waiting.filter(({ task }) => (isSetUp(task) ? after[task] : 'channel') === settled).map(({ task }) => task);
}

/** A thread has no topic, no purpose, no bookmarks, and nobody can be invited into it. */
export const notInThread: readonly SetUpTask[] = ['topic', 'purpose', 'invite', 'bookmark'];
