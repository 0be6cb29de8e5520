// `/ops archive`: closes the channel of an incident that is over.

import { done, refuse } from '../errors.ts';
import { insertTasks, sendTask } from '../incidents/task-store.ts';
import { onIncident } from './on-incident.ts';
import type { Command } from './verb.ts';

export const command: Command = {
  name: 'archive',
  usage: 'archive',
  describe: 'archive the channel of an incident that is over',
  needs: 'incident',
  changes: true,
  act: (words, asker, workshop) =>
    onIncident(workshop, asker, words.named['incident'], {
      attempted: 'incident.archive',
      act: async ({ tx, incident }) => {
        if (incident.state === 'open')
          return refuse('conflict', 'It is still open. /ops resolve <text> ends it; then its channel can be archived.');
        if (incident.place !== 'channel')
          return refuse('conflict', 'It has no open channel of its own; nothing was done.');
        await insertTasks(tx, incident.id, ['archive']);
        await sendTask(tx, workshop.queue, incident.id, 'archive');
        workshop.record(tx, {
          actor: asker.person,
          action: 'incident.archive-asked',
          subject: `incident:${incident.id}`,
        });
        return done('Its channel is being archived. What is in it can still be read.');
      },
    }),
};
