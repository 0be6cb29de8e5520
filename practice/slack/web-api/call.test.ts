// What the Web API refuses, with Slack's error names, seen through the real client.

import { LogLevel, WebClient } from '@slack/web-api';
import { afterEach, expect, it } from 'vitest';
import { isRecord, type JsonRecord } from '../json-values.ts';
import { startLocalSlack, type LocalSlack } from '../local-slack.ts';
import type { LocalSlackOptions } from '../options.ts';

const scopes = [
  'chat:write',
  'channels:read',
  'channels:history',
  'channels:manage',
  'channels:join',
  'files:write',
  'im:write',
  'pins:write',
];
const manifest = { display_information: { name: 'Opsbook' }, oauth_config: { scopes: { bot: scopes } } };

let slack: LocalSlack | undefined;
afterEach(() => slack?.stop());

async function start(options: Partial<LocalSlackOptions> = {}): Promise<LocalSlack> {
  slack = await startLocalSlack({
    manifest,
    people: [{ name: 'maria' }, { name: 'ben' }],
    channels: [
      { name: 'ops' },
      { name: 'elsewhere', hasApp: false },
      { name: 'secret', kind: 'private', people: ['maria'], hasApp: false },
      { name: 'old', isArchived: true },
      { name: 'marias', people: ['maria'] },
    ],
    ...options,
  });
  return slack;
}

/** The answer of a call, refusals included. */
async function call(
  workspace: LocalSlack,
  method: string,
  args: JsonRecord,
  token = workspace.botToken,
): Promise<JsonRecord> {
  const client = new WebClient(token, {
    slackApiUrl: workspace.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logLevel: LogLevel.ERROR,
  });
  return client.apiCall(method, { ...args }).then(
    (answer) => ({ ...answer }),
    (thrown: unknown) => (isRecord(thrown) && isRecord(thrown['data']) ? thrown['data'] : { thrown }),
  );
}

const section = (text: string): JsonRecord => ({ type: 'section', text: { type: 'mrkdwn', text } });
const id = (workspace: LocalSlack, channel: string): string => workspace.channel(channel)?.id ?? '';

it('refuses each wrong call with Slack’s own error', async () => {
  const workspace = await start({ limits: 'none' });
  const [ops, elsewhere, secret, old, marias] = ['ops', 'elsewhere', 'secret', 'old', 'marias'].map((each) =>
    id(workspace, each),
  );
  const maria = workspace.as('maria').id;
  const ben = workspace.as('ben').id;
  const post = 'chat.postMessage';
  const cases: readonly [string, JsonRecord, string][] = [
    ['chat.unfurl', { channel: ops }, 'unknown_method'],
    [post, { channel: ops }, 'no_text'],
    [post, { text: 'x' }, 'invalid_arguments'],
    [post, { channel: 'C000', text: 'x' }, 'channel_not_found'],
    [post, { channel: secret, text: 'x' }, 'channel_not_found'],
    [post, { channel: elsewhere, text: 'x' }, 'not_in_channel'],
    [post, { channel: old, text: 'x' }, 'is_archived'],
    [post, { channel: ops, blocks: '{"type":"section"}' }, 'invalid_blocks_format'],
    [post, { channel: ops, text: 'x', blocks: [section('a'.repeat(3001))] }, 'invalid_blocks'],
    [
      post,
      { channel: ops, text: 'x', blocks: Array.from({ length: 5 }, () => section('a'.repeat(2500))) },
      'msg_blocks_too_long',
    ],
    [post, { channel: ops, text: 'x', markdown_text: 'y' }, 'markdown_text_conflict'],
    [post, { channel: ops, text: 'x', thread_ts: '1.000001' }, 'cannot_reply_to_message'],
    [post, { channel: ops, text: 'x', metadata: { event_type: 'a' } }, 'invalid_metadata_format'],
    ['chat.postEphemeral', { channel: marias, user: ben, text: 'x' }, 'user_not_in_channel'],
    ['chat.postEphemeral', { channel: ops, user: maria, text: 'x'.repeat(4001) }, 'msg_too_long'],
    ['chat.update', { channel: ops, ts: '1.000001', text: 'x' }, 'message_not_found'],
    ['reactions.add', { channel: ops, name: 'eyes', timestamp: '1.000001' }, 'missing_scope'],
    ['conversations.create', { name: 'old' }, 'name_taken'],
    ['conversations.create', { name: 'taken' }, 'name_taken'],
    ['conversations.create', { name: 'Ops Room' }, 'invalid_name_specials'],
    ['conversations.create', { name: '--' }, 'invalid_name_punctuation'],
    ['conversations.create', { name: 'x'.repeat(81) }, 'invalid_name_maxlength'],
    ['conversations.create', {}, 'invalid_name_required'],
    ['conversations.create', { name: 'quiet', is_private: true }, 'missing_scope'],
    ['conversations.setTopic', { channel: ops, topic: 'x'.repeat(251) }, 'too_long'],
    ['conversations.setTopic', { channel: old, topic: 'x' }, 'is_archived'],
    ['conversations.invite', { channel: ops, users: maria }, 'already_in_channel'],
    ['conversations.archive', { channel: old }, 'already_archived'],
    ['conversations.archive', { channel: id(workspace, 'general') }, 'cant_archive_general'],
    ['conversations.join', { channel: secret }, 'channel_not_found'],
    ['views.open', { trigger_id: 'x', view: { type: 'modal' } }, 'invalid_arguments'],
    ['files.completeUploadExternal', { files: [{ id: 'F000' }] }, 'file_not_found'],
    ['pins.add', { channel: ops, timestamp: '1.000001' }, 'message_not_found'],
  ];
  for (const [method, args, error] of cases) {
    expect([method, args, (await call(workspace, method, args))['error']]).toEqual([method, args, error]);
  }
  expect(workspace.refusals).toHaveLength(cases.length);
  expect(workspace.posted('ops')).toEqual([]);
});

it('names the scope that is missing and the block that is too long', async () => {
  const workspace = await start();
  expect(await call(workspace, 'users.info', { user: 'U1' })).toMatchObject({
    needed: 'users:read',
    provided: scopes.join(','),
  });
  const channel = id(workspace, 'ops');
  expect(
    await call(workspace, 'chat.postMessage', { channel, text: 'x', blocks: [section('a'.repeat(3001))] }),
  ).toMatchObject({
    errors: ['must be less than 3001 characters [json-pointer:/blocks/0/text/text]'],
    response_metadata: { messages: ['[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]'] },
  });
});

it('takes each token only where it belongs', async () => {
  const workspace = await start();
  const { appToken, botToken } = workspace;
  expect((await call(workspace, 'auth.test', {}, appToken))['error']).toBe('not_allowed_token_type');
  expect((await call(workspace, 'apps.connections.open', {}, botToken))['error']).toBe('not_allowed_token_type');
  expect((await call(workspace, 'auth.test', {}, 'xoxb-wrong'))['error']).toBe('invalid_auth');
  workspace.revoke(botToken);
  expect((await call(workspace, 'auth.test', {}))['error']).toBe('token_revoked');
  expect(JSON.stringify(workspace.wire)).not.toContain(botToken);
});

it('limits a method and a channel, with the seconds to wait', async () => {
  const workspace = await start({ limits: { channelPosts: { perMinute: 60, burst: 1 } } });
  const channel = id(workspace, 'ops');
  expect((await call(workspace, 'chat.postMessage', { channel, text: 'one' }))['ok']).toBe(true);
  expect((await call(workspace, 'chat.postMessage', { channel, text: 'two' }))['thrown']).toMatchObject({
    retryAfter: 1,
  });
  expect((await call(workspace, 'chat.postMessage', { channel: id(workspace, 'marias'), text: 'three' }))['ok']).toBe(
    true,
  );
  workspace.limit('auth.test', { perMinute: 2, burst: 1 });
  await call(workspace, 'auth.test', {});
  expect((await call(workspace, 'auth.test', {}))['thrown']).toMatchObject({ retryAfter: 30 });
});

it('keeps times unique while the clock is held, pages history and keeps metadata', async () => {
  const workspace = await start({ now: () => 1_700_000_000_000 });
  const channel = id(workspace, 'ops');
  const metadata = { event_type: 'card', event_payload: { key: 'k1' } };
  for (const text of ['one', 'two', 'three']) await call(workspace, 'chat.postMessage', { channel, text, metadata });
  const first = await call(workspace, 'conversations.history', { channel, limit: 2, include_all_metadata: true });
  expect(first).toMatchObject({
    has_more: true,
    messages: [{ text: 'three', metadata, ts: '1700000000.000002' }, { text: 'two' }],
  });
  const cursor = isRecord(first['response_metadata']) ? first['response_metadata']['next_cursor'] : undefined;
  const rest = await call(workspace, 'conversations.history', { channel, limit: 2, cursor });
  expect(rest).toMatchObject({ has_more: false, messages: [{ text: 'one', ts: '1700000000.000000' }] });
  expect(JSON.stringify(rest['messages'])).not.toContain('metadata');
});

it('takes a file in three steps and shows it to those in the channel', async () => {
  const workspace = await start();
  const client = new WebClient(workspace.botToken, { slackApiUrl: workspace.apiUrl });
  const channel = id(workspace, 'marias');
  await client.filesUploadV2({
    channel_id: channel,
    filename: 'output.txt',
    content: 'all is well',
    initial_comment: 'Output',
  });
  expect(workspace.as('maria').sees('marias')).toMatchObject([{ text: 'Output', files: ['output.txt'] }]);
  const [line] = workspace.wire.filter((each) => each.what === 'files.completeUploadExternal');
  const address = /"url_private":"([^"]+)"/.exec(line?.body.replaceAll('\\', '') ?? '')?.[1] ?? '';
  expect(await (await fetch(address)).text()).toBe('all is well');
});

it('fails in the ways that are asked for, by name of channel or by plan', async () => {
  const workspace = await start({ withFaultChannels: true });
  const post = (channel: string): Promise<JsonRecord> =>
    call(workspace, 'chat.postMessage', { channel: id(workspace, channel), text: 'x' });
  expect((await post('slack-down'))['thrown']).toMatchObject({ statusCode: 500 });
  expect((await post('slack-ratelimited'))['thrown']).toMatchObject({ retryAfter: 2 });
  expect((await post('slack-ratelimited'))['ok']).toBe(true);
  expect((await post('slack-cut'))['thrown']).toMatchObject({ code: 'slack_webapi_request_error' });
  expect(workspace.posted('slack-cut')).toHaveLength(1);
  expect(workspace.posted('slack-down')).toHaveLength(0);
  workspace.fail('chat.postMessage', { error: 'fatal_error', times: 2 });
  expect([(await post('ops'))['error'], (await post('ops'))['error'], (await post('ops'))['ok']]).toEqual([
    'fatal_error',
    'fatal_error',
    true,
  ]);
});
