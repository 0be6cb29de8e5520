// What is to be done for an incident in Slack and elsewhere, and what waits for what. Pure.

import type { Incident, IncidentTask } from './incident.ts';

/** In the order in which a card lists them. */
export const setUp = ['channel', 'topic', 'purpose', 'invite', 'card', 'pin', 'bookmark', 'announce'] as const;
export type SetUpTask = (typeof setUp)[number];

const words: Readonly<Record<SetUpTask, string>> = {
  channel: 'make the channel',
  topic: 'set its topic',
  purpose: 'set its purpose',
  invite: 'invite the people on call',
  card: 'post the card',
  pin: 'pin the card',
  bookmark: 'put a link to the declaration into its head',
  announce: 'announce it',
};

export function isSetUp(task: string): task is SetUpTask {
  return setUp.some((each) => each === task);
}

/** `procedure:integrations.page-somebody` is a procedure that a runbook wants run at this moment of an incident. */
export function procedureOf(task: string): string | undefined {
  return task.startsWith('procedure:') ? task.slice('procedure:'.length).replace(/@.*$/, '') : undefined;
}

export function inWords(task: string): string {
  if (isSetUp(task)) return words[task];
  const procedure = procedureOf(task);
  return procedure === undefined ? task : `run ${procedure}`;
}

/** The tasks that an incident begins with. */
export function tasksOf(
  incident: Pick<Incident, 'isPrivate'>,
  procedures: readonly string[],
  announces: boolean,
): string[] {
  const own = setUp.filter((task) => task !== 'announce' || (announces && !incident.isPrivate));
  return [...own, ...procedures.map((name) => `procedure:${name}`)];
}

/** What must be settled first. Procedures wait for the channel, whose address they may pass on. */
const after: Readonly<Record<SetUpTask, SetUpTask | undefined>> = {
  channel: undefined,
  topic: 'channel',
  purpose: 'channel',
  invite: 'channel',
  card: 'channel',
  pin: 'card',
  bookmark: 'channel',
  announce: 'channel',
};

/** The tasks that can begin when `settled` is; undefined at the start. */
export function nextTasks(tasks: readonly IncidentTask[], settled: SetUpTask | undefined): string[] {
  const waiting = tasks.filter(({ state }) => state === 'waiting');
  return waiting.filter(({ task }) => (isSetUp(task) ? after[task] : 'channel') === settled).map(({ task }) => task);
}

/** A thread has no topic, no purpose, no bookmarks, and nobody can be invited into it. */
export const notInThread: readonly SetUpTask[] = ['topic', 'purpose', 'invite', 'bookmark'];
