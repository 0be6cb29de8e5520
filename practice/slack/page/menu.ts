// A small menu under a button: arrow keys, Home, End, Esc; the focus returns to the button.
import { element } from './element.ts';

export interface MenuItem {
  readonly label: string;
  /** Drawn before the label; used once, so make it with the menu. */
  readonly mark?: Node;
  readonly description?: string;
  readonly run: () => void;
}

/** Opens at once; choosing or leaving closes it. */
export function openMenu(anchor: HTMLElement, label: string, items: readonly MenuItem[]): void {
  const menu = element('div', { class: 'menu', role: 'menu', 'aria-label': label });
  const close = (returnFocus: boolean): void => {
    if (!menu.isConnected) return;
    menu.remove();
    anchor.setAttribute('aria-expanded', 'false');
    document.removeEventListener('pointerdown', closeOutside, true);
    document.removeEventListener('scroll', closeOnScroll, true);
    if (returnFocus) anchor.focus();
  };
  const closeOutside = (event: Event): void => {
    if (event.target instanceof Node && !menu.contains(event.target)) close(false);
  };
  const closeOnScroll = (event: Event): void => {
    if (event.target instanceof Node && event.target.contains(anchor)) close(false);
  };
  const buttons = items.map((item) => drawItem(item, close));
  menu.append(...buttons);
  menu.addEventListener('keydown', (event) => moveFocus(event, buttons, close));
  anchor.setAttribute('aria-expanded', 'true');
  (anchor.closest('dialog') ?? document.body).append(menu);
  placeUnder(menu, anchor);
  document.addEventListener('pointerdown', closeOutside, true);
  document.addEventListener('scroll', closeOnScroll, true);
  buttons[0]?.focus();
}

function drawItem(item: MenuItem, close: (returnFocus: boolean) => void): HTMLButtonElement {
  const mark =
    item.mark === undefined ? undefined : element('span', { class: 'mark', 'aria-hidden': 'true' }, item.mark);
  const description =
    item.description === undefined ? undefined : element('span', { class: 'description' }, item.description);
  const words = element('span', { class: 'words' }, item.label, description);
  const button = element('button', { type: 'button', role: 'menuitem', tabindex: -1 }, mark, words);
  button.addEventListener('click', () => {
    close(true);
    item.run();
  });
  return button;
}

function moveFocus(event: KeyboardEvent, buttons: readonly HTMLElement[], close: (returnFocus: boolean) => void): void {
  const here = buttons.findIndex((button) => button === document.activeElement);
  const steps = new Map([
    ['ArrowDown', (here + 1) % buttons.length],
    ['ArrowUp', (here - 1 + buttons.length) % buttons.length],
    ['Home', 0],
    ['End', buttons.length - 1],
  ]);
  const next = steps.get(event.key);
  if (next !== undefined) buttons[next]?.focus();
  else if (event.key === 'Escape' || event.key === 'Tab') close(true);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function placeUnder(menu: HTMLElement, anchor: HTMLElement): void {
  const at = anchor.getBoundingClientRect();
  const size = menu.getBoundingClientRect();
  const left = Math.max(8, Math.min(at.left, window.innerWidth - size.width - 8));
  const below = at.bottom + 4;
  const top = below + size.height > window.innerHeight - 8 ? Math.max(8, at.top - size.height - 4) : below;
  menu.style.left = `${String(left)}px`;
  menu.style.top = `${String(top)}px`;
}
