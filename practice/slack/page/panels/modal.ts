// The stack of forms an app has opened, topmost shown. The browser's own dialog keeps the focus inside and gives it back.
import { checkForm } from '../blocks/check-form.ts';
import { drawBlocks } from '../blocks/draw-blocks.ts';
import { showInputErrors } from '../blocks/input-block.ts';
import type { Desk } from '../desk.ts';
import { element } from '../element.ts';
import { drawIcon } from '../icon.ts';
import type { View } from '../protocol.ts';
import { plainWithEmoji } from '../text/mrkdwn.ts';
import { keepFocus } from './keep-focus.ts';
import { surroundingsOf } from './view.ts';

export interface Modals {
  show(views: readonly View[]): void;
  showErrors(viewId: string, errors: Readonly<Record<string, string>>): void;
  /** Slack's own words, for when a form could not be handed over. */
  showNotice(text: string): void;
}

export function createModals(desk: Desk): Modals {
  const dialog = element('dialog', { class: 'modal', 'aria-labelledby': 'modal-title' });
  document.body.append(dialog);
  let views: readonly View[] = [];

  const closeTop = (): void => {
    const top = views.at(-1);
    if (top === undefined) return;
    desk.send({ kind: 'close', viewId: top.id });
    show(views.slice(0, -1));
  };
  const show = (next: readonly View[]): void => {
    const before = views.at(-1);
    views = next;
    const top = views.at(-1);
    if (top === undefined) {
      dialog.replaceChildren();
      dialog.close();
      return;
    }
    keepFocus(dialog, () => dialog.replaceChildren(drawModal(top, views.length, desk, closeTop)));
    if (!dialog.open) dialog.showModal();
    if (before?.id !== top.id) focusFirst(dialog);
  };

  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    closeTop();
  });
  // A browser may close a dialog on the second Esc without asking: then the server has to hear of it all the same.
  dialog.addEventListener('close', () => {
    if (!dialog.open) closeTop();
  });
  return {
    show,
    showErrors(viewId, errors) {
      if (views.at(-1)?.id !== viewId) return;
      if (!showInputErrors(dialog, errors)) showProblem(dialog, Object.values(errors).join(' '));
    },
    showNotice: (text) => showProblem(dialog, text),
  };
}

function drawModal(view: View, depth: number, desk: Desk, close: () => void): HTMLElement {
  const cross = element(
    'button',
    { type: 'button', class: 'icon', 'aria-label': depth > 1 ? 'Back' : 'Close' },
    drawIcon(depth > 1 ? 'back' : 'close'),
  );
  cross.addEventListener('click', close);
  const cancel = element('button', { type: 'button', class: 'button' }, view.close ?? 'Cancel');
  cancel.addEventListener('click', close);
  const submit =
    view.submit === undefined ? undefined : element('button', { type: 'submit', class: 'button primary' }, view.submit);
  const body = element('div', { class: 'modal-body' }, drawBlocks(view.blocks, surroundingsOf(view, desk)));
  const form = element(
    'form',
    { 'data-view-id': view.id, novalidate: true },
    element('header', {}, element('h2', { id: 'modal-title' }, plainWithEmoji(view.title)), cross),
    body,
    element('div', { class: 'problem', role: 'alert' }),
    element('footer', { class: 'dialog-buttons' }, cancel, submit),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (submit === undefined || submit.getAttribute('aria-busy') === 'true') return;
    const values = desk.formFor(view.id).values();
    const errors = checkForm(view.blocks, values);
    showInputErrors(body, errors);
    showProblem(form, '');
    if (Object.keys(errors).length > 0) return;
    if (desk.send({ kind: 'submit', viewId: view.id, state: values })) desk.hold(submit);
    else showProblem(form, 'Not sent: the server is away. Try again when it is back.');
  });
  return form;
}

function showProblem(root: HTMLElement, text: string): void {
  const place = root.querySelector('.problem');
  if (place !== null) place.textContent = text;
}

function focusFirst(dialog: HTMLDialogElement): void {
  const first =
    dialog.querySelector<HTMLElement>('[autofocus]') ??
    dialog.querySelector<HTMLElement>('.modal-body :is(input, textarea, select)') ??
    dialog.querySelector<HTMLElement>('footer button:last-child');
  first?.focus();
}
