// Signed HTTP as a stranger meets it: what is not Slack's is refused, and what is Slack's is answered once.

import { createHmac, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { startBot, type Bot } from '../../src/bot.ts';
import { readConfig } from '../../src/config.ts';
import { freePort, startOpsbook, type Opsbook } from '../support/opsbook.ts';

const runbook = `---
system: shop
owners: ["@ace-oncall"]
targets: { app: { http: "http://127.0.0.1:1" } }
---
# Shop

## Empty the queue

\`\`\`yaml procedure
id: empty
\`\`\`

- [ ] Empty it.
`;

let opsbook: Opsbook;
let other: Bot;
let base: string;
let otherBase: string;

beforeAll(async () => {
  const ports = [await freePort(), await freePort()];
  [base = '', otherBase = ''] = ports.map((port) => `http://127.0.0.1:${port}`);
  opsbook = await startOpsbook({
    mode: 'http',
    runbooks: { 'shop.md': runbook },
    environment: { PORT: String(ports[0]) },
  });
  const { slack, db, runbooks } = opsbook;
  slack.useRequestUrl(`${base}/slack/events`);
  const environment = {
    PATH: process.env['PATH'],
    LOG_LEVEL: 'silent',
    SLACK_API_URL: slack.apiUrl,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_SIGNING_SECRET: slack.signingSecret,
    PORT: String(ports[1]),
    OPSBOOK_HTTP_PORT: '0',
    OPSBOOK_RATE_LIMIT: 'off',
    OPSBOOK_RUNBOOKS: runbooks,
  };
  other = await startBot(readConfig(environment), { database: db.database });
});
afterAll(async () => {
  await other.stop();
  await opsbook.stop();
});

interface Signed {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

function signed(body: string, type = 'application/x-www-form-urlencoded', at = Date.now()): Signed {
  const seconds = String(Math.floor(at / 1000));
  const secret = opsbook.slack.signingSecret;
  const hash = createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex');
  const headers = { 'x-slack-request-timestamp': seconds, 'x-slack-signature': `v0=${hash}`, 'content-type': type };
  return { body, headers };
}

async function send({ body, headers }: Signed, to = base): Promise<{ status: number; text: string }> {
  const answer = await fetch(`${to}/slack/events`, { method: 'POST', body, headers });
  return { status: answer.status, text: await answer.text() };
}

const ops = (): string => opsbook.slack.channel('ops')?.id ?? '';

function command(text: string): Signed {
  const { slack } = opsbook;
  return signed(
    new URLSearchParams({
      command: '/ops',
      text,
      user_id: slack.people.find(({ name }) => name === 'maria')?.id ?? '',
      channel_id: ops(),
      team_id: slack.teamId,
      trigger_id: `1.${randomBytes(8).toString('hex')}`,
    }).toString(),
  );
}

function interaction(payload: object): Signed {
  const { slack } = opsbook;
  const user = { id: slack.people.find(({ name }) => name === 'maria')?.id, team_id: slack.teamId };
  const whole = { user, team: { id: slack.teamId }, trigger_id: `1.${randomBytes(8).toString('hex')}`, ...payload };
  return signed(new URLSearchParams({ payload: JSON.stringify(whole) }).toString());
}

const count = (sql: string): Promise<number> =>
  opsbook.db.database
    .one(z.object({ count: z.number() }), `select count(*)::int as count from ${sql}`)
    .then((row) => row?.count ?? 0);

test('a question is answered once: sent again, it is refused by the same process and told nothing by another', async () => {
  const asked = command('show shop.empty');
  const first = await send(asked);
  expect(first).toMatchObject({ status: 200, text: expect.stringContaining('Empty it.') });
  expect(await send(asked)).toEqual({ status: 409, text: '{"error":"This request was answered before."}\n' });
  expect(await send(asked, otherBase)).toEqual({ status: 200, text: '' });
  expect(await send(asked, otherBase)).toMatchObject({ status: 409 });
});

test('nor does another spelling of the same signature help', async () => {
  const asked = command('show shop.empty');
  expect(await send(asked)).toMatchObject({ status: 200 });
  const { headers } = asked;
  const again = { ...headers, 'x-slack-signature': `${headers['x-slack-signature']}=more` };
  expect(await send({ ...asked, headers: again })).toMatchObject({ status: 409 });
  const padded = { ...headers, 'x-slack-request-timestamp': `0${headers['x-slack-request-timestamp']}` };
  expect(await send({ ...asked, headers: padded })).toMatchObject({ status: 409 });
  const typed = { ...headers, 'content-type': 'application/json' };
  expect(await send({ ...asked, headers: typed })).toMatchObject({ status: 400 });
});

test('two at the same moment get one answer', async () => {
  const asked = command('runs');
  const answers = await Promise.all([send(asked), send(asked, otherBase), send(asked), send(asked, otherBase)]);
  expect(answers.filter(({ text }) => text.includes('blocks'))).toHaveLength(1);
});

test('a command that changes something has one effect, whoever gets it again', async () => {
  const asked = command('run shop.empty');
  const before = await count('run');
  expect(await send(asked)).toMatchObject({ status: 200 });
  expect((await send(asked)).status).toBe(409);
  expect((await send(asked, otherBase)).status).toBe(200);
  await expect.poll(() => count('run')).toBeGreaterThan(before);
  await expect.poll(() => count('request where handled_at is null')).toBe(0);
  expect(await count('run')).toBe(before + 1);
});

test.each([
  [
    'a form',
    () =>
      interaction({
        type: 'view_submission',
        view: { id: 'V1', callback_id: 'gone', private_metadata: ops(), state: { values: {} } },
      }),
  ],
  [
    'a click',
    () =>
      interaction({
        type: 'block_actions',
        channel: { id: ops() },
        actions: [{ type: 'button', action_id: 'gone', block_id: 'b' }],
      }),
  ],
  [
    'an event',
    () =>
      signed(
        JSON.stringify({
          type: 'event_callback',
          team_id: opsbook.slack.teamId,
          event_id: `Ev${randomBytes(4).toString('hex')}`,
          event: { type: 'reaction_added', user: 'U1', item: { type: 'message', channel: 'C1', ts: '1.1' } },
        }),
        'application/json',
      ),
  ],
])('%s that was taken is refused when it comes again', async (_what, make) => {
  const taken = make();
  expect(await send(taken)).toMatchObject({ status: 200 });
  expect(await send(taken)).toMatchObject({ status: 409 });
});

test.each([
  [
    'without a signature',
    (one: Signed) => ({ ...one, headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
  ],
  ['with another body', (one: Signed) => ({ ...one, body: `${one.body}&text=run` })],
  [
    'with another signature',
    (one: Signed) => ({ ...one, headers: { ...one.headers, 'x-slack-signature': `v0=${'0'.repeat(64)}` } }),
  ],
  [
    'from more than five minutes ago',
    (one: Signed) => signed(one.body, 'application/x-www-form-urlencoded', Date.now() - 301_000),
  ],
])('a request %s is refused and not told why', async (_what, change) => {
  expect(await send(change(command('runs')))).toEqual({ status: 401, text: '' });
});

test('another path, another method, a body that is too large', async () => {
  const answer = await fetch(`${base}/slack/install`);
  expect([answer.status, await answer.text()]).toEqual([
    404,
    '{"error":"Slack sends a POST to /slack/events here."}\n',
  ]);
  expect((await fetch(`${base}/slack/events`)).status).toBe(404);
  expect((await send(signed('a'.repeat(2 ** 20 + 1)))).status).toBe(413);
  for (const name of ['server', 'x-powered-by']) expect(answer.headers.get(name)).toBe(null);
});

test('who sends the headers too slowly is sent away', async () => {
  const socket = connect(Number(new URL(base).port), '127.0.0.1');
  socket.on('error', () => undefined);
  socket.resume();
  socket.write('POST /slack/events HTTP/1.1\r\nhost: opsbook\r\n');
  const began = performance.now();
  await once(socket, 'close');
  expect(performance.now() - began).toBeLessThan(14_000);
}, 20_000);

test('whoever is being answered while it stops is answered, and holds the end up no longer', async () => {
  const port = await freePort();
  const { slack, db, runbooks } = opsbook;
  const third = await startBot(
    readConfig({
      PATH: process.env['PATH'],
      LOG_LEVEL: 'silent',
      SLACK_API_URL: slack.apiUrl,
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_SIGNING_SECRET: slack.signingSecret,
      PORT: String(port),
      OPSBOOK_HTTP_PORT: '0',
      OPSBOOK_RUNBOOKS: runbooks,
    }),
    { database: db.database },
  );
  const { body, headers } = command('help');
  const lines = Object.entries({ ...headers, Host: 'bot', 'Content-Length': String(body.length) });
  const socket = connect(port, '127.0.0.1');
  let heard = '';
  socket.on('data', (data) => (heard += String(data)));
  const closed = once(socket, 'close');
  socket.write(`POST /slack/events HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`);
  // Its beginning is there: another one is answered on a connection that came later.
  await send(command('help'), `http://127.0.0.1:${port}`);
  const stopped = third.stop();
  socket.write(body);
  await closed;
  await stopped;
  expect(heard).toMatch(/^HTTP\/1\.1 200 OK/);
});
