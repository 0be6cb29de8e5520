// Inputs one types into: text, numbers, addresses, dates and times.
import { element } from '../element.ts';
import type { Fields } from '../fields.ts';
import { fieldsOf, numberOf, stringOf } from '../fields.ts';
import { plainWithEmoji } from '../text/mrkdwn.ts';
import type { Spot } from './spot.ts';
import { choose, controlAttributes, keepValue, startValue } from './spot.ts';

const textKinds = new Map([
  ['plain_text_input', 'text'],
  ['number_input', 'text'],
  ['email_text_input', 'email'],
  ['url_text_input', 'url'],
]);

const momentKinds = new Map([
  ['datepicker', { input: 'date', field: 'selected_date', initial: 'initial_date', label: 'Date' }],
  ['timepicker', { input: 'time', field: 'selected_time', initial: 'initial_time', label: 'Time' }],
]);

export function isTypedInput(type: string): boolean {
  return textKinds.has(type) || momentKinds.has(type) || type === 'datetimepicker';
}

export function drawTypedInput(control: Fields, spot: Spot): HTMLElement {
  const type = stringOf(control, 'type');
  const moment = momentKinds.get(type);
  if (moment !== undefined) return drawMoment(control, spot, moment);
  return type === 'datetimepicker' ? drawDateTime(control, spot) : drawText(control, spot);
}

function drawText(control: Fields, spot: Spot): HTMLElement {
  const type = stringOf(control, 'type');
  const isMultiline = control['multiline'] === true;
  const start = startValue(spot, control, { value: stringOf(control, 'initial_value') || null });
  const attributes = {
    ...controlAttributes(spot, control),
    placeholder: plainWithEmoji(stringOf(fieldsOf(control, 'placeholder'), 'text')) || undefined,
    autofocus: control['focus_on_load'] === true,
    autocomplete: 'off',
  };
  const drawn = isMultiline
    ? element('textarea', { class: 'field', rows: 4, ...attributes })
    : element('input', {
        class: 'field',
        type: textKinds.get(type) ?? 'text',
        inputmode: type === 'number_input' ? 'decimal' : undefined,
        ...attributes,
      });
  drawn.value = stringOf(start, 'value');
  const value = (): Fields => ({ value: drawn.value === '' ? null : drawn.value });
  drawn.addEventListener('input', () => keepValue(spot, control, value()));
  drawn.addEventListener('keydown', (event) => {
    if (!(event instanceof KeyboardEvent) || event.key !== 'Enter' || isMultiline || !spot.dispatches) return;
    event.preventDefault();
    void choose(spot, control, drawn, value());
  });
  return withCount(drawn, numberOf(control, 'max_length'));
}

/** From four fifths of the limit on, how many characters are left. */
function withCount(drawn: HTMLInputElement | HTMLTextAreaElement, most: number | undefined): HTMLElement {
  if (most === undefined) return drawn;
  const left = element('span', { class: 'characters', 'aria-live': 'polite' });
  const show = (): void => {
    const length = Array.from(drawn.value).length;
    left.textContent = length < most * 0.8 ? '' : `${String(most - length)} characters left`;
    left.classList.toggle('over', length > most);
  };
  drawn.addEventListener('input', show);
  show();
  return element('div', { class: 'counted' }, drawn, left);
}

function drawMoment(
  control: Fields,
  spot: Spot,
  kind: { readonly input: string; readonly field: string; readonly initial: string; readonly label: string },
): HTMLElement {
  const start = startValue(spot, control, { [kind.field]: stringOf(control, kind.initial) || null });
  const label = spot.label ?? (stringOf(fieldsOf(control, 'placeholder'), 'text') || kind.label);
  const drawn = element('input', {
    class: 'field moment',
    type: kind.input,
    ...controlAttributes(spot, control),
    'aria-label': label,
  });
  drawn.value = stringOf(start, kind.field);
  drawn.addEventListener('change', () => {
    void choose(spot, control, drawn, { [kind.field]: drawn.value === '' ? null : drawn.value });
  });
  return drawn;
}

/** Slack holds this one as seconds; the browser's field is in the reader's zone. */
function drawDateTime(control: Fields, spot: Spot): HTMLElement {
  const start = startValue(spot, control, { selected_date_time: numberOf(control, 'initial_date_time') ?? null });
  const seconds = numberOf(start, 'selected_date_time');
  const drawn = element('input', {
    class: 'field moment',
    type: 'datetime-local',
    ...controlAttributes(spot, control),
    'aria-label': spot.label ?? 'Date and time',
  });
  if (seconds !== undefined) {
    const local = new Date(seconds * 1000 - new Date(seconds * 1000).getTimezoneOffset() * 60_000);
    drawn.value = local.toISOString().slice(0, 16);
  }
  drawn.addEventListener('change', () => {
    const at = drawn.value === '' ? null : Math.round(new Date(drawn.value).getTime() / 1000);
    void choose(spot, control, drawn, { selected_date_time: at });
  });
  return drawn;
}
