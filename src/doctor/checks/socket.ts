// Would Slack open a socket for the app-level token?

import { whyNoConnection } from '../../slack/open-connection.ts';
import { fine, wrong, type Check } from '../check.ts';

const cure =
  'Make an app-level token with the scope connections:write (Basic Information of your app), and see that Socket Mode is on.';

export const socket: Check = {
  name: 'socket',
  look: async ({ slack }) => {
    if (slack?.mode !== 'socket') return [];
    const failure = await whyNoConnection(slack);
    if (failure === undefined) return [fine('Slack opens a socket')];
    if (failure.kind === 'refused' || failure.kind === 'barred')
      return [wrong(`Slack refused SLACK_APP_TOKEN: ${failure.error}.`, cure)];
    // The check of the token says that Slack does not answer.
    return [];
  },
};
