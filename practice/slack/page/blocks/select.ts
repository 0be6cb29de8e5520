// Menus: one of many as a native list, several of many as check boxes. Options come from the app, or are people and channels.
import { element } from '../element.ts';
import type { Fields } from '../fields.ts';
import { fieldsOf, listOf, stringOf, stringsOf } from '../fields.ts';
import { plainWithEmoji } from '../text/mrkdwn.ts';
import type { Spot } from './spot.ts';
import { choose, controlAttributes, startValue } from './spot.ts';

interface Choice {
  readonly key: string;
  readonly label: string;
  readonly group: string;
  /** What Slack's state value holds for this choice: the whole option, or an id. */
  readonly value: unknown;
}

interface Source {
  readonly choices: readonly Choice[];
  /** Slack's name for the held value, e.g. `selected_user`. */
  readonly field: string;
  readonly initial: unknown;
}

/** True for the menu types this file draws. */
export function isSelect(type: string): boolean {
  return /^(?:multi_)?(?:static|users|conversations|channels)_select$/.test(type);
}

export function drawSelect(control: Fields, spot: Spot): HTMLElement {
  const isMulti = stringOf(control, 'type').startsWith('multi_');
  return isMulti ? drawMany(control, spot, sourceOf(control, spot)) : drawOne(control, spot, sourceOf(control, spot));
}

function drawOne(control: Fields, spot: Spot, source: Source): HTMLElement {
  const held = startValue(spot, control, { [source.field]: source.initial ?? null })[source.field];
  const placeholder = plainWithEmoji(stringOf(fieldsOf(control, 'placeholder'), 'text')) || 'Choose…';
  const drawn = element('select', {
    class: 'select',
    ...controlAttributes(spot, control),
    'aria-label': spot.label ?? placeholder,
  });
  drawn.append(element('option', { value: '' }, placeholder), ...drawOptions(source.choices));
  let before = keyOf(held);
  drawn.value = before;
  drawn.classList.toggle('empty', before === '');
  const change = async (value: unknown): Promise<void> => {
    if (await choose(spot, control, drawn, { [source.field]: value })) before = drawn.value;
    else drawn.value = before;
  };
  drawn.addEventListener('change', () => {
    const chosen = source.choices.find((choice) => choice.key === drawn.value);
    drawn.classList.toggle('empty', drawn.value === '');
    if (chosen === undefined && !spot.isInput) return;
    void change(chosen?.value ?? null);
  });
  return drawn;
}

function drawMany(control: Fields, spot: Spot, source: Source): HTMLElement {
  const start = startValue(spot, control, { [source.field]: source.initial ?? [] })[source.field];
  const held = new Set((Array.isArray(start) ? start : []).map(keyOf));
  const label = spot.label ?? (stringOf(fieldsOf(control, 'placeholder'), 'text') || 'Choose any');
  const drawn = element('div', {
    class: 'many',
    role: 'group',
    ...controlAttributes(spot, control),
    'aria-label': label,
  });
  for (const choice of source.choices) {
    const box = element('input', { type: 'checkbox', checked: held.has(choice.key) });
    box.addEventListener('change', () => {
      if (box.checked) held.add(choice.key);
      else held.delete(choice.key);
      const chosen = source.choices.filter((one) => held.has(one.key)).map((one) => one.value);
      void choose(spot, control, drawn, { [source.field]: chosen });
    });
    drawn.append(element('label', { class: 'choice' }, box, element('span', {}, choice.label)));
  }
  return drawn;
}

function drawOptions(choices: readonly Choice[]): readonly HTMLElement[] {
  const groups = new Map<string, Choice[]>();
  for (const choice of choices) groups.set(choice.group, [...(groups.get(choice.group) ?? []), choice]);
  return [...groups].flatMap(([group, members]) => {
    const options = members.map((choice) => element('option', { value: choice.key }, choice.label));
    return group === '' ? options : [element('optgroup', { label: group }, ...options)];
  });
}

function sourceOf(control: Fields, spot: Spot): Source {
  const type = stringOf(control, 'type').replace('multi_', '');
  const isMulti = stringOf(control, 'type').startsWith('multi_');
  if (type === 'static_select') {
    const initial = isMulti ? listOf(control, 'initial_options') : control['initial_option'];
    return { choices: optionChoices(control), field: isMulti ? 'selected_options' : 'selected_option', initial };
  }
  const noun = type === 'users_select' ? 'user' : type === 'channels_select' ? 'channel' : 'conversation';
  const initial = isMulti ? stringsOf(control, `initial_${noun}s`) : stringOf(control, `initial_${noun}`) || null;
  const choices = noun === 'user' ? peopleChoices(spot) : channelChoices(spot, noun === 'channel');
  return { choices, field: isMulti ? `selected_${noun}s` : `selected_${noun}`, initial };
}

function optionChoices(control: Fields): readonly Choice[] {
  const groups = listOf(control, 'option_groups');
  const read = (option: Fields, group: string): Choice => ({
    key: keyOf(option),
    label: plainWithEmoji(stringOf(fieldsOf(option, 'text'), 'text')),
    group,
    value: option,
  });
  if (groups.length === 0) return listOf(control, 'options').map((option) => read(option, ''));
  return groups.flatMap((group) =>
    listOf(group, 'options').map((option) => read(option, stringOf(fieldsOf(group, 'label'), 'text'))),
  );
}

function peopleChoices(spot: Spot): readonly Choice[] {
  const people = [...spot.around.directory.people.values()].filter((person) => !person.isBot);
  return people.map(({ id, realName, name }) => ({ key: id, label: `${realName} (@${name})`, group: '', value: id }));
}

function channelChoices(spot: Spot, publicOnly: boolean): readonly Choice[] {
  return [...spot.around.directory.channels.values()]
    .filter((channel) => !channel.isArchived && (!publicOnly || channel.kind === 'public'))
    .map(({ id, name, kind }) => ({ key: id, label: kind === 'direct' ? name : `#${name}`, group: '', value: id }));
}

/** An id stands for itself, an option for its value. */
function keyOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value !== null && 'value' in value && typeof value.value === 'string'
    ? value.value
    : '';
}
