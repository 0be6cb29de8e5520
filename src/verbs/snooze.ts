// `/ops snooze <30m or stop>`: puts the next update off, once, or stops the updates. Both stand in the timeline.

import { done, refuse } from '../errors.ts';
import { applyIncidentEvent } from '../incidents/apply.ts';
import { durationHint, parseDuration } from '../runbooks/duration.ts';
import { onIncident } from './on-incident.ts';
import { plainWords } from './words.ts';
import type { Command } from './verb.ts';

export const command: Command = {
  name: 'snooze',
  usage: 'snooze <30m or stop>',
  describe: 'put the next update off once, or stop the updates',
  needs: 'incident',
  changes: true,
  act: (words, asker, workshop) =>
    onIncident(workshop, asker, words.named['incident'], {
      attempted: 'incident.snooze',
      act: async ({ tx, incident, now }) => {
        const wanted = plainWords(words);
        const ms = parseDuration(wanted);
        if (wanted !== 'stop' && ms === undefined)
          return refuse('usage', `"${wanted}" is no time. ${durationHint} /ops snooze stop ends the updates.`);
        const event = ms === undefined ? ({ kind: 'stopped' } as const) : ({ kind: 'snoozed', ms } as const);
        const applied = await applyIncidentEvent(tx, workshop, incident, event, { by: asker.person }, now);
        if (!applied.ok) return applied;
        return done(
          ms === undefined
            ? 'No further update is promised. /ops update <text> next=15m begins them again.'
            : `The next update is due ${wanted} later. The ones after it come as before.`,
        );
      },
    }),
};
