// An input with its label, hint and the place where an error appears.
import { element } from '../element.ts';
import type { Fields } from '../fields.ts';
import { fieldsOf, stringOf } from '../fields.ts';
import { plainWithEmoji } from '../text/mrkdwn.ts';
import { drawControl } from './control.ts';
import type { Surroundings } from './spot.ts';

let inputs = 0;

export function drawInputBlock(block: Fields, blockId: string, around: Surroundings): HTMLElement {
  inputs += 1;
  const hintId = `hint-${String(inputs)}`;
  const errorId = `error-${String(inputs)}`;
  const label = plainWithEmoji(stringOf(fieldsOf(block, 'label'), 'text'));
  const isOptional = block['optional'] === true;
  const hint = plainWithEmoji(stringOf(fieldsOf(block, 'hint'), 'text'));
  const control = drawControl(fieldsOf(block, 'element'), {
    around,
    blockId,
    isInput: true,
    dispatches: block['dispatch_action'] === true,
    label,
    describedBy: hint === '' ? errorId : `${hintId} ${errorId}`,
  });
  return element(
    'div',
    { class: 'input-block', 'data-block-id': blockId },
    element(
      'div',
      { class: 'label' },
      label,
      isOptional ? element('span', { class: 'quiet' }, ' optional') : undefined,
    ),
    control,
    hint === '' ? undefined : element('div', { class: 'hint-text', id: hintId }, hint),
    element('div', { class: 'error', id: errorId, role: 'alert' }),
  );
}

/** Writes the messages under the inputs (and clears the others); true when the focus went to one of them. */
export function showInputErrors(root: HTMLElement, errors: Readonly<Record<string, string>>): boolean {
  let first: HTMLElement | undefined;
  for (const block of root.querySelectorAll<HTMLElement>('.input-block')) {
    const error = errors[block.dataset['blockId'] ?? ''] ?? '';
    const place = block.querySelector('.error');
    if (place !== null) place.textContent = error;
    block.classList.toggle('invalid', error !== '');
    const control = block.querySelector<HTMLElement>('input, textarea, select');
    control?.setAttribute('aria-invalid', String(error !== ''));
    if (error !== '' && first === undefined) first = control ?? undefined;
  }
  first?.focus();
  return first !== undefined;
}
