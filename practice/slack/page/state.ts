// What this page knows, and how each frame from the server changes it. No DOM; the server's word always replaces what was here.
import type {
  BenchSystem,
  Channel,
  CommandHint,
  ControlsState,
  FromServer,
  Message,
  Person,
  TourState,
  View,
  WireEntry,
} from './protocol.ts';

/** Slack's own words to this person, in the channel where they were asked for. */
export interface Notice {
  readonly id: string;
  readonly channel: string;
  /** Unix seconds as Slack writes them, so that notices sort among the messages. */
  readonly ts: string;
  readonly text: string;
}

export interface PageState {
  me: string;
  team: string;
  readonly people: Map<string, Person>;
  readonly channels: Map<string, Channel>;
  readonly groups: Map<string, string>;
  /** Channel id → ts → message, thread replies among them. */
  readonly messages: Map<string, Map<string, Message>>;
  notices: readonly Notice[];
  commands: readonly CommandHint[];
  wire: WireEntry[];
  /** What can be practised on; its panel keeps how it is. */
  bench: { readonly hint: string; readonly systems: readonly BenchSystem[] };
  controls: ControlsState | undefined;
  tour: TourState | undefined;
  home: View | undefined;
  modals: readonly View[];
}

/** As many lines of the wire as the page keeps. */
const wireLines = 600;

export function createState(): PageState {
  return {
    me: '',
    team: '',
    people: new Map(),
    channels: new Map(),
    groups: new Map(),
    messages: new Map(),
    notices: [],
    commands: [],
    wire: [],
    bench: { hint: '', systems: [] },
    controls: undefined,
    tour: undefined,
    home: undefined,
    modals: [],
  };
}

/** Takes one frame in; `now` is in milliseconds. */
export function applyFrame(state: PageState, frame: FromServer, now: number): void {
  switch (frame.kind) {
    case 'welcome':
      return welcome(state, frame);
    case 'people':
      state.team = frame.team;
      return refill(state.people, frame.people);
    case 'channel':
      state.channels.set(frame.channel.id, frame.channel);
      return;
    case 'message':
      return keepMessage(state, frame.message);
    case 'message-gone':
      state.messages.get(frame.channel)?.delete(frame.ts);
      return;
    case 'modals':
      state.modals = frame.views;
      return;
    case 'home':
      state.home = frame.view;
      return;
    case 'notice':
      state.notices = [...state.notices, noticeOf(state, frame.channel, frame.text, now)];
      return;
    case 'wire':
      state.wire = [...state.wire.slice(1 - wireLines), frame.entry];
      return;
    case 'controls':
      state.controls = frame.state;
      return;
    case 'tour':
      state.tour = frame.state;
      return;
    case 'bench':
    case 'form-errors':
  }
}

/** The messages of a channel, or of one thread with its first message, oldest first. */
export function messagesIn(state: PageState, channel: string, threadTs?: string): readonly Message[] {
  const all = [...(state.messages.get(channel)?.values() ?? [])].sort((a, b) => compareTs(a.ts, b.ts));
  if (threadTs === undefined) return all.filter((message) => !isReply(message));
  return all.filter((message) => message.ts === threadTs || (isReply(message) && message.threadTs === threadTs));
}

/** First message's ts → its replies, oldest first. */
export function repliesIn(state: PageState, channel: string): ReadonlyMap<string, readonly Message[]> {
  const replies = new Map<string, Message[]>();
  const all = [...(state.messages.get(channel)?.values() ?? [])].sort((a, b) => compareTs(a.ts, b.ts));
  for (const message of all) {
    if (!isReply(message)) continue;
    const root = message.threadTs ?? '';
    replies.set(root, [...(replies.get(root) ?? []), message]);
  }
  return replies;
}

/** Slack's ts are decimal numbers with six places: compared as numbers first, since lengths may differ. */
export function compareTs(a: string, b: string): number {
  return Number(a) - Number(b) || a.localeCompare(b);
}

function isReply(message: Message): boolean {
  return message.threadTs !== undefined && message.threadTs !== message.ts;
}

function welcome(state: PageState, frame: Extract<FromServer, { kind: 'welcome' }>): void {
  state.me = frame.me;
  state.team = frame.team;
  refill(state.people, frame.people);
  refill(state.channels, frame.channels);
  state.groups.clear();
  for (const group of frame.groups ?? []) state.groups.set(group.id, group.handle);
  state.messages.clear();
  for (const message of frame.messages) keepMessage(state, message);
  state.commands = frame.commands;
  state.wire = frame.wire.slice(-wireLines);
  state.bench = frame.bench ?? { hint: '', systems: [] };
  state.controls = frame.controls;
  state.tour = frame.tour;
  state.home = frame.home;
  state.modals = [];
}

function refill<Value extends { readonly id: string }>(map: Map<string, Value>, values: readonly Value[]): void {
  map.clear();
  for (const value of values) map.set(value.id, value);
}

function keepMessage(state: PageState, message: Message): void {
  const channel = state.messages.get(message.channel) ?? new Map<string, Message>();
  channel.set(message.ts, message);
  state.messages.set(message.channel, channel);
}

function noticeOf(state: PageState, channel: string, text: string, now: number): Notice {
  const last = messagesIn(state, channel).at(-1);
  const seconds = Math.max(now / 1000, Number(last?.ts ?? 0));
  return { id: `notice-${String(state.notices.length + 1)}`, channel, ts: seconds.toFixed(6), text };
}
