// The tasks of an incident as rows and jobs. Each is settled once; what waits for it is sent in the same transaction.

import type { Sql, Transaction } from '../db/database.ts';
import type { Queue } from '../queue/queue.ts';
import { taskRow, type IncidentId, type IncidentTask } from './incident.ts';
import { isSetUp, nextTasks, type SetUpTask } from './tasks.ts';

const columns = 'incident, task, state, say, made_at, tries';

export async function insertTasks(tx: Transaction, incident: IncidentId, tasks: readonly string[]): Promise<void> {
  await tx.run('insert into incident_task (incident, task) select $1, unnest($2::text[]) on conflict do nothing', [
    incident,
    tasks,
  ]);
}

export async function listTasks(sql: Sql, incident: IncidentId): Promise<IncidentTask[]> {
  return sql.rows(taskRow, `select ${columns} from incident_task where incident = $1 order by task`, [incident]);
}

/** Sends the jobs of what can begin when `settled` is; of what needs nothing when it is undefined. */
export async function sendTasks(
  tx: Transaction,
  queue: Queue,
  incident: IncidentId,
  settled: SetUpTask | undefined,
): Promise<void> {
  for (const task of nextTasks(await listTasks(tx, incident), settled)) await sendTask(tx, queue, incident, task);
}

export async function sendTask(tx: Transaction, queue: Queue, incident: IncidentId, task: string): Promise<void> {
  queue.send(tx, 'task', { incident, task }, { singletonKey: `incident:${incident}:${task}`, priority: 7 });
}

/** False when it was settled before. */
export async function settleTask(
  tx: Transaction,
  queue: Queue,
  { incident, task }: Pick<IncidentTask, 'incident' | 'task'>,
  state: 'done' | 'failed' | 'skipped',
  say = '',
): Promise<boolean> {
  const settled = await tx.run(
    `update incident_task set state = $3, say = $4, settled_at = ops_now()
     where incident = $1 and task = $2 and state <> 'done'`,
    [incident, task, state, say],
  );
  if (settled === 0) return false;
  if (isSetUp(task)) await sendTasks(tx, queue, incident, task);
  return true;
}

/** A failed task waits again. */
export async function reopenTask(tx: Transaction, incident: IncidentId, task: string): Promise<boolean> {
  const reopened = await tx.run(
    `update incident_task set state = 'waiting', say = '', tries = tries + 1
     where incident = $1 and task = $2 and state = 'failed'`,
    [incident, task],
  );
  return reopened > 0;
}
