// A task of an incident that failed is tried once more, because somebody has mended what stood in its way.

import { done, refuse } from '../errors.ts';
import { showIncident } from '../incidents/apply.ts';
import { reopenTask, sendTask } from '../incidents/task-store.ts';
import { inWords } from '../incidents/tasks.ts';
import { onIncident, type Which } from './on-incident.ts';
import type { Asker, Reply, Workshop } from './verb.ts';

export async function tryTaskAgain(workshop: Workshop, asker: Asker, which: Which, task: string): Promise<Reply> {
  return onIncident(workshop, asker, which, {
    attempted: 'incident.task-again',
    act: async ({ tx, incident }) => {
      if (!(await reopenTask(tx, incident.id, task)))
        return refuse('conflict', 'That task has not failed, so there is nothing to try again.');
      await sendTask(tx, workshop.queue, incident.id, task);
      showIncident(tx, workshop, incident);
      return done(`Trying again to ${inWords(task)}.`);
    },
  });
}
