// Draws one message: who, when, what, its files, reactions and thread.
import type { Surroundings } from '../blocks/spot.ts';
import { drawBlocks } from '../blocks/draw-blocks.ts';
import type { Desk } from '../desk.ts';
import { nameOf } from '../directory.ts';
import { element } from '../element.ts';
import { drawIcon } from '../icon.ts';
import type { MenuItem } from '../menu.ts';
import { openMenu } from '../menu.ts';
import type { Attachment, Message } from '../protocol.ts';
import type { Notice } from '../state.ts';
import { drawCharacters } from '../text/draw-characters.ts';
import { drawMrkdwn } from '../text/draw-text.ts';
import { emojiCharacter } from '../text/emoji.ts';
import { drawAvatar } from './avatar.ts';

export interface MessageSetting {
  /** Follows a message of the same author closely: no second name and picture. */
  readonly isGrouped: boolean;
  readonly replies: readonly Message[];
  /** Stands in the thread's own panel. */
  readonly isInThread: boolean;
}

const quickReactions = ['pushpin', 'white_check_mark', 'eyes', '+1', 'tada'] as const;

export function drawMessage(message: Message, setting: MessageSetting, desk: Desk): HTMLElement {
  const author = nameOf(desk.state, message.from);
  const marks = [
    'message',
    setting.isGrouped ? 'grouped' : '',
    message.isEphemeral ? 'ephemeral' : '',
    message.isPinned ? 'pinned' : '',
  ];
  return element(
    'article',
    {
      class: marks.filter((mark) => mark !== '').join(' '),
      'data-message-ts': message.ts,
      tabindex: -1,
      'aria-label': `${author}, ${clockTime(message.ts)}`,
    },
    drawAvatar(desk.state.people.get(message.from), author),
    element(
      'div',
      { class: 'body' },
      message.isEphemeral ? element('div', { class: 'mark-line' }, drawIcon('eye'), ' Only visible to you') : undefined,
      message.isPinned ? element('div', { class: 'mark-line' }, drawIcon('pin'), ' Pinned') : undefined,
      drawHead(message, author, desk),
      drawContent(message, desk),
      ...message.files.map(drawFile),
      drawReactions(message, desk),
      drawThreadLine(message, setting, desk),
    ),
    message.isEphemeral ? undefined : drawMore(message, setting, desk),
  );
}

/** Slack's own words, drawn so that nobody takes them for the app's. */
export function drawNotice(notice: Notice, desk: Desk): HTMLElement {
  return element(
    'article',
    { class: 'message ephemeral notice', 'data-notice': notice.id, tabindex: -1, 'aria-label': 'Slack' },
    element('span', { class: 'avatar slack', 'aria-hidden': 'true' }, '#'),
    element(
      'div',
      { class: 'body' },
      element('div', { class: 'mark-line' }, drawIcon('eye'), ' Only visible to you'),
      element('div', { class: 'head' }, element('span', { class: 'author' }, 'Slack'), drawTime(notice.ts)),
      element('div', { class: 'content text' }, drawMrkdwn(notice.text, desk.state)),
    ),
  );
}

function drawHead(message: Message, author: string, desk: Desk): HTMLElement {
  const isBot = desk.state.people.get(message.from)?.isBot === true;
  return element(
    'div',
    { class: 'head' },
    element('span', { class: 'author' }, author),
    isBot ? element('span', { class: 'badge' }, 'App') : undefined,
    drawTime(message.ts),
  );
}

function drawContent(message: Message, desk: Desk): HTMLElement {
  const edited = message.isEdited ? element('span', { class: 'edited' }, '(edited)') : undefined;
  if (message.blocks.length === 0) {
    return element('div', { class: 'content text' }, drawMrkdwn(message.text, desk.state), edited);
  }
  const form = desk.formFor(`message ${message.channel} ${message.ts}`);
  const place = { channel: message.channel, ts: message.ts, isEphemeral: message.isEphemeral };
  const around: Surroundings = {
    directory: desk.state,
    form,
    fallback: message.text,
    act(control, blockId, actionId, value) {
      if (desk.send({ kind: 'action', place, blockId, actionId, value, state: form.values() })) desk.hold(control);
    },
  };
  const isCard = desk.state.people.get(message.from)?.isBot === true;
  return element('div', { class: isCard ? 'content card' : 'content' }, drawBlocks(message.blocks, around), edited);
}

function drawFile(file: Attachment): HTMLElement {
  if (file.picture !== undefined)
    return element(
      'a',
      { class: 'shown', href: file.url, target: '_blank', rel: 'noopener' },
      element('img', { src: file.url, alt: file.picture }),
    );
  return element(
    'a',
    { class: 'file', href: file.url, target: '_blank', rel: 'noopener' },
    drawIcon('file'),
    element('span', { class: 'name' }, file.name),
    element('span', { class: 'quiet' }, readableBytes(file.bytes)),
  );
}

function drawReactions(message: Message, desk: Desk): HTMLElement | undefined {
  if (message.reactions.length === 0) return undefined;
  const buttons = message.reactions.map(({ name, people }) => {
    const isMine = people.includes(desk.state.me);
    const who = people.map((id) => nameOf(desk.state, id)).join(', ');
    const button = element(
      'button',
      {
        type: 'button',
        class: isMine ? 'reaction mine' : 'reaction',
        title: `${who}: ${name}`,
        'aria-pressed': String(isMine),
        disabled: isMine,
      },
      drawCharacters(emojiCharacter(name) ?? `:${name}:`),
      ` ${String(people.length)}`,
    );
    button.addEventListener('click', () =>
      desk.send({ kind: 'react', channel: message.channel, ts: message.ts, name }),
    );
    return button;
  });
  return element('div', { class: 'reactions' }, ...buttons);
}

function drawThreadLine(message: Message, setting: MessageSetting, desk: Desk): HTMLElement | undefined {
  const last = setting.replies.at(-1);
  if (last === undefined || setting.isInThread) return undefined;
  const count = setting.replies.length;
  const button = element(
    'button',
    { type: 'button', class: 'thread-line' },
    element('strong', {}, count === 1 ? '1 reply' : `${String(count)} replies`),
    element('span', { class: 'quiet' }, `last at ${clockTime(last.ts)}`),
  );
  button.addEventListener('click', () => desk.openThread(message.channel, message.ts));
  return button;
}

function drawMore(message: Message, setting: MessageSetting, desk: Desk): HTMLElement {
  const more = element(
    'button',
    {
      type: 'button',
      class: 'more',
      'aria-haspopup': 'menu',
      'aria-expanded': 'false',
      'aria-label': 'Message actions',
    },
    '⋯',
  );
  more.addEventListener('click', () => openMenu(more, 'Message actions', actionsOn(message, setting, desk)));
  return more;
}

function actionsOn(message: Message, setting: MessageSetting, desk: Desk): readonly MenuItem[] {
  const { channel, ts } = message;
  const reply: MenuItem = {
    label: 'Reply in thread',
    mark: drawIcon('reply'),
    run: () => desk.openThread(channel, message.threadTs ?? ts),
  };
  const pin: MenuItem = {
    label: message.isPinned ? 'Remove the pin' : 'Pin to channel',
    mark: drawIcon('pin'),
    run: () => void desk.send({ kind: 'pin', channel, ts }),
  };
  const reactions = quickReactions.map((name) => ({
    label: `React with ${name.replaceAll('_', ' ')}`,
    mark: drawCharacters(emojiCharacter(name) ?? ''),
    run: () => void desk.send({ kind: 'react', channel, ts, name }),
  }));
  return [...(setting.isInThread ? [] : [reply]), pin, ...reactions];
}

function drawTime(ts: string): HTMLElement {
  const at = new Date(Number(ts) * 1000);
  return element('time', { datetime: at.toISOString(), title: at.toLocaleString() }, clockTime(ts));
}

/** Hours and minutes in the reader's zone. */
function clockTime(ts: string): string {
  return new Date(Number(ts) * 1000).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
}

function readableBytes(bytes: number): string {
  if (bytes < 1000) return `${String(bytes)} bytes`;
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
