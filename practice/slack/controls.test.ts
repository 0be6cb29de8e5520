// The controls that a page is given: everybody hears what is done, and why it was not.

import { afterEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Controls } from './controls.ts';
import { isRecord, parseJson } from './json-values.ts';
import { startLocalSlack, type LocalSlack } from './local-slack.ts';

const manifest = {
  display_information: { name: 'Opsbook' },
  features: { slash_commands: [] },
  oauth_config: { scopes: { bot: ['chat:write'] } },
  settings: { socket_mode_enabled: true },
};

let slack: LocalSlack | undefined;
let socket: WebSocket | undefined;
afterEach(async () => {
  socket?.terminate();
  await slack?.stop();
});

it('moves the clock, tells why the app cannot be killed, and hears of what happens by itself', async () => {
  let aheadMs = 0;
  let app: 'ready' | 'armed' = 'ready';
  let heard = (): void => undefined;
  const controls: Controls = {
    look: () => ({ aheadMs, app }),
    moveClock: async (minutes) => void (aheadMs += minutes * 60_000),
    killApp: async (when) => {
      if (when === 'now') throw new Error('It is dead already.');
      app = when === 'never' ? 'ready' : 'armed';
    },
    listen: (call) => void (heard = call),
  };
  slack = await startLocalSlack({ manifest, people: [{ name: 'maria' }], controls });
  const opened = new WebSocket(`${slack.pageUrl.replace('http', 'ws')}page/socket?person=${slack.as('maria').id}`);
  socket = opened;
  opened.on('message', (data) => {
    const frame = parseJson(Buffer.isBuffer(data) ? data.toString('utf8') : '');
    if (isRecord(frame))
      opened.emit(String(frame['kind']), frame['kind'] === 'welcome' ? frame['controls'] : frame['state']);
  });
  const next = (kind: string): Promise<unknown> => new Promise((resolve) => opened.once(kind, resolve));
  /** What is told while it is done, and afterwards. */
  const both = async (frame: object): Promise<readonly unknown[]> => {
    const told: unknown[] = [];
    const done = new Promise<void>((resolve) => {
      const take = (state: unknown): void => {
        if (told.push(state) === 2) resolve();
        else opened.once('controls', take);
      };
      opened.once('controls', take);
    });
    opened.send(JSON.stringify(frame));
    await done;
    return told;
  };

  expect(await next('welcome')).toEqual({ aheadMs: 0, app: 'ready', isBusy: false, trouble: '' });
  expect(await both({ kind: 'clock-move', minutes: 15 })).toEqual([
    { aheadMs: 0, app: 'ready', isBusy: true, trouble: '' },
    { aheadMs: 900_000, app: 'ready', isBusy: false, trouble: '' },
  ]);
  expect((await both({ kind: 'app-kill', when: 'now' }))[1]).toMatchObject({
    isBusy: false,
    trouble: 'It is dead already.',
  });
  expect((await both({ kind: 'app-kill', when: 'in-step' }))[1]).toMatchObject({ app: 'armed', trouble: '' });
  expect((await both({ kind: 'app-kill', when: 'never' }))[1]).toMatchObject({ app: 'ready' });
  const later = next('controls');
  aheadMs = 0;
  heard();
  expect(await later).toMatchObject({ aheadMs: 0 });
});
