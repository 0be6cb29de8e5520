// The yardstick, a process of its own: the least that a Bolt app can do. A command is acknowledged and forgotten; a click is
// acknowledged and its first step done at once, or after its buttons were taken away, so that nobody presses twice.

import { App, type BlockAction, type ButtonAction } from '@slack/bolt';
import fetch from 'node-fetch';

const environment = process.env;
const app = new App({
  token: environment['SLACK_BOT_TOKEN'] ?? '',
  signingSecret: environment['SLACK_SIGNING_SECRET'] ?? '',
  clientOptions: { slackApiUrl: environment['SLACK_API_URL'] ?? '' },
});
app.command('/ops', async ({ ack }) => ack());
app.action<BlockAction<ButtonAction>>(/.*/, async ({ ack, action, body, client }) => {
  await ack();
  const key = action.value ?? '';
  if (action.action_id === 'edit-first')
    await client.chat.update({ channel: body.channel?.id ?? '', ts: body.message?.ts ?? '', text: 'Approved.' });
  const answer = await fetch(`${environment['BENCH_URL'] ?? ''}/first-step/${key}`, { method: 'POST' });
  await answer.text();
});
await app.start(Number(environment['PORT']));
process.send?.({ kind: 'ready' });
for (const end of ['SIGTERM', 'SIGINT', 'disconnect']) process.once(end, () => process.exit(0));
