// Makes a workspace with the app installed in it, from a manifest, people, groups and channels.

import { randomBytes } from 'node:crypto';
import { makeLink } from './app-link/link.ts';
import { makeChanges } from './changes.ts';
import { tellControls } from './controls.ts';
import { makeFaults, sentinels, TAKEN_NAME } from './faults.ts';
import { makeForms } from './forms.ts';
import { makeGrants } from './grants.ts';
import { readManifest, type Manifest } from './manifest.ts';
import type { ChannelOption, GroupOption, LocalSlackOptions, PersonOption } from './options.ts';
import { makeBook } from './record.ts';
import { makeRates } from './web-api/rates.ts';
import { addConversation, type Person, type UserGroup, type Workspace } from './workspace.ts';
import type { AppIdentity, World } from './world.ts';

const ACK_DEADLINE_MS = 3_000;
/** Slack repeats an unacknowledged event at once, after a minute and after five. https://docs.slack.dev/apis/events-api/#retries */
const EVENT_RETRIES_MS = [0, 60_000, 300_000];
const COLOURS = ['#2e7d5b', '#8e4585', '#1f6fb2', '#b3541e', '#5b5ea6', '#9b2335', '#00758f', '#6b5b95'];

export async function makeWorld(options: LocalSlackOptions): Promise<World> {
  const manifest = await readManifest(options.manifest);
  const now = options.now ?? Date.now;
  const changes = makeChanges();
  const workspace = makeWorkspace(options, manifest, now());
  const world: World = {
    app: makeApp(),
    manifest,
    workspace,
    forms: makeForms(),
    grants: makeGrants(),
    link: makeLink(),
    changes,
    book: makeBook(changes, now),
    rates: makeRates(options.limits),
    faults: makeFaults(),
    bench: options.bench,
    benchWork: new Map(),
    controls: options.controls,
    controlsWork: { isBusy: false, trouble: '' },
    tour: undefined,
    now,
    ackDeadlineMs: options.ackDeadlineMs ?? ACK_DEADLINE_MS,
    eventRetryDelaysMs: options.eventRetryDelaysMs ?? EVENT_RETRIES_MS,
    origin: '',
  };
  options.controls?.listen(() => tellControls(world));
  return world;
}

const APP_USER = 'U0000000APP';

function makeApp(): AppIdentity {
  const secret = (): string => randomBytes(12).toString('hex');
  return {
    id: 'A00000LOCAL',
    botId: 'B00000LOCAL',
    user: APP_USER,
    botToken: `xoxb-100000000001-200000000002-${secret()}`,
    appToken: `xapp-1-A00000LOCAL-300000000003-${secret()}`,
    signingSecret: randomBytes(16).toString('hex'),
    verificationToken: secret(),
    revokedTokens: new Set(),
  };
}

function makeWorkspace(options: LocalSlackOptions, manifest: Manifest, nowMs: number): Workspace {
  const people = options.people.map(makePerson);
  const workspace: Workspace = {
    id: 'T00000LOCAL',
    hasCanvases: options.hasCanvases ?? false,
    name: options.team ?? 'Practice',
    domain: 'practice',
    people: new Map([...people, appAsPerson(manifest)].map((each) => [each.id, each])),
    groups: new Map(),
    conversations: new Map(),
    files: new Map(),
    serial: 0,
    lastMicros: 0,
  };
  for (const each of options.groups ?? []) addGroup(workspace, each);
  const channels = withGeneral(options.channels ?? []);
  for (const each of options.withFaultChannels === true ? [...channels, ...faultChannels()] : channels) {
    addChannel(workspace, each, nowMs);
  }
  return workspace;
}

function idOf(prefix: string, name: string): string {
  return (
    prefix +
    name
      .toUpperCase()
      .replace(/[^A-Z0-9]/g, '')
      .padStart(8, '0')
  );
}

function makePerson(option: PersonOption, index: number): Person {
  const { name } = option;
  return {
    id: option.id ?? idOf('U', name),
    name,
    realName: option.realName ?? name,
    role: option.role ?? '',
    email: (option.email ?? `${name}@example.com`).toLowerCase(),
    isBot: false,
    colour: COLOURS[index % COLOURS.length] ?? '#555555',
  };
}

function appAsPerson(manifest: Manifest): Person {
  return {
    id: APP_USER,
    name: manifest.botName.toLowerCase(),
    realName: manifest.botName,
    role: 'app',
    email: '',
    isBot: true,
    colour: '#3b3b4f',
  };
}

function personId(workspace: Workspace, name: string): string {
  const found = [...workspace.people.values()].find((each) => each.name === name || each.id === name);
  if (found === undefined) throw new Error(`No person "${name}" in the local Slack. Add them to \`people\`.`);
  return found.id;
}

function addGroup(workspace: Workspace, option: GroupOption): void {
  const group: UserGroup = {
    id: option.id ?? idOf('S', option.handle),
    handle: option.handle,
    name: option.name ?? option.handle,
    people: option.people.map((name) => personId(workspace, name)),
  };
  workspace.groups.set(group.id, group);
}

function withGeneral(channels: readonly ChannelOption[]): readonly ChannelOption[] {
  return channels.some((each) => each.name === 'general') ? channels : [{ name: 'general' }, ...channels];
}

function faultChannels(): readonly ChannelOption[] {
  return sentinels
    .filter((each) => each.channel !== TAKEN_NAME)
    .map((each) => ({ name: each.channel, topic: each.does }));
}

function addChannel(workspace: Workspace, option: ChannelOption, nowMs: number): void {
  const everybody = [...workspace.people.values()].filter((each) => !each.isBot).map((each) => each.id);
  const members = new Set(option.people?.map((name) => personId(workspace, name)) ?? everybody);
  const [creator = APP_USER] = members;
  if (option.hasApp !== false) members.add(APP_USER);
  const fresh = {
    kind: option.kind ?? 'public',
    name: option.name,
    creator,
    members,
    isGeneral: option.name === 'general',
  };
  const conversation = addConversation(workspace, fresh, nowMs);
  conversation.topic = option.topic ?? '';
  conversation.isArchived = option.isArchived ?? false;
}
