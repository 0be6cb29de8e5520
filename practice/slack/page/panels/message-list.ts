// The messages of a channel or thread, newest at the bottom. A changed message is replaced in place; scroll position and focus stay.
import type { Desk } from '../desk.ts';
import { element } from '../element.ts';
import type { Message } from '../protocol.ts';
import type { Notice } from '../state.ts';
import { nearDay } from '../text/slack-date.ts';
import { keepFocus } from './keep-focus.ts';
import { drawMessage, drawNotice } from './message.ts';
import { placeChildren } from './place-children.ts';

export type Item =
  | { readonly kind: 'message'; readonly message: Message; readonly replies: readonly Message[] }
  | { readonly kind: 'notice'; readonly notice: Notice };

export interface MessageList {
  readonly root: HTMLElement;
  /** Shows these, oldest first. Another `key` is another conversation: it starts at its end. */
  show(key: string, items: readonly Item[], empty: string): void;
  /** Forgets what was drawn, for when names or people have changed. */
  redraw(): void;
}

interface Drawn {
  readonly node: HTMLElement;
  readonly basis: readonly unknown[];
}

/** Messages of one author within five minutes stand under one name. */
const groupSeconds = 300;
const nearEndPx = 60;
/** A message counts as begun in sight when no more than this of it is hidden above. */
const nearTopPx = 8;

export function createMessageList(desk: Desk, label: string, isInThread: boolean): MessageList {
  const log = element('div', { class: 'log', role: 'log', 'aria-label': label, 'aria-live': 'polite', tabindex: 0 });
  const jump = element('button', { type: 'button', class: 'jump', hidden: true }, 'New messages ↓');
  const root = element('div', { class: 'message-list' }, log, jump);
  let drawn = new Map<string, Drawn>();
  let shownKey = '';
  let isAtEnd = true;
  const toEnd = (): void => {
    log.scrollTop = log.scrollHeight;
  };
  log.addEventListener('scroll', () => {
    isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < nearEndPx;
    if (isAtEnd) jump.hidden = true;
  });
  jump.addEventListener('click', toEnd);
  new ResizeObserver(() => {
    if (isAtEnd) toEnd();
  }).observe(log);

  return {
    root,
    show(key, items, empty) {
      const isOther = key !== shownKey;
      if (isOther) drawn = new Map();
      const before = drawn.size;
      const next = reconcile(items, drawn, desk, isInThread);
      const isMine = isLastMine(items, desk.state.me);
      const place = placeOf(log, drawn);
      keepFocus(log, () => placeChildren(log, items.length === 0 ? [drawEmpty(empty)] : next.nodes));
      drawn = next.drawn;
      shownKey = key;
      if (isOther || isAtEnd || (isMine && drawn.size > before)) return toEnd();
      if (drawn.size > before) jump.hidden = false;
      const now = drawn.get(place?.key ?? '')?.node;
      if (place !== undefined && now !== undefined) log.scrollTop += now.getBoundingClientRect().top - place.top;
    },
    redraw() {
      drawn = new Map();
    },
  };
}

function reconcile(
  items: readonly Item[],
  before: ReadonlyMap<string, Drawn>,
  desk: Desk,
  isInThread: boolean,
): { readonly drawn: Map<string, Drawn>; readonly nodes: readonly HTMLElement[] } {
  const drawn = new Map<string, Drawn>();
  const nodes: HTMLElement[] = [];
  const keep = (key: string, basis: readonly unknown[], draw: () => HTMLElement): void => {
    const old = before.get(key);
    const isSame = old !== undefined && basis.every((part, index) => part === old.basis[index]);
    const now = isSame ? old : { node: draw(), basis };
    drawn.set(key, now);
    nodes.push(now.node);
  };
  let previous: Item | undefined;
  for (const item of items) {
    const day = dayOf(item);
    if (previous === undefined || dayOf(previous) !== day) keep(`day ${day}`, [day], () => drawDay(item));
    if (item.kind === 'notice') {
      keep(item.notice.id, [item.notice], () => drawNotice(item.notice, desk));
    } else {
      const { message, replies } = item;
      const isGrouped = previous !== undefined && isFollowUp(previous, item);
      const basis = [message, isGrouped, replies.length, replies.at(-1)?.ts];
      keep(`message ${message.ts}`, basis, () => drawMessage(message, { isGrouped, replies, isInThread }, desk));
    }
    previous = item;
  }
  return { drawn, nodes };
}

/** What the reader looks at: the first item whose beginning is in sight, else the one that fills the list. `top` is in pixels. */
function placeOf(
  log: HTMLElement,
  drawn: ReadonlyMap<string, Drawn>,
): { readonly key: string; readonly top: number } | undefined {
  const { top: start, bottom: end } = log.getBoundingClientRect();
  let filling: { readonly key: string; readonly top: number } | undefined;
  for (const [key, { node }] of drawn) {
    const { top } = node.getBoundingClientRect();
    if (top >= end) break;
    if (top >= start - nearTopPx) return { key, top };
    filling = { key, top };
  }
  return filling;
}

function isFollowUp(previous: Item, item: Extract<Item, { kind: 'message' }>): boolean {
  if (previous.kind === 'notice' || dayOf(previous) !== dayOf(item)) return false;
  const isClose = Number(item.message.ts) - Number(previous.message.ts) < groupSeconds;
  const isPlain = !item.message.isEphemeral && !previous.message.isEphemeral && !item.message.isPinned;
  return isClose && isPlain && previous.message.from === item.message.from;
}

function isLastMine(items: readonly Item[], me: string): boolean {
  const last = items.at(-1);
  return last?.kind === 'notice' || last?.message.from === me || last?.message.isEphemeral === true;
}

function momentOf(item: Item): Date {
  return new Date(Number(item.kind === 'notice' ? item.notice.ts : item.message.ts) * 1000);
}

function dayOf(item: Item): string {
  return momentOf(item).toDateString();
}

function drawDay(item: Item): HTMLElement {
  const at = momentOf(item);
  const near = nearDay(at, { now: new Date() });
  const long = at.toLocaleDateString('en-GB', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  const label = near === undefined ? long : near.replace(/^./, (letter) => letter.toUpperCase());
  return element(
    'div',
    { class: 'day', role: 'separator', 'aria-label': label },
    element('span', { title: long }, label),
  );
}

function drawEmpty(text: string): HTMLElement {
  return element('div', { class: 'empty' }, text);
}
