// What a browser page is told and can do, over a real socket, beside an app that is driven by hand-written frames.

import { once } from 'node:events';
import { WebSocket } from 'ws';
import { afterEach, expect, it } from 'vitest';
import type { Bench } from './bench.ts';
import { isRecord, listIn, parseJson, recordIn, textIn, type JsonRecord } from './json-values.ts';
import { startLocalSlack, type LocalSlack } from './local-slack.ts';

const manifest = {
  display_information: { name: 'Opsbook' },
  features: { slash_commands: [{ command: '/ops', description: 'Runs runbooks', usage_hint: 'help' }] },
  oauth_config: { scopes: { bot: ['commands', 'chat:write'] } },
  settings: { interactivity: { is_enabled: true }, socket_mode_enabled: true },
};

let slack: LocalSlack | undefined;
const sockets: WebSocket[] = [];
afterEach(async () => {
  for (const each of sockets.splice(0)) each.terminate();
  await slack?.stop();
});

async function start(bench?: Bench): Promise<LocalSlack> {
  slack = await startLocalSlack({
    manifest,
    people: [{ name: 'maria', role: 'on call' }, { name: 'ben' }],
    groups: [{ handle: 'ace-oncall', people: ['maria'] }],
    channels: [{ name: 'ops' }, { name: 'quiet', kind: 'private', people: ['ben'] }],
    ...(bench === undefined ? {} : { bench }),
  });
  return slack;
}

interface Frames {
  readonly socket: WebSocket;
  /** Waits for the next frame that fits; frames before it are dropped. */
  next(fits: (frame: JsonRecord) => boolean): Promise<JsonRecord>;
  send(frame: object): void;
}

async function open(address: string): Promise<Frames> {
  const socket = new WebSocket(address);
  const frames: JsonRecord[] = [];
  socket.on('message', (data) => {
    const frame = parseJson(Buffer.isBuffer(data) ? data.toString('utf8') : '');
    if (isRecord(frame)) frames.push(frame);
    socket.emit('frame');
  });
  sockets.push(socket);
  await once(socket, 'open');
  return {
    socket,
    send: (frame) => socket.send(JSON.stringify(frame)),
    next: async (fits) => {
      for (;;) {
        const at = frames.findIndex(fits);
        const [found] = at < 0 ? [] : frames.splice(0, at + 1).slice(-1);
        if (found !== undefined) return found;
        await once(socket, 'frame');
      }
    },
  };
}

function page(workspace: LocalSlack, person: string): Promise<Frames> {
  return open(`${workspace.pageUrl.replace('http', 'ws')}page/socket?person=${person}`);
}

/** A Socket Mode connection without an SDK. */
async function appConnection(workspace: LocalSlack): Promise<Frames> {
  const headers = { authorization: `Bearer ${workspace.appToken}` };
  const answer: unknown = await (
    await fetch(`${workspace.apiUrl}apps.connections.open`, { method: 'POST', headers })
  ).json();
  const address = textIn(answer, 'url') ?? '';
  const app = await open(address);
  await app.next((each) => each['type'] === 'hello' && each['num_connections'] === 1);
  const again = new WebSocket(address);
  const [refused]: unknown[] = await once(again, 'error');
  expect(String(refused)).toContain('404');
  return app;
}

const kind = (name: string) => (frame: JsonRecord) => frame['kind'] === name;

it('tells a person what they may see, and asks an unknown one who they are', async () => {
  const workspace = await start();
  const maria = await (await page(workspace, workspace.as('maria').id)).next(kind('welcome'));
  expect(listIn(maria, 'channels').map((each) => textIn(each, 'name'))).toEqual(['general', 'ops']);
  expect(maria).toMatchObject({ commands: [{ command: '/ops', usage: 'help' }], groups: [{ handle: 'ace-oncall' }] });
  const stranger = await (await page(workspace, 'U404')).next(kind('people'));
  expect(listIn(stranger, 'people').map((each) => textIn(each, 'role'))).toEqual(['on call', '', 'app']);
});

it('carries a command, a private answer and a click between page and app', async () => {
  const workspace = await start();
  const app = await appConnection(workspace);
  const maria = await page(workspace, workspace.as('maria').id);
  const ben = await page(workspace, workspace.as('ben').id);
  const channel = workspace.channel('ops')?.id ?? '';
  maria.send({ kind: 'type', channel, text: '/ops help' });
  const command = await app.next((each) => each['type'] === 'slash_commands');
  expect(command['payload']).toMatchObject({ command: '/ops', text: 'help', user_name: 'maria', channel_name: 'ops' });
  const button = { type: 'button', action_id: 'help.more', text: { type: 'plain_text', text: 'More' } };
  const blocks = [{ type: 'actions', block_id: 'b', elements: [button] }];
  app.send({ envelope_id: command['envelope_id'], payload: { text: 'Help', blocks } });
  const shown = recordIn(await maria.next(kind('message')), 'message');
  expect(shown).toMatchObject({ text: 'Help', isEphemeral: true, from: workspace.appUser });
  const place = { channel, ts: textIn(shown, 'ts'), isEphemeral: true };
  maria.send({ kind: 'action', place, blockId: 'b', actionId: 'help.more', value: {}, state: {} });
  const click = await app.next((each) => each['type'] === 'interactive');
  expect(click['payload']).toMatchObject({
    type: 'block_actions',
    container: { is_ephemeral: true },
    actions: [{ action_id: 'help.more' }],
  });
  app.send({ envelope_id: click['envelope_id'], payload: {} });
  app.send({ envelope_id: click['envelope_id'], payload: {} });
  await workspace.until(() => workspace.refusals.some((each) => each.error === 'double_ack'), {
    what: 'the double ack',
  });
  ben.send({ kind: 'type', channel, text: 'I see nothing' });
  expect(recordIn(await ben.next(kind('message')), 'message')).toMatchObject({ text: 'I see nothing' });
});

it('stacks three modals at most and tells the app of a closed one that asked for it', async () => {
  const workspace = await start();
  const app = await appConnection(workspace);
  const maria = workspace.as('maria');
  const view = (title: string): object => ({
    type: 'modal',
    callback_id: title,
    notify_on_close: true,
    title: { type: 'plain_text', text: title },
    submit: { type: 'plain_text', text: 'Next' },
    blocks: [{ type: 'section', text: { type: 'mrkdwn', text: title } }],
  });
  const typed = maria.type('ops', '/ops');
  const command = await app.next((each) => each['type'] === 'slash_commands');
  app.send({ envelope_id: command['envelope_id'], payload: {} });
  await typed;
  const headers = { authorization: `Bearer ${workspace.botToken}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ trigger_id: recordIn(command, 'payload')?.['trigger_id'], view: view('one') });
  await fetch(`${workspace.apiUrl}views.open`, { method: 'POST', headers, body });
  const answers: readonly [JsonRecord, string | undefined][] = [
    [{ response_action: 'push', view: view('two') }, 'two'],
    [{ response_action: 'update', view: view('changed') }, 'changed'],
    [{ response_action: 'push', view: view('three') }, 'three'],
    [{ response_action: 'errors', errors: { nowhere: 'x' } }, 'three'],
    [{ response_action: 'push', view: view('four') }, 'three'],
    [{}, 'changed'],
  ];
  for (const [payload, title] of answers) {
    const submitted = maria.submit().catch((thrown: unknown) => thrown);
    const { envelope_id } = await app.next((each) => recordIn(each, 'payload')?.['type'] === 'view_submission');
    app.send({ envelope_id, payload });
    await submitted;
    expect(maria.form()?.title).toBe(title);
  }
  const closing = maria.closeForm();
  const closed = await app.next((each) => recordIn(each, 'payload')?.['type'] === 'view_closed');
  expect(closed['payload']).toMatchObject({ view: { callback_id: 'changed' }, is_cleared: false });
  app.send({ envelope_id: closed['envelope_id'], payload: {} });
  await closing;
  expect(maria.form()?.title).toBe('one');
  expect(workspace.refusals.map((each) => each.error)).toEqual(['invalid_errors', 'push_limit_reached']);
});

it('shows everybody what is done on the bench, one deed at a time, and failures as sentences', async () => {
  let isBroken = false;
  let finish = (): void => undefined;
  const workspace = await start({
    hint: 'Break it.',
    list: () => [{ name: 'shop', faults: [{ name: 'down', describe: 'nothing answers' }] }],
    look: async () => ({
      tone: isBroken ? 'ill' : 'well',
      words: isBroken ? 'down' : 'healthy',
      differences: [],
      whole: '{}',
    }),
    cause: async (_system, fault) => {
      if (fault !== 'down') throw new Error(`The shop has no fault ${fault}.`);
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      isBroken = true;
    },
    reset: async () => {
      isBroken = false;
    },
  });
  const maria = await page(workspace, workspace.as('maria').id);
  const ben = await page(workspace, workspace.as('ben').id);
  expect(await maria.next(kind('welcome'))).toMatchObject({
    bench: { hint: 'Break it.', systems: [{ name: 'shop' }] },
  });
  const state = async (of: Frames): Promise<unknown> => (await of.next(kind('bench')))['state'];
  maria.send({ kind: 'bench-look', system: 'nothing' });
  maria.send({ kind: 'bench-look', system: 'shop' });
  expect(await state(maria)).toEqual({
    system: 'shop',
    doing: '',
    trouble: '',
    reading: { tone: 'well', words: 'healthy', differences: [], whole: '{}' },
  });
  maria.send({ kind: 'bench-cause', system: 'shop', fault: 'down' });
  expect(await state(maria)).toEqual({ system: 'shop', doing: 'causing down', trouble: '' });
  ben.send({ kind: 'bench-reset', system: 'shop' });
  expect(await state(maria)).toMatchObject({
    doing: 'causing down',
    trouble: 'shop is busy: causing down. Wait until that is done, then try again.',
  });
  finish();
  expect(await state(maria)).toMatchObject({ doing: '', trouble: '', reading: { tone: 'ill', words: 'down' } });
  ben.send({ kind: 'bench-cause', system: 'shop', fault: 'flood' });
  await state(maria);
  expect(await state(maria)).toMatchObject({ doing: '', trouble: 'The shop has no fault flood.' });
  ben.send({ kind: 'bench-reset', system: 'shop' });
  await state(maria);
  expect(await state(maria)).toMatchObject({ trouble: '', reading: { tone: 'well' } });
});
