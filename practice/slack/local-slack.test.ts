// A real Bolt app against the local Slack: what passes here is what a bot may expect of Slack.

import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { afterEach, describe, expect, it } from 'vitest';
import { startLocalSlack, type LocalSlack } from './local-slack.ts';
import type { LocalSlackOptions } from './options.ts';

const manifest = {
  display_information: { name: 'Opsbook' },
  features: { slash_commands: [{ command: '/ops', description: 'Runs runbooks', should_escape: true }] },
  oauth_config: { scopes: { bot: ['commands', 'chat:write', 'channels:history'] } },
  settings: {
    event_subscriptions: { bot_events: ['message.channels'] },
    interactivity: { is_enabled: true },
    socket_mode_enabled: true,
  },
};

const endings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

async function start(options: Partial<LocalSlackOptions> = {}): Promise<LocalSlack> {
  const people = [{ name: 'maria', role: 'on call' }, { name: 'ben' }];
  const slack = await startLocalSlack({ manifest, people, channels: [{ name: 'ops' }], ...options });
  endings.push(() => slack.stop());
  return slack;
}

/** A Bolt app with its own Socket Mode connection. */
async function connect(slack: LocalSlack, listen: (app: App) => void): Promise<void> {
  const { apiUrl: slackApiUrl, appToken, botToken: token } = slack;
  const logger = quiet();
  const installerOptions = { clientOptions: { slackApiUrl } };
  const receiver = new SocketModeReceiver({ appToken, logger, installerOptions, clientPingTimeout: 600 });
  const app = new App({ token, receiver, logger, deferInitialization: true, clientOptions: { slackApiUrl } });
  await app.init();
  listen(app);
  const before = slack.connections.count;
  await app.start();
  await slack.until(() => slack.connections.count > before, { what: 'the connection' });
  endings.push(() => app.stop());
}

function quiet(): { [level in 'debug' | 'info' | 'warn' | 'error' | 'setLevel' | 'setName']: () => void } & {
  getLevel: () => LogLevel;
} {
  const say = (): void => {};
  return { debug: say, info: say, warn: say, error: say, setLevel: say, setName: say, getLevel: () => LogLevel.ERROR };
}

const approveBlocks = [
  { type: 'section', text: { type: 'mrkdwn', text: 'Roll back `ace`?' } },
  {
    type: 'actions',
    elements: [{ type: 'button', action_id: 'run.approve', value: '7', text: { type: 'plain_text', text: 'Approve' } }],
  },
];

function reasonForm(title: string): ModalView {
  return {
    type: 'modal',
    callback_id: 'reason',
    title: { type: 'plain_text', text: title },
    submit: { type: 'plain_text', text: 'Send' },
    blocks: [
      {
        type: 'input',
        block_id: 'why',
        label: { type: 'plain_text', text: 'Why' },
        element: { type: 'plain_text_input', action_id: 'text' },
      },
    ],
  };
}

describe('a command over Socket Mode', () => {
  it('is answered in the acknowledgement, to its sender only, and arrives escaped', async () => {
    const slack = await start();
    let heard = '';
    await connect(slack, (app) => {
      app.command('/ops', async ({ ack, command }) => {
        heard = command.text;
        await ack('Hello *Maria*');
      });
    });
    const maria = slack.as('maria');
    await maria.type('ops', '/ops run <a> & @ben');
    expect(heard).toBe(`run &lt;a&gt; &amp; <@${slack.as('ben').id}|ben>`);
    expect(maria.sees('ops').map((each) => [each.text, each.isEphemeral])).toEqual([['Hello *Maria*', true]]);
    expect(slack.as('ben').sees('ops')).toEqual([]);
    expect(slack.refusals).toEqual([]);
  });

  it('fails in Slack’s own words when nothing is connected, or when nobody acknowledges', async () => {
    const slack = await start({ ackDeadlineMs: 100 });
    const maria = slack.as('maria');
    await expect(maria.type('ops', '/ops')).rejects.toThrow('/ops failed with the error "dispatch_failed"');
    let acknowledge: (() => Promise<void>) | undefined;
    await connect(slack, (app) => {
      app.command('/ops', async ({ ack }) => {
        acknowledge = ack;
        await Promise.resolve();
      });
    });
    await expect(maria.type('ops', '/ops')).rejects.toThrow('/ops failed because the app did not respond');
    await acknowledge?.();
    await slack.until(() => slack.refusals.length === 2, { what: 'the late acknowledgement' });
    expect(slack.refusals.map((each) => each.error)).toEqual(['missed_ack', 'late_ack']);
    expect(maria.notices()).toHaveLength(2);
  });
});

describe('a click', () => {
  it('carries the message, is acknowledged, and the message changes for everybody', async () => {
    const slack = await start();
    await connect(slack, (app) => {
      app.command('/ops', async ({ ack, say }) => {
        await ack();
        const metadata = { event_type: 'card', event_payload: { run: 7 } };
        await say({ text: 'Roll back?', blocks: approveBlocks, metadata });
      });
      app.action('run.approve', async ({ ack, body, client, respond }) => {
        await ack();
        if (body.type !== 'block_actions' || body.message === undefined || body.channel === undefined) return;
        const { ts } = body.message;
        await client.chat.update({ channel: body.channel.id, ts, text: `Approved by <@${body.user.id}>`, blocks: [] });
        await respond('Thank you');
      });
    });
    const maria = slack.as('maria');
    const ben = slack.as('ben');
    await maria.type('ops', '/ops');
    const card = await slack.until(() => ben.sees('ops')[0], { what: 'the card' });
    expect([card.text, card.buttons]).toEqual([
      'Roll back `ace`?',
      [{ text: 'Approve', actionId: 'run.approve', value: '7' }],
    ]);
    await ben.click(card, 'Approve');
    await slack.until(() => ben.sees('ops')[1]?.text === 'Thank you', { what: 'the private answer' });
    expect(maria.sees('ops').map((each) => [each.text, each.isEdited])).toEqual([['Approved by @ben', true]]);
    expect(slack.posted('ops')[0]?.metadata).toEqual({ event_type: 'card', event_payload: { run: 7 } });
    expect(slack.refusals).toEqual([]);
  });
});

describe('boxes in a private message', () => {
  const option = (value: string) => ({ text: { type: 'plain_text' as const, text: `Item ${value}` }, value });
  const list = (options: readonly ReturnType<typeof option>[]) => [
    {
      type: 'input' as const,
      block_id: 'list',
      label: { type: 'plain_text' as const, text: 'Done so far' },
      element: { type: 'checkboxes' as const, action_id: 'boxes', options: [...options] },
    },
    {
      type: 'actions' as const,
      elements: [{ type: 'button' as const, action_id: 'done', text: { type: 'plain_text' as const, text: 'Done' } }],
    },
  ];

  it('tell what is ticked when a button is pressed; the answer to that takes the place of the message', async () => {
    const slack = await start();
    await connect(slack, (app) => {
      app.command('/ops', async ({ ack, respond }) => {
        await ack({ text: 'Tick', blocks: list([option('a'), option('b'), option('c')]) });
        // The command's own address has no message to put another in the place of.
        await respond({ replace_original: true, text: 'Beside it' });
      });
      app.action('done', async ({ ack, body, respond }) => {
        await ack();
        const boxes = body.type === 'block_actions' ? body.state?.values['list']?.['boxes'] : undefined;
        const ticked = (boxes?.selected_options ?? []).map(({ value }) => value);
        await respond({ replace_original: true, text: `Ticked ${ticked.join(', ')}` });
      });
    });
    const maria = slack.as('maria');
    await maria.type('ops', '/ops');
    const shown = (): string[] => maria.sees('ops').map((each) => each.text);
    await slack.until(() => shown().length === 2, { what: 'both answers' });
    const [message] = maria.sees('ops');
    if (message === undefined) throw new Error('no message');
    await maria.click(message, 'Done', { 'Done so far': ['Item a', 'Item c'] });
    await slack.until(() => shown().includes('Ticked a, c'), { what: 'the answer' });
    expect(shown()).toEqual(['Ticked a, c', 'Beside it']);
    expect(maria.sees('ops').every((each) => each.isEphemeral && !each.isEdited)).toBe(true);
    expect(slack.as('ben').sees('ops')).toEqual([]);
    expect(slack.refusals).toEqual([]);
  });
});

const because = (text: string) => ({ Why: text }) as const;

describe('a modal', () => {
  it('shows errors under its inputs, then goes; its trigger works once and for three seconds', async () => {
    let now = 1_700_000_000_000;
    const slack = await start({ now: () => now });
    const refused = (): string[] => slack.refusals.map((each) => each.error);
    await connect(slack, (app) => {
      app.command('/ops', async ({ ack, client, command }) => {
        await ack();
        if (command.text === 'late') now += 3_001;
        const opening = { trigger_id: command.trigger_id, view: reasonForm('Deny') };
        await client.views.open(opening);
        await client.views.open(opening);
      });
      app.view('reason', async ({ ack, view }) => {
        const why = view.state.values['why']?.['text']?.value ?? '';
        if (why.length < 10) await ack({ response_action: 'errors', errors: { why: 'Write a sentence.' } });
        else await ack();
      });
    });
    const maria = slack.as('maria');
    await maria.type('ops', '/ops');
    await slack.until(() => refused().length === 1, { what: 'the second use of the trigger' });
    expect(maria.form()).toMatchObject({ title: 'Deny', inputs: [{ label: 'Why', value: null }] });
    await maria.submit();
    expect(maria.form()?.inputs[0]?.error).toBe('Please complete this required field.');
    maria.fill(because('No.'));
    await maria.submit();
    expect(maria.form()?.inputs[0]).toMatchObject({ error: 'Write a sentence.', value: 'No.' });
    maria.fill(because('It is a Friday evening.'));
    await maria.submit();
    expect(maria.form()).toBeUndefined();
    await maria.type('ops', '/ops late');
    await slack.until(() => refused().length === 2, { what: 'the expired trigger' });
    expect(refused()).toEqual(['exchanged_trigger_id', 'expired_trigger_id']);
  });
});

describe('events', () => {
  it('reach one connection of two, come again until acknowledged, and survive a disconnect', async () => {
    const slack = await start({ ackDeadlineMs: 200, eventRetryDelaysMs: [0] });
    const heard: string[] = [];
    for (const name of ['first', 'second']) {
      await connect(slack, (app) => {
        app.event('message', async ({ event }) => {
          await Promise.resolve();
          if ('text' in event) heard.push(`${name}: ${event.text ?? ''}`);
        });
      });
    }
    const maria = slack.as('maria');
    await maria.type('ops', 'one');
    await maria.type('ops', 'two');
    const acks = (): number => slack.wire.filter((each) => each.what === 'ack').length;
    await slack.until(() => heard.length === 2 && acks() === 2, { what: 'both messages' });
    expect(heard.sort()).toEqual(['first: one', 'second: two']);
    slack.connections.deaf(1);
    await maria.type('ops', 'three');
    await slack.until(() => heard.includes('second: three'), { what: 'the redelivery' });
    expect(slack.refusals.map((each) => each.error)).toEqual(['missed_ack']);
    const again = slack.wire.filter((each) => each.body.includes('"retry_attempt": 1') && each.body.includes('three'));
    expect(again).toHaveLength(1);
    slack.connections.drop(1);
    slack.connections.disconnect('warning', 2);
    await slack.until(() => slack.connections.count === 2, { what: 'both connections again', timeoutMs: 15_000 });
    heard.length = 0;
    await maria.type('ops', 'four');
    await maria.type('ops', 'five');
    await slack.until(() => heard.length === 2, { what: 'a message on each' });
    expect(new Set(heard.map((each) => each.split(':')[0]))).toEqual(new Set(['first', 'second']));
  }, 20_000);
});

describe('HTTP mode', () => {
  it('signs its requests so that Bolt accepts them, and takes the answer from the body', async () => {
    const slack = await start();
    const { apiUrl: slackApiUrl, signingSecret, botToken: token } = slack;
    const logger = quiet();
    const receiver = new HTTPReceiver({ signingSecret, logger });
    const app = new App({ token, receiver, logger, deferInitialization: true, clientOptions: { slackApiUrl } });
    await app.init();
    app.command('/ops', async ({ ack }) => ack('Over HTTP'));
    app.message('hello', async ({ say }) => void (await say({ text: 'Roll back?', blocks: approveBlocks })));
    app.action('run.approve', async ({ ack, respond }) => {
      await ack();
      await respond({ replace_original: true, text: 'Gone' });
    });
    const server = await app.start({ port: 0, host: '127.0.0.1' });
    endings.push(() => app.stop());
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    slack.useRequestUrl(`http://127.0.0.1:${port}/slack/events`);
    const maria = slack.as('maria');
    await maria.type('ops', '/ops help');
    await maria.type('ops', 'hello');
    const card = await slack.until(() => maria.sees('ops').find((each) => each.buttons.length > 0), {
      what: 'the card',
    });
    await maria.click(card, 'Approve');
    await slack.until(() => maria.sees('ops').at(-1)?.text === 'Gone', { what: 'the replaced card' });
    expect(maria.sees('ops').map((each) => each.text)).toEqual(['Over HTTP', 'hello', 'Gone']);
    expect(slack.refusals).toEqual([]);
  });
});
