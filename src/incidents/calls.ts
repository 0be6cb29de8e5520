// The procedures that an incident calls by itself at its moments. Each call is a task of the incident, named by procedure, moment and
// the audit entry of what happened, so that the same moment calls nothing twice. What is called is said by the runbooks' `on:`.

import { z } from 'zod';
import type { Transaction } from '../db/database.ts';
import type { Library } from '../runbooks/library.ts';
import type { Moment, Runbook } from '../runbooks/model.ts';
import { isCalledAt } from '../runbooks/moments.ts';
import type { Desk } from '../runs/desk.ts';
import type { Run } from '../runs/run.ts';
import type { IncidentEvent } from './decide.ts';
import type { Incident } from './incident.ts';
import { insertTasks, sendTask } from './task-store.ts';
import { taskOf } from './tasks.ts';

/** What a change of an incident needs beside its rows: jobs, the audit, and the runbooks that want to be called. */
export interface IncidentDesk extends Desk {
  readonly library: Pick<Library, 'runbooks'>;
}

/** The moments that a change brings. Where one acknowledges and does more, the acknowledgement comes first. */
export function momentsOf(before: Incident, after: Incident, { kind }: IncidentEvent): Moment[] {
  const isFirst = before.acknowledgedAt === null && after.acknowledgedAt !== null;
  return [
    ...(isFirst ? (['incident.acknowledged'] as const) : []),
    ...(kind === 'updated' ? (['incident.updated'] as const) : []),
    ...(kind === 'resolved' ? (['incident.resolved', 'postmortem.drafted'] as const) : []),
  ];
}

/** A private incident calls only what knows of privacy: the procedures that have a parameter `private`. A drill calls nothing. */
export function calledAt(
  runbooks: readonly Runbook[],
  moment: Moment,
  { isPrivate, isDrill }: Pick<Incident, 'isPrivate' | 'isDrill'>,
): string[] {
  if (isDrill) return [];
  const called = runbooks.flatMap(({ procedures }) => procedures).filter((each) => isCalledAt(each, moment));
  const knows = called.filter(({ parameters }) => !isPrivate || parameters.some(({ name }) => name === 'private'));
  return knows.map(({ name }) => name);
}

/** Call it right after what happened was written into the audit: a call is named by that entry. */
export async function callProcedures(
  tx: Transaction,
  { queue, library }: IncidentDesk,
  incident: Incident,
  moments: readonly Moment[],
): Promise<void> {
  const calls = moments.flatMap((moment) =>
    calledAt(library.runbooks, moment, incident).map((procedure) => ({ procedure, moment })),
  );
  if (calls.length === 0) return;
  const head = await tx.one(z.object({ seq: z.number() }), 'select seq from audit_head');
  const tasks = calls.map((call) => taskOf({ ...call, seq: head?.seq ?? 0 }));
  await insertTasks(tx, incident.id, tasks);
  for (const task of tasks) await sendTask(tx, queue, incident.id, task);
}

/** What a call of a procedure hands over. */
export interface HandedOver {
  readonly incident: Incident;
  readonly procedure: string;
  readonly moment: Moment;
  /** The run that is made carries it, and is made once. */
  readonly requestKey: string;
  /** What the incident says, by the names that parameters have. */
  readonly fields: Readonly<Record<string, string>>;
  /** What earlier procedures of the same page saved in this incident. */
  readonly saved: Readonly<Record<string, string>>;
}

export type Called =
  /** It runs, or somebody else has started it. */
  | { readonly kind: 'started'; readonly run: Run | undefined }
  /** It does not apply here: nobody has to mend anything. */
  | { readonly kind: 'skipped'; readonly say: string }
  | { readonly kind: 'failed'; readonly say: string };

export type StartCalled = (handed: HandedOver) => Promise<Called>;
