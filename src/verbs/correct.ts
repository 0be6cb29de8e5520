// `/ops correct <line> <time> <why>`: a person's word on when something really happened. The first time stays in the record.

import { done, refuse } from '../errors.ts';
import { showIncident } from '../incidents/apply.ts';
import { insertCorrection } from '../incidents/entries.ts';
import { readTimeline } from '../incidents/view.ts';
import { onIncident } from './on-incident.ts';
import { readMoment } from './moment.ts';
import type { Command } from './verb.ts';

export const command: Command = {
  name: 'correct',
  usage: 'correct <line of the timeline> <14:05> <why>',
  describe: 'say when something in the timeline really happened',
  needs: 'incident',
  changes: true,
  act: (words, asker, workshop) => {
    const [line = '', time = '', ...rest] = words.plain;
    const why = rest.join(' ').trim();
    return onIncident(workshop, asker, words.named['incident'], {
      attempted: 'timeline.correct',
      act: async ({ tx, incident, now }) => {
        const found = (await readTimeline(tx, incident.id)).find(({ key }) => key === line);
        if (found === undefined)
          return refuse(
            'not_found',
            `"${line}" is no line of this timeline. /ops timeline shows each line's name, like entry:12.`,
          );
        const at = readMoment(time, found.at, workshop.incidents.timezone);
        if (at === undefined)
          return refuse(
            'usage',
            `"${time}" is no time. Write 14:05 (${workshop.incidents.timezone}) or 2026-12-03T14:05Z.`,
          );
        if (at > now) return refuse('usage', 'That time has not come yet, so nothing can have happened then.');
        if (why === '') return refuse('usage', 'Say why as well: it stands beside the corrected time.');
        await insertCorrection(tx, { incident: incident.id, line, at, by: asker.person, why });
        showIncident(tx, workshop, incident);
        workshop.record(tx, {
          actor: asker.person,
          action: 'timeline.corrected',
          subject: `incident:${incident.id}`,
          detail: { line, from: found.at.toISOString(), to: at.toISOString(), why },
        });
        return done('The time is corrected; the first one stays beside it.');
      },
    });
  },
};
