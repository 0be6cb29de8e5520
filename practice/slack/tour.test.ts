// A tour notices what is done, follows whoever is ahead of it, and can be left out of and begun again.

import { afterEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startLocalSlack, type LocalSlack } from './local-slack.ts';
import { isRecord, parseJson } from './json-values.ts';
import type { Happened, TourScript } from './tour.ts';

const manifest = {
  display_information: { name: 'Opsbook' },
  features: { slash_commands: [] },
  oauth_config: { scopes: { bot: ['chat:write'] } },
  settings: { socket_mode_enabled: true },
};

const says =
  (words: string) =>
  (happened: Happened): boolean =>
    happened.kind === 'said' && happened.message.text === words;
const step = { person: 'maria', text: 'Do it.', where: '#ops' } as const;
const script = (prepare: () => Promise<void>): TourScript => ({
  steps: [
    { ...step, title: 'first', isDone: says('one') },
    { ...step, title: 'second', isDone: says('two'), leads: true },
    { ...step, title: 'third', person: 'jonas', where: 'there', write: 'three', isDone: says('three') },
  ],
  end: 'That was it.',
  prepare,
});

let slack: LocalSlack | undefined;
let socket: WebSocket | undefined;
afterEach(async () => {
  socket?.terminate();
  await slack?.stop();
});

it('goes on with what is said, whoever says it, and begins again as it was', async () => {
  slack = await startLocalSlack({
    manifest,
    people: [{ name: 'maria' }, { name: 'jonas' }],
    channels: [{ name: 'ops' }, { name: 'elsewhere' }],
  });
  const [maria, jonas] = [slack.as('maria'), slack.as('jonas')];
  const opened = new WebSocket(`${slack.pageUrl.replace('http', 'ws')}page/socket?person=${maria.id}`);
  socket = opened;
  const next = (): Promise<unknown> => new Promise((resolve) => opened.once('tour', resolve));
  opened.on('message', (data) => {
    const frame = parseJson(Buffer.isBuffer(data) ? data.toString('utf8') : '');
    if (!isRecord(frame) || frame['kind'] !== 'tour') return;
    opened.emit('tour', frame['state']);
  });
  await new Promise((resolve) => opened.once('message', resolve));
  await maria.type('ops', 'one');
  let spoilt = 0;
  const first = next();
  slack.beginTour(script(async () => void (spoilt += 1)));
  expect(await first, 'what was said before does not count').toMatchObject({
    steps: [
      { title: 'first', state: 'now' },
      { title: 'second', state: 'later' },
      { title: 'third', state: 'later' },
    ],
    now: { person: maria.id, channel: slack.channel('ops')?.id, text: 'Do it.' },
  });

  const ahead = next();
  await jonas.type('elsewhere', 'two');
  expect(await ahead).toMatchObject({
    steps: [{ state: 'passed' }, { state: 'done' }, { state: 'now' }],
    now: { person: jonas.id, channel: slack.channel('elsewhere')?.id, write: 'three' },
  });

  const over = next();
  opened.send(JSON.stringify({ kind: 'tour-skip' }));
  const state = await over;
  expect(state).toMatchObject({
    steps: [{ state: 'passed' }, { state: 'done' }, { state: 'passed' }],
    end: 'That was it.',
  });
  expect(state).not.toHaveProperty('now');

  const again = next();
  opened.send(JSON.stringify({ kind: 'tour-again' }));
  expect(await again).toMatchObject({ steps: [{ state: 'now' }, { state: 'later' }, { state: 'later' }] });
  expect(spoilt).toBe(1);
});
