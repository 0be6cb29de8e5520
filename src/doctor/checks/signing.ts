// HTTP mode: can the secret be one that Slack signs with? Only Slack's own requests show whether it is the right one.

import { fine, wrong, type Check } from '../check.ts';

export const signing: Check = {
  name: 'signing',
  look: async ({ slack }) => {
    if (slack?.mode !== 'http') return [];
    return /^[0-9a-f]{32}$/.test(slack.signingSecret)
      ? [fine('SLACK_SIGNING_SECRET has the form of one')]
      : [
          wrong(
            'SLACK_SIGNING_SECRET is not 32 hexadecimal digits, so it signs no request of Slack.',
            'Copy the Signing Secret from Basic Information of your app.',
          ),
        ];
  },
};
