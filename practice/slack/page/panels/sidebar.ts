// Channels, direct messages and the apps' home pages, with what is unread; and who one is.
import type { Desk } from '../desk.ts';
import { element } from '../element.ts';
import type { IconName } from '../icon.ts';
import { drawIcon } from '../icon.ts';
import type { Channel, Person } from '../protocol.ts';
import type { ReadMarks } from '../read-marks.ts';
import { chosenTheme, turnTheme } from '../theme.ts';
import { drawAvatar } from './avatar.ts';
import { keepFocus } from './keep-focus.ts';

export interface Sidebar {
  readonly root: HTMLElement;
  /** Draws again; `open` is a channel id or `home`. */
  show(open: string): void;
}

/** `onOpen` gets a channel's id, `home`, `tour`, or `bench` for the control panel. */
export function createSidebar(desk: Desk, marks: ReadMarks, onOpen: (what: string) => void): Sidebar {
  const root = element('nav', { class: 'sidebar', id: 'sidebar', 'aria-label': 'Conversations' });
  const faults = element('details', { class: 'faults' });
  let drawn = '';
  return {
    root,
    show(open) {
      // Nothing under the finger is replaced by the same: the press would be lost.
      const { me, people, channels, tour, bench } = desk.state;
      const rooms = [...channels.values()].map((channel) => [channel, marks.unread(desk.state, channel.id)]);
      const looks = JSON.stringify([open, me, [...people.values()], rooms, tour === undefined, bench.systems.length]);
      if (looks === drawn) return;
      drawn = looks;
      keepFocus(root, () => root.replaceChildren(...drawSidebar(desk, marks, open, onOpen, faults)));
    },
  };
}

function drawSidebar(
  desk: Desk,
  marks: ReadMarks,
  open: string,
  onOpen: (what: string) => void,
  faults: HTMLDetailsElement,
): readonly HTMLElement[] {
  const { state } = desk;
  const channels = [...state.channels.values()].sort(byRank);
  const entry = (channel: Channel): HTMLElement =>
    drawEntry(channel, marks.unread(state, channel.id), open, desk, onOpen);
  const direct = channels.filter((channel) => channel.kind === 'direct');
  const broken = channels.filter((channel) => channel.isFault);
  const rooms = channels.filter((channel) => channel.kind !== 'direct' && !channel.isFault);
  const summary = element('summary', { 'data-control': 'faults' }, 'Practise with faults');
  const items = broken.map((channel) => element('li', {}, entry(channel)));
  faults.replaceChildren(summary, element('ul', {}, ...items));
  faults.hidden = broken.length === 0;
  faults.open ||= broken.some(({ id }) => id === open);
  return [
    element(
      'header',
      { class: 'team' },
      element('span', { class: 'team-mark', 'aria-hidden': 'true' }, '#'),
      element('div', {}, element('strong', {}, state.team), element('div', { class: 'quiet' }, 'On this machine only')),
      drawThemeButton(),
    ),
    element(
      'div',
      { class: 'entries' },
      ...drawSection(
        'Apps',
        [...state.people.values()].filter(({ isBot }) => isBot).map((bot) => drawHome(bot, open, onOpen)),
      ),
      ...drawSection('Channels', rooms.map(entry)),
      ...drawSection('Direct messages', direct.map(entry)),
      ...drawSection('Practice', [
        ...(state.tour === undefined ? [] : [drawTool('tour', 'flag', 'Guided tour', onOpen)]),
        ...(state.bench.systems.length === 0 ? [] : [drawTool('bench', 'pulse', 'Control panel', onOpen)]),
      ]),
      faults,
    ),
    drawMe(state.me, [...state.people.values()]),
  ];
}

function drawSection(title: string, entries: readonly HTMLElement[]): readonly HTMLElement[] {
  if (entries.length === 0) return [];
  const items = entries.map((entry) => element('li', {}, entry));
  return [element('h2', {}, title), element('ul', {}, ...items)];
}

function drawEntry(
  channel: Channel,
  unread: number,
  open: string,
  desk: Desk,
  onOpen: (what: string) => void,
): HTMLElement {
  const note = channel.isArchived
    ? 'archived'
    : channel.isMember || channel.kind === 'direct'
      ? undefined
      : 'not joined';
  const classes = ['entry', unread > 0 ? 'unread' : '', note === undefined ? '' : 'faint'];
  const drawn = element(
    'button',
    {
      type: 'button',
      title: channel.name,
      class: classes.filter((name) => name !== '').join(' '),
      'data-channel': channel.id,
      'data-control': channel.id,
      'aria-current': channel.id === open ? 'page' : undefined,
    },
    drawSign(channel, desk),
    element('span', { class: 'name' }, channel.name),
    note === undefined ? undefined : element('span', { class: 'note' }, note),
    unread === 0
      ? undefined
      : element('span', { class: 'count', 'aria-label': `${String(unread)} unread` }, String(unread)),
  );
  drawn.addEventListener('click', () => onOpen(channel.id));
  return drawn;
}

function drawSign(channel: Channel, desk: Desk): HTMLElement {
  if (channel.kind !== 'direct')
    return element(
      'span',
      { class: 'sign', 'aria-hidden': 'true' },
      channel.kind === 'private' ? drawIcon('lock') : '#',
    );
  const person = [...desk.state.people.values()].find(
    ({ name, realName }) => name === channel.name || realName === channel.name,
  );
  return drawAvatar(person, channel.name);
}

function drawHome(bot: Person, open: string, onOpen: (what: string) => void): HTMLElement {
  const drawn = element(
    'button',
    {
      type: 'button',
      class: 'entry',
      'data-control': 'home',
      'data-home': bot.id,
      'aria-current': open === 'home' ? 'page' : undefined,
    },
    drawAvatar(bot, bot.realName),
    element('span', { class: 'name' }, `${bot.realName} home`),
  );
  drawn.addEventListener('click', () => onOpen('home'));
  return drawn;
}

function drawTool(what: string, icon: IconName, name: string, onOpen: (what: string) => void): HTMLElement {
  const drawn = element(
    'button',
    { type: 'button', class: 'entry', 'data-control': what },
    element('span', { class: 'sign', 'aria-hidden': 'true' }, drawIcon(icon)),
    element('span', { class: 'name' }, name),
  );
  drawn.addEventListener('click', () => onOpen(what));
  return drawn;
}

function drawMe(me: string, people: readonly Person[]): HTMLElement {
  const myself = people.find(({ id }) => id === me);
  const options = people
    .filter(({ isBot }) => !isBot)
    .map((person) => element('option', { value: person.id, selected: person.id === me }, optionText(person, me)));
  const select = element('select', { id: 'acting-as', 'data-control': 'acting-as' }, ...options);
  select.addEventListener('change', () =>
    location.assign(`?person=${encodeURIComponent(select.value)}${location.hash}`),
  );
  return element(
    'footer',
    { class: 'me' },
    drawAvatar(myself, myself?.realName ?? me),
    element(
      'div',
      { class: 'who' },
      element('label', { for: 'acting-as' }, 'Acting as'),
      element('span', { class: 'role' }, myself?.role),
      select,
    ),
    element(
      'a',
      {
        href: '/',
        target: '_blank',
        title: 'Open a second window as somebody else',
        'aria-label': 'Open a second window as somebody else',
      },
      drawIcon('windows'),
    ),
  );
}

const themeIcons = { system: 'contrast', light: 'sun', dark: 'moon' } as const;
const themeWords = { system: 'as the system has it', light: 'light', dark: 'dark' } as const;

function drawThemeButton(): HTMLElement {
  const button = element('button', { type: 'button', class: 'icon', 'data-control': 'theme' });
  const show = (theme: keyof typeof themeIcons): void => {
    const words = `Colours: ${themeWords[theme]}`;
    button.setAttribute('aria-label', words);
    button.title = words;
    button.replaceChildren(drawIcon(themeIcons[theme]));
  };
  show(chosenTheme());
  button.addEventListener('click', () => show(turnTheme()));
  return button;
}

/** The role of oneself stands above the menu already. */
function optionText(person: Person, me: string): string {
  return person.id === me ? person.realName : `${person.realName}, ${person.role}`;
}

/** Joined before not joined before archived, then by name. */
function byRank(a: Channel, b: Channel): number {
  const rank = ({ isArchived, isMember }: Channel): number => (isArchived ? 2 : isMember ? 0 : 1);
  return rank(a) - rank(b) || a.name.localeCompare(b.name);
}
