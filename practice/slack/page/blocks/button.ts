// Buttons of every kind: plain, primary, danger, links, feedback pairs and icon buttons.
import { element } from '../element.ts';
import type { Fields } from '../fields.ts';
import { fieldsOf, stringOf } from '../fields.ts';
import { openMenu } from '../menu.ts';
import { drawPlain } from '../text/draw-characters.ts';
import { plainWithEmoji } from '../text/mrkdwn.ts';
import type { Spot } from './spot.ts';
import { controlAttributes, press } from './spot.ts';

export function drawButton(control: Fields, spot: Spot): HTMLElement {
  const style = stringOf(control, 'style');
  const drawn = element(
    'button',
    {
      type: 'button',
      class: style === 'primary' || style === 'danger' ? `button ${style}` : 'button',
      ...controlAttributes(spot, control),
      'aria-label': stringOf(control, 'accessibility_label') || undefined,
    },
    drawPlain(stringOf(fieldsOf(control, 'text'), 'text')),
  );
  drawn.addEventListener('click', () => {
    const url = stringOf(control, 'url');
    if (/^https?:/i.test(url)) window.open(url, '_blank', 'noopener,noreferrer');
    void press(spot, control, drawn, {});
  });
  return drawn;
}

/** The three dots: up to five choices, each sent as `selected_option`. */
export function drawOverflow(control: Fields, spot: Spot, options: readonly Fields[]): HTMLElement {
  const drawn = element(
    'button',
    {
      type: 'button',
      class: 'button overflow',
      'aria-haspopup': 'menu',
      'aria-expanded': 'false',
      ...controlAttributes(spot, control),
      'aria-label': spot.label ?? 'More choices',
    },
    '⋯',
  );
  const items = options.map((option) => ({
    label: plainWithEmoji(stringOf(fieldsOf(option, 'text'), 'text')),
    run: () => void press(spot, control, drawn, { selected_option: option }),
  }));
  drawn.addEventListener('click', () => openMenu(drawn, 'More choices', items));
  return drawn;
}

/** "Was this good?": two buttons under one action id, told apart by their value. */
export function drawFeedback(control: Fields, spot: Spot): HTMLElement {
  const buttons = ['positive_button', 'negative_button'].map((name) => {
    const half = fieldsOf(control, name);
    const drawn = drawButton({ ...half, action_id: stringOf(control, 'action_id') }, quiet(spot));
    drawn.addEventListener('click', () => void press(spot, control, drawn, { value: stringOf(half, 'value') }));
    return drawn;
  });
  return element('span', { class: 'feedback', role: 'group' }, ...buttons);
}

/** An icon button is drawn as its text. */
export function drawIconButton(control: Fields, spot: Spot): HTMLElement {
  const text = stringOf(fieldsOf(control, 'text'), 'text');
  return drawButton({ ...control, text: { type: 'plain_text', text } }, spot);
}

/** Draws without sending: the caller listens itself. */
function quiet(spot: Spot): Spot {
  return { ...spot, around: { ...spot.around, act: () => undefined } };
}
