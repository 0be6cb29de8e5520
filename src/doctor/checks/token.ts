// Does Slack answer, and does it know the bot's token?

import { failureOf } from '../../slack/clients.ts';
import { aboutToken } from '../../slack/greet.ts';
import { fine, wrong, wrongAsSaid, type Check } from '../check.ts';

export const token: Check = {
  name: 'token',
  look: async ({ slack, clients }) => {
    if (slack === undefined || clients === undefined) return [];
    try {
      const { team = '', user = '' } = await clients.background.auth.test();
      return [fine(`@${user} in ${team}`)];
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (failure.kind === 'refused' || failure.kind === 'barred') return [wrongAsSaid(aboutToken(failure.error))];
      const why = failure.kind === 'limited' ? 'too many calls' : failure.say;
      const cure = 'Look at the network, a proxy and SLACK_API_URL; what is due is kept until Slack is back.';
      return [wrong(`Slack does not answer at ${slack.apiUrl}: ${why}.`, cure)];
    }
  },
};
