// The open channel: its name and topic, its messages, and the composer, or why one cannot write here.
import type { Desk } from '../desk.ts';
import { element } from '../element.ts';
import { drawIcon } from '../icon.ts';
import type { Channel } from '../protocol.ts';
import { compareTs, messagesIn, repliesIn } from '../state.ts';
import { drawPlain } from '../text/draw-characters.ts';
import { createComposer } from './composer.ts';
import type { Item } from './message-list.ts';
import { createMessageList } from './message-list.ts';

export interface Conversation {
  readonly root: HTMLElement;
  show(channel: Channel): void;
  /** Names have changed: every message is drawn afresh at the next `show`. */
  redraw(): void;
  focus(): void;
  write(text: string): void;
}

export function createConversation(desk: Desk): Conversation {
  const list = createMessageList(desk, 'Messages', false);
  let open = '';
  const composer = createComposer({
    label: 'Message',
    commands: () => desk.state.commands,
    people: () => [...desk.state.people.values()],
    send: (text) => desk.send({ kind: 'type', channel: open, text }),
  });
  const closed = element('div', { class: 'closed' });
  const root = element('section', { class: 'conversation' }, list.root, composer.root, closed);
  return {
    root,
    show(channel) {
      open = channel.id;
      root.setAttribute('data-open-channel', channel.id);
      const name = channel.kind === 'direct' ? channel.name : `#${channel.name}`;
      list.show(channel.id, itemsOf(desk, channel.id), `Nothing has been said in ${name} yet.`);
      const reason = whyClosed(channel);
      composer.root.hidden = reason !== undefined;
      closed.hidden = reason === undefined;
      if (reason !== undefined) closed.replaceChildren(...drawClosed(reason, channel, desk));
      composer.turnTo(channel.id, `Write to ${name}, or type / for commands`);
    },
    redraw: () => list.redraw(),
    focus: () => composer.focus(),
    write: (text) => composer.write(text),
  };
}

/** The name and topic for the head of the page. */
export function drawTitle(channel: Channel): readonly HTMLElement[] {
  const sign = channel.kind === 'direct' ? undefined : channel.kind === 'private' ? drawIcon('lock') : '#';
  return [
    element('h1', {}, sign, channel.name),
    element('span', { class: 'topic', title: channel.topic }, drawPlain(channel.topic)),
  ];
}

function itemsOf(desk: Desk, channel: string): readonly Item[] {
  const replies = repliesIn(desk.state, channel);
  const messages = messagesIn(desk.state, channel).map((message): Item => ({
    kind: 'message',
    message,
    replies: replies.get(message.ts) ?? [],
  }));
  const notices = desk.state.notices
    .filter((notice) => notice.channel === channel)
    .map((notice): Item => ({ kind: 'notice', notice }));
  return [...messages, ...notices].sort((a, b) => compareTs(tsOf(a), tsOf(b)));
}

function tsOf(item: Item): string {
  return item.kind === 'notice' ? item.notice.ts : item.message.ts;
}

function whyClosed(channel: Channel): string | undefined {
  if (channel.isArchived) return 'This channel is archived: it can be read, not written to.';
  if (!channel.isMember && channel.kind !== 'direct')
    return `You are looking at #${channel.name} without having joined it.`;
  return undefined;
}

function drawClosed(reason: string, channel: Channel, desk: Desk): readonly HTMLElement[] {
  const sentence = element('span', {}, reason);
  if (channel.isArchived) return [sentence];
  const join = element('button', { type: 'button', class: 'button primary' }, 'Join channel');
  join.addEventListener('click', () => desk.send({ kind: 'join', channel: channel.id }));
  return [sentence, join];
}
