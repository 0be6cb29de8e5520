// A call of a procedure by an incident, as one of its tasks: started once, then watched until it has an end. Calls go in the order of
// their moments, so that nothing is resolved before it was opened.

import type { Logger } from 'pino';
import type { Database } from '../db/database.ts';
import { findCalledRun, readNoted, readSaid, readSaved, type CalledRun } from '../incidents/call-store.ts';
import type { StartCalled } from '../incidents/calls.ts';
import { fieldsOf, peopleIn } from '../incidents/fields.ts';
import type { Incident, IncidentTask } from '../incidents/incident.ts';
import { readNow } from '../incidents/store.ts';
import { callOf, isBefore, type Call } from '../incidents/tasks.ts';
import { describeState } from '../runs/decide.ts';
import { hasEnded } from '../runs/run.ts';
import { linkTo } from '../slack/links.ts';
import type { People } from '../slack/people.ts';

export interface Calling {
  readonly database: Database;
  readonly people: People;
  readonly log: Logger;
  readonly workspaceUrl: string;
  readonly startCalled: StartCalled;
}

/** With `again`, milliseconds until the next look: something may still come of it. */
export type CallOutcome =
  | { readonly again: number }
  | { readonly state: 'done' | 'failed' | 'skipped'; readonly say: string; readonly again?: number };

/** Slack may be what is down: after this long the pages go out without the channel's address. */
const channelPatienceMs = 60_000;
/** One that cannot come to an end holds the later ones up for this long. */
const orderPatienceMs = 10 * 60_000;
const lookAgainMs = 1_000;
const longestLookMs = 60_000;

export async function callProcedure(
  calling: Calling,
  incident: Incident,
  task: IncidentTask,
  all: readonly IncidentTask[],
): Promise<CallOutcome> {
  const call = callOf(task.task);
  if (call === undefined) return { state: 'failed', say: `nobody knows how to ${task.task}` };
  const key = `incident:${incident.id}:${task.task}`;
  const last = await findCalledRun(calling.database, key);
  const own = task.tries === 0 ? key : `${key}#${task.tries}`;
  if (last !== undefined && (last.requestKey === own || !hasEnded(last.state) || last.state === 'succeeded'))
    return outcomeOf(last);
  if (task.state === 'skipped') return { state: 'skipped', say: task.say };
  if (waits(incident, call, all, await readNow(calling.database))) return { again: lookAgainMs };
  const started = await calling.startCalled({
    incident,
    procedure: call.procedure,
    moment: call.moment,
    requestKey: own,
    ...(await told(calling, incident, call)),
  });
  return started.kind === 'started' ? { again: lookAgainMs } : { state: started.kind, say: started.say };
}

/** For the channel, whose address is handed over, and for what earlier moments called. */
function waits(incident: Incident, call: Call, all: readonly IncidentTask[], now: Date): boolean {
  return all.some(({ task, state, madeAt }) => {
    const ageMs = now.getTime() - madeAt.getTime();
    if (state !== 'waiting') return false;
    if (task === 'channel') return incident.channel === null && ageMs < channelPatienceMs;
    const other = callOf(task);
    return other !== undefined && isBefore(other, call) && ageMs < orderPatienceMs;
  });
}

async function told(
  { database, people, log, workspaceUrl }: Calling,
  incident: Incident,
  { procedure, moment, seq }: Call,
): Promise<{ readonly fields: Readonly<Record<string, string>>; readonly saved: Readonly<Record<string, string>> }> {
  const said = moment === 'incident.opened' ? incident.title : ((await readSaid(database, incident.id, seq)) ?? '');
  const action = moment === 'action.noted' ? await readNoted(database, seq) : undefined;
  const wanted = peopleIn(incident, [said, action?.text ?? '', action?.owner ?? '']);
  const names = await people.namesOf(wanted).catch((err: unknown) => {
    log.warn({ err, incident: incident.id }, 'people are handed over by their ids');
    return new Map<string, string>();
  });
  const url = incident.channel === null ? '' : linkTo(workspaceUrl, incident.channel, incident.thread);
  return {
    fields: fieldsOf(incident, { moment, text: said, url, names, ...(action === undefined ? {} : { action }) }),
    saved: await readSaved(database, incident.id, procedure.split('.')[0] ?? ''),
  };
}

/** The older the run, the rarer the look at it. */
function outcomeOf({ id, state, say, ageMs }: CalledRun): CallOutcome {
  const again = Math.min(longestLookMs, Math.max(lookAgainMs, ageMs / 10));
  if (state === 'succeeded') return { state: 'done', say: `run ${id}` };
  if (hasEnded(state)) return { state: 'failed', say: `run ${id}: ${describeState(state)}. ${say}`.trim() };
  if (state === 'in_doubt') return { state: 'failed', say: `run ${id} is in doubt: ${say}`, again };
  return { again };
}
