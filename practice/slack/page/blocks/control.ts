// Draws one interactive element by its type; one the page does not know becomes a note.
import { element } from '../element.ts';
import type { Fields } from '../fields.ts';
import { listOf, stringOf } from '../fields.ts';
import { drawButton, drawFeedback, drawIconButton, drawOverflow } from './button.ts';
import { drawChoices } from './choices.ts';
import { drawImage } from './image.ts';
import { drawSelect, isSelect } from './select.ts';
import type { Spot } from './spot.ts';
import { drawTypedInput, isTypedInput } from './typed-input.ts';

export function drawControl(control: Fields, spot: Spot): HTMLElement {
  const type = stringOf(control, 'type');
  if (isSelect(type)) return drawSelect(control, spot);
  if (isTypedInput(type)) return drawTypedInput(control, spot);
  switch (type) {
    case 'button':
      return drawButton(control, spot);
    case 'overflow':
      return drawOverflow(control, spot, listOf(control, 'options'));
    case 'checkboxes':
    case 'radio_buttons':
      return drawChoices(control, spot);
    case 'feedback_buttons':
      return drawFeedback(control, spot);
    case 'icon_button':
      return drawIconButton(control, spot);
    case 'image':
      return drawImage(control);
    default:
      return element('span', { class: 'unknown' }, `This page cannot draw “${type}”.`);
  }
}
