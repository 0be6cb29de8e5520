// Check boxes and radio buttons, each option with its description.
import { element } from '../element.ts';
import type { Fields } from '../fields.ts';
import { fieldsOf, isFields, listOf, stringOf } from '../fields.ts';
import { drawTextObject } from '../text/draw-text.ts';
import type { Spot } from './spot.ts';
import { choose, controlAttributes, startValue } from './spot.ts';

let groups = 0;

export function drawChoices(control: Fields, spot: Spot): HTMLElement {
  const isRadio = stringOf(control, 'type') === 'radio_buttons';
  const held = new Set(isRadio ? startRadio(control, spot) : startBoxes(control, spot));
  const options = listOf(control, 'options');
  const drawn = element('div', {
    class: 'choices',
    role: isRadio ? 'radiogroup' : 'group',
    ...controlAttributes(spot, control),
  });
  groups += 1;
  for (const option of options) {
    const value = stringOf(option, 'value');
    const box = element('input', {
      type: isRadio ? 'radio' : 'checkbox',
      name: `choices-${String(groups)}`,
      checked: held.has(value),
    });
    box.addEventListener('change', () => {
      if (isRadio) held.clear();
      if (box.checked) held.add(value);
      else held.delete(value);
      const chosen = options.filter((one) => held.has(stringOf(one, 'value')));
      void choose(
        spot,
        control,
        drawn,
        isRadio ? { selected_option: chosen[0] ?? null } : { selected_options: chosen },
      );
    });
    drawn.append(drawOption(option, box, spot));
  }
  return drawn;
}

function drawOption(option: Fields, box: HTMLInputElement, spot: Spot): HTMLElement {
  const { directory } = spot.around;
  const description = isFields(option['description'])
    ? element('span', { class: 'description' }, drawTextObject(fieldsOf(option, 'description'), directory))
    : undefined;
  const text = drawTextObject(fieldsOf(option, 'text'), directory);
  return element('label', { class: 'choice' }, box, element('span', { class: 'text' }, text, description));
}

function startRadio(control: Fields, spot: Spot): readonly string[] {
  const start = startValue(spot, control, { selected_option: control['initial_option'] ?? null });
  return isFields(start['selected_option']) ? [stringOf(start['selected_option'], 'value')] : [];
}

function startBoxes(control: Fields, spot: Spot): readonly string[] {
  const start = startValue(spot, control, { selected_options: listOf(control, 'initial_options') });
  return listOf(start, 'selected_options').map((option) => stringOf(option, 'value'));
}
