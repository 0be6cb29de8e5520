// The page's frame: sidebar, main column with its head, and one side panel for a thread or the wire. On a phone the outer two are drawers.
import { element } from '../element.ts';
import { drawIcon } from '../icon.ts';

export interface Frame {
  /** Puts a title and content into the main column. */
  showMain(title: readonly HTMLElement[], content: HTMLElement): void;
  /** Opens the side panel; `onClose` runs when it closes or something else takes its place. */
  openSide(title: string, content: HTMLElement, onClose: () => void): void;
  closeSide(): void;
  closeDrawer(): void;
  /** A line about the connection; empty hides it. */
  say(text: string, isTrouble: boolean): void;
}

const wireTitle = 'On the wire';

/** `above` stands over the content of the main column, whatever that is. */
export function createFrame(sidebar: HTMLElement, above: HTMLElement, onWire: () => void): Frame {
  const parts = drawParts(sidebar, above);
  const { app, drawer, wire, side } = parts;
  document.body.replaceChildren(app);
  let afterClose: () => void = () => undefined;

  const closeDrawer = (): void => {
    app.classList.remove('drawer-open');
    drawer.setAttribute('aria-expanded', 'false');
  };
  const closeSide = (): void => {
    if (side.hidden) return;
    const hadFocus = side.contains(document.activeElement);
    side.hidden = true;
    wire.setAttribute('aria-pressed', 'false');
    afterClose();
    if (hadFocus) parts.main.querySelector<HTMLElement>('textarea')?.focus();
  };
  drawer.addEventListener('click', () => {
    app.classList.add('drawer-open');
    drawer.setAttribute('aria-expanded', 'true');
    sidebar.querySelector<HTMLElement>('[aria-current]')?.focus();
  });
  parts.shade.addEventListener('click', closeDrawer);
  parts.sideClose.addEventListener('click', closeSide);
  wire.addEventListener('click', () => (wire.getAttribute('aria-pressed') === 'true' ? closeSide() : onWire()));
  app.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    if (app.classList.contains('drawer-open')) {
      closeDrawer();
      drawer.focus();
    } else if (side.contains(document.activeElement)) closeSide();
  });

  return {
    closeSide,
    closeDrawer,
    showMain(head, shown) {
      parts.title.replaceChildren(...head);
      if (shown.parentElement !== parts.content) parts.content.replaceChildren(shown);
    },
    openSide(text, shown, onClose) {
      if (!side.hidden && shown.parentElement !== parts.sideContent) afterClose();
      if (shown.parentElement !== parts.sideContent) parts.sideContent.replaceChildren(shown);
      afterClose = onClose;
      parts.sideTitle.textContent = text;
      side.setAttribute('aria-label', text);
      side.hidden = false;
      wire.setAttribute('aria-pressed', String(text === wireTitle));
    },
    say(text, isTrouble) {
      parts.banner.hidden = text === '';
      parts.banner.textContent = text;
      parts.banner.classList.toggle('trouble', isTrouble);
    },
  };
}

function drawParts(sidebar: HTMLElement, above: HTMLElement) {
  const drawer = element(
    'button',
    {
      type: 'button',
      class: 'icon drawer-button',
      'aria-label': 'Conversations',
      'aria-controls': 'sidebar',
      'aria-expanded': 'false',
    },
    drawIcon('menu'),
  );
  const title = element('div', { class: 'title' });
  const wire = element('button', { type: 'button', class: 'button wire-button', 'aria-pressed': 'false' }, wireTitle);
  const banner = element('div', { class: 'banner', role: 'status', hidden: true });
  const content = element('div', { class: 'content-place' });
  const top = element('header', { class: 'top' }, drawer, title, wire);
  const main = element('main', { class: 'main' }, top, banner, above, content);
  const sideTitle = element('h2');
  const sideClose = element(
    'button',
    { type: 'button', class: 'icon', 'aria-label': 'Close panel' },
    drawIcon('close'),
  );
  const sideContent = element('div', { class: 'content-place' });
  const sideTop = element('header', { class: 'top' }, sideTitle, sideClose);
  const side = element('aside', { class: 'side', hidden: true }, sideTop, sideContent);
  const shade = element('div', { class: 'shade' });
  const app = element('div', { class: 'app' }, sidebar, shade, main, side);
  return { app, drawer, title, wire, banner, content, main, sideTitle, sideClose, sideContent, side, shade };
}
