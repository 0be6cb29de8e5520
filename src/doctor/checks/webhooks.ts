// Who may call the webhooks?

import { fine, note, wrong, type Check } from '../check.ts';

const shortest = 16;

export const webhooks: Check = {
  name: 'webhooks',
  look: async ({ base }) => {
    if (base === undefined) return [];
    const { webhookToken } = base;
    if (webhookToken === undefined)
      return [note('No alerts come in: the webhooks are off.', 'For Alertmanager, set OPSBOOK_WEBHOOK_TOKEN.')];
    return webhookToken.length < shortest
      ? [
          wrong(
            `OPSBOOK_WEBHOOK_TOKEN has fewer than ${shortest} characters and can be guessed.`,
            'Set it to what openssl rand -hex 32 prints, here and where the alerts come from.',
          ),
        ]
      : [fine('OPSBOOK_WEBHOOK_TOKEN is set')];
  },
};
