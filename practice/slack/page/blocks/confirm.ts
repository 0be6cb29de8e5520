// Asks the question that an app attached to a button. Esc and the second button both mean no.
import type { Directory } from '../directory.ts';
import { element } from '../element.ts';
import type { Fields } from '../fields.ts';
import { fieldsOf, stringOf } from '../fields.ts';
import { drawTextObject } from '../text/draw-text.ts';

/** Resolves to true only when the person pressed the confirming button. */
export function askConfirm(confirm: Fields, directory: Directory): Promise<boolean> {
  const yes = element(
    'button',
    { type: 'button', class: stringOf(confirm, 'style') === 'danger' ? 'button danger' : 'button primary' },
    stringOf(fieldsOf(confirm, 'confirm'), 'text') || 'Yes',
  );
  const no = element(
    'button',
    { type: 'button', class: 'button' },
    stringOf(fieldsOf(confirm, 'deny'), 'text') || 'Cancel',
  );
  const title = stringOf(fieldsOf(confirm, 'title'), 'text') || 'Are you sure?';
  const dialog = element(
    'dialog',
    { class: 'confirm', 'aria-label': title },
    element('h2', {}, title),
    element('div', { class: 'text' }, drawTextObject(fieldsOf(confirm, 'text'), directory)),
    element('div', { class: 'dialog-buttons' }, no, yes),
  );
  return new Promise((resolve) => {
    yes.addEventListener('click', () => dialog.close('yes'));
    no.addEventListener('click', () => dialog.close('no'));
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
    document.body.append(dialog);
    dialog.showModal();
    no.focus();
  });
}
