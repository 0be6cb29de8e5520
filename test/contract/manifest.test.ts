// manifest.yml against the code: what the program uses is declared, and nothing more is asked for.

import { readFile } from 'node:fs/promises';
import { WebClient } from '@slack/web-api';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { readCatalogue } from '../../src/handlers/catalogue.ts';
import { at, isProgram, textFiles } from './tree.ts';

// Slack's lengths, from https://github.com/slackapi/manifest-schema. A key that is not here is not known to be right.
const text = (most: number, least = 1): z.ZodString => z.string().min(least).max(most);
const shape = z.strictObject({
  _metadata: z.strictObject({ major_version: z.number() }),
  display_information: z.strictObject({
    name: text(35),
    description: text(140),
    long_description: text(4000, 175),
    background_color: z.string().regex(/^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/),
  }),
  features: z.strictObject({
    bot_user: z.strictObject({ display_name: text(80), always_online: z.boolean() }),
    app_home: z.strictObject({
      home_tab_enabled: z.boolean(),
      messages_tab_enabled: z.boolean(),
      messages_tab_read_only_enabled: z.boolean(),
    }),
    slash_commands: z
      .array(
        z.strictObject({
          command: text(32, 2).regex(/^\//),
          description: text(2000),
          usage_hint: text(1000),
          should_escape: z.boolean(),
        }),
      )
      .min(1)
      .max(50),
    shortcuts: z
      .array(
        z.strictObject({
          name: text(24),
          type: z.enum(['message', 'global']),
          callback_id: text(255),
          description: text(150),
        }),
      )
      .min(1)
      .max(10),
  }),
  oauth_config: z.strictObject({ scopes: z.strictObject({ bot: z.array(z.string()).max(255) }) }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({ bot_events: z.array(z.string()).max(100) }),
    interactivity: z.strictObject({ is_enabled: z.literal(true) }),
    socket_mode_enabled: z.literal(true),
    org_deploy_enabled: z.boolean(),
    token_rotation_enabled: z.boolean(),
  }),
});

/** What each method needs of a bot: https://docs.slack.dev/reference/methods */
const scopesOf: Readonly<Record<string, readonly string[]>> = {
  // It takes an app-level token with connections:write.
  'apps.connections.open': [],
  'auth.test': [],
  'bookmarks.add': ['bookmarks:write'],
  // The second for public channels that the bot has not joined.
  'canvases.edit': ['canvases:write'],
  'chat.postMessage': ['chat:write', 'chat:write.public'],
  'chat.postEphemeral': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.archive': ['channels:manage', 'groups:write'],
  'conversations.canvases.create': ['canvases:write'],
  'conversations.create': ['channels:manage', 'groups:write'],
  'conversations.history': ['channels:history', 'groups:history', 'im:history'],
  'conversations.info': ['channels:read', 'groups:read'],
  'conversations.invite': ['channels:manage', 'groups:write'],
  'conversations.list': ['channels:read', 'groups:read'],
  'conversations.open': ['im:write'],
  'conversations.replies': ['channels:history', 'groups:history', 'im:history'],
  'conversations.setPurpose': ['channels:manage', 'groups:write'],
  'conversations.setTopic': ['channels:manage', 'groups:write'],
  'files.completeUploadExternal': ['files:write'],
  'files.getUploadURLExternal': ['files:write'],
  filesUploadV2: ['files:write'],
  'pins.add': ['pins:write'],
  'usergroups.list': ['usergroups:read'],
  'users.info': ['users:read'],
  'users.list': ['users:read'],
  'views.open': [],
  'views.publish': [],
};

/** What each event needs: https://docs.slack.dev/reference/events */
const scopesOfEvents: Readonly<Record<string, string | undefined>> = {
  app_home_opened: undefined,
  'message.channels': 'channels:history',
  'message.groups': 'groups:history',
  pin_added: 'pins:read',
  pin_removed: 'pins:read',
  reaction_added: 'reactions:read',
  reaction_removed: 'reactions:read',
  channel_archive: 'channels:read',
  channel_unarchive: 'channels:read',
  channel_deleted: 'channels:read',
  group_archive: 'groups:read',
  group_unarchive: 'groups:read',
  group_deleted: 'groups:read',
};

const raw: unknown = parse(await readFile(at('manifest.yml'), 'utf8'));
const read = shape.safeParse(raw);
const source = (await textFiles('src')).filter(({ file }) => isProgram(file)).map((each) => each.text);

test('keeps to the shape and the lengths that Slack allows', () => {
  expect(read.error === undefined ? '' : z.prettifyError(read.error)).toBe('');
  const scopes = read.data?.oauth_config.scopes.bot ?? [];
  expect(new Set(scopes).size, 'a scope stands twice').toBe(scopes.length);
});

test('asks for exactly the scopes that the methods of the code need', () => {
  const offered = [...methodsOf(new WebClient()), 'apiCall', 'chatStream', 'filesUploadV2', 'paginate'];
  const called = offered.filter((method) => isCalled(method));
  expect(called.sort(), 'methods that the code calls and that scopesOf knows').toEqual(Object.keys(scopesOf).sort());
  const ofEvents = Object.values(scopesOfEvents).flatMap((scope) => scope ?? []);
  const needed = new Set(['commands', ...Object.values(scopesOf).flat(), ...ofEvents]);
  expect([...(read.data?.oauth_config.scopes.bot ?? [])].sort()).toEqual([...needed].sort());
});

test('declares the slash commands that the code listens to', () => {
  const heard = source.flatMap((code) => literals(code, /\.command === '(\/[^']+)'/g));
  expect(read.data?.features.slash_commands.map((each) => each.command)).toEqual(heard);
});

test('subscribes to the events that the code listens to, and offers its shortcuts', async () => {
  const { events } = await readCatalogue();
  const subscribed = read.data?.settings.event_subscriptions.bot_events ?? [];
  expect([...subscribed].sort()).toEqual(Object.keys(scopesOfEvents).sort());
  expect([...new Set(subscribed.map((each) => each.replace(/^message\..*/, 'message')))].sort()).toEqual(
    [...events.keys()].sort(),
  );
  const offered = read.data?.features.shortcuts.map((each) => each.callback_id);
  expect(offered).toEqual(source.flatMap((code) => literals(code, /\bshortcutName = '([^']+)'/g)));
});

test('its hint names verbs that exist', async () => {
  const { commands } = await readCatalogue();
  const hint = read.data?.features.slash_commands[0]?.usage_hint ?? '';
  const hinted = hint.split('|').map((part) => part.trim().split(' ')[0]);
  expect(commands.map(({ name }) => name)).toEqual(expect.arrayContaining(hinted));
});

describe('what Slack can ask for', () => {
  test('has every verb', async () => {
    const { commands } = await readCatalogue();
    expect(commands.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['cancel', 'find', 'help', 'plan', 'run', 'runs', 'show']),
    );
  });

  test('has a file for every button of a message, and a button for every file', async () => {
    const { actions } = await readCatalogue();
    const messages = (await textFiles('src/slack')).filter(({ file }) => isProgram(file));
    const buttons = messages.flatMap((each) => literals(each.text, /\b(?:action: |turn\()'([a-z]+\.[a-z-]+)'/g));
    expect([...new Set(buttons)].sort()).toEqual([...actions.keys()].sort());
    const computed = messages.filter((each) => /\baction: (?!'|string\b)/.test(each.text));
    expect(
      computed.map(({ file }) => file),
      'ids that this test cannot read',
    ).toEqual([]);
  });

  test('has a file for every form that opens, and opens a form for every file', async () => {
    const { forms } = await readCatalogue();
    const opened = source.flatMap((code) => literals(code, /(?:\bcallback_id: |\breasonForm\(\{\s*id: )'([^']+)'/g));
    expect([...new Set(opened)].sort()).toEqual([...forms.keys()].sort());
  });
});

function literals(code: string, pattern: RegExp): string[] {
  return [...code.matchAll(pattern)].map(([, literal = '']) => literal);
}

function isCalled(method: string): boolean {
  const chain = method.split('.').join(String.raw`\s*\.\s*`);
  const pattern = new RegExp(String.raw`\bclient\s*\.\s*${chain}\(`);
  return source.some((code) => pattern.test(code));
}

/** Every Web API method that the SDK offers, as it is called: `chat.postMessage`. */
function methodsOf(from: object, before = '', seen = new Set<object>()): string[] {
  if (seen.has(from)) return [];
  seen.add(from);
  return Object.entries(from).flatMap(([name, value]: [string, unknown]) => {
    const own = `${before}${name}`;
    if (typeof value === 'function') return [own];
    return typeof value === 'object' && value !== null && /^[a-z]\w*$/i.test(name)
      ? methodsOf(value, `${own}.`, seen)
      : [];
  });
}
