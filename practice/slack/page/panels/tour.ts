// The guided tour, above the messages: what to do now, by whom and where. It goes on by itself when that is done, and can be put away.
import type { Desk } from '../desk.ts';
import { element } from '../element.ts';
import { drawIcon } from '../icon.ts';
import type { TourState } from '../protocol.ts';
import { drawMrkdwn } from '../text/draw-text.ts';
import { keepFocus } from './keep-focus.ts';

export interface Tour {
  readonly root: HTMLElement;
  /** `open` is the channel that is shown. */
  show(open: string): void;
  /** From the sidebar: it comes back, and gets the focus. */
  reopen(): void;
}

export interface TourActions {
  openChannel(channel: string): void;
  /** Puts the text where messages are written, and does not send it. */
  write(text: string): void;
  /** It was put away. */
  onClose(): void;
}

/** For this browser, like what is open in it. */
const closedKey = 'tour closed';

export function createTour(desk: Desk, actions: TourActions): Tour {
  const root = element('section', { class: 'tour', 'aria-label': 'Guided tour', tabindex: -1 });
  const list = { isOpen: false };
  const isClosed = (): boolean => localStorage.getItem(closedKey) !== null;
  let drawn = '';
  const close = (): void => {
    localStorage.setItem(closedKey, 'yes');
    root.hidden = true;
    actions.onClose();
  };
  root.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    close();
  });
  const show = (open: string): void => {
    const { tour, me } = desk.state;
    root.hidden = tour === undefined || isClosed();
    if (tour === undefined) return;
    // Nothing under the finger is replaced by the same.
    const looks = JSON.stringify([tour, me, open, desk.state.channels.has(tour.now?.channel ?? '')]);
    if (looks === drawn) return;
    drawn = looks;
    keepFocus(root, () => root.replaceChildren(...drawTour(desk, tour, open, { ...actions, close }, list)));
  };
  return {
    root,
    show,
    reopen() {
      localStorage.removeItem(closedKey);
      root.hidden = desk.state.tour === undefined;
      root.focus();
    },
  };
}

interface All extends TourActions {
  close(): void;
}

function drawTour(
  desk: Desk,
  tour: TourState,
  open: string,
  actions: All,
  list: { isOpen: boolean },
): readonly HTMLElement[] {
  const at = tour.steps.findIndex(({ state }) => state === 'now');
  const step = tour.steps[at];
  const title = step === undefined ? 'The tour is over' : step.title;
  const count = step === undefined ? '' : `${String(at + 1)} of ${String(tour.steps.length)}`;
  const fold = element('details', { class: 'tour-steps' }, drawSummary(title, count), drawList(tour));
  fold.open = list.isOpen;
  fold.addEventListener('toggle', () => (list.isOpen = fold.open));
  const closing = element(
    'button',
    { type: 'button', class: 'icon', 'aria-label': 'Close the tour', 'data-control': 'tour-close' },
    drawIcon('close'),
  );
  closing.addEventListener('click', () => actions.close());
  return [
    element('header', {}, fold, closing),
    element(
      'div',
      { class: 'tour-now' },
      element('p', { role: 'status' }, drawMrkdwn(tour.now?.text ?? tour.end, desk.state)),
      element('div', { class: 'buttons' }, ...drawButtons(desk, tour, open, actions)),
    ),
  ];
}

function drawSummary(title: string, count: string): HTMLElement {
  return element(
    'summary',
    { 'data-control': 'tour-steps' },
    element('span', { class: 'tour-count' }, 'Tour', count === '' ? undefined : ` · ${count}`),
    element('strong', {}, title),
  );
}

const marks = { done: '✓', passed: '–', now: '→', later: '' } as const;
const spoken = { done: 'done', passed: 'left out', now: 'now', later: 'later' } as const;

function drawList({ steps }: TourState): HTMLElement {
  const items = steps.map(({ title, state }) =>
    element(
      'li',
      { class: state, 'aria-current': state === 'now' ? 'step' : undefined },
      element('span', { class: 'mark', role: 'img', 'aria-label': spoken[state] }, marks[state]),
      title,
    ),
  );
  return element('ol', {}, ...items);
}

function drawButtons(desk: Desk, { now }: TourState, open: string, actions: All): readonly HTMLElement[] {
  const { me, people, channels } = desk.state;
  if (now === undefined)
    return [drawButton('Begin again', 'tour-again', false, () => desk.send({ kind: 'tour-again' }))];
  const skip = drawButton('Skip', 'tour-skip', false, () => desk.send({ kind: 'tour-skip' }));
  const person = people.get(now.person);
  if (person !== undefined && person.id !== me) {
    const hash = now.channel === '' ? '' : `#${now.channel}`;
    const href = `?person=${encodeURIComponent(person.id)}${hash}`;
    const become = element(
      'a',
      { class: 'button primary', href, 'data-control': 'tour-become' },
      `Be ${person.realName}`,
    );
    return [become, skip];
  }
  const channel = channels.get(now.channel);
  if (channel !== undefined && channel.id !== open) {
    const name = `${channel.kind === 'direct' ? '' : '#'}${channel.name}`;
    return [drawButton(`Open ${name}`, 'tour-open', true, () => actions.openChannel(channel.id)), skip];
  }
  const { write } = now;
  if (write === undefined) return [skip];
  return [
    element('code', { class: 'tour-code' }, write),
    drawButton('Write it for me', 'tour-write', true, () => actions.write(write)),
    skip,
  ];
}

function drawButton(text: string, control: string, isPrimary: boolean, act: () => void): HTMLElement {
  const kind = isPrimary ? 'button primary' : 'button';
  const button = element('button', { type: 'button', class: kind, 'data-control': control }, text);
  button.addEventListener('click', act);
  return button;
}
