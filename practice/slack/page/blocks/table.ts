// Draws a `table` block; the first row is its heading. Wide tables scroll inside their frame.
import type { Directory } from '../directory.ts';
import { element } from '../element.ts';
import type { Fields } from '../fields.ts';
import { isFields, listOf, numberOf, stringOf } from '../fields.ts';
import { drawRichText } from './rich-text.ts';

export function drawTable(block: Fields, directory: Directory): HTMLElement {
  const settings = listOf(block, 'column_settings');
  const lines = Array.isArray(block['rows']) ? block['rows'] : [];
  const rows = lines.map((line, index) => {
    const cells = Array.isArray(line) ? line.filter(isFields) : [];
    return element(
      'tr',
      {},
      ...cells.map((cell, column) => drawCell(cell, index === 0, settings[column] ?? {}, directory)),
    );
  });
  const table = element('table', {}, ...rows);
  return element('div', { class: 'table-frame', tabindex: 0, role: 'region', 'aria-label': 'Table' }, table);
}

function drawCell(cell: Fields, isHeading: boolean, settings: Fields, directory: Directory): HTMLElement {
  const content =
    stringOf(cell, 'type') === 'rich_text'
      ? drawRichText(cell, directory)
      : stringOf(cell, 'text') || String(numberOf(cell, 'value') ?? numberOf(cell, 'number') ?? '');
  const drawn = element(isHeading ? 'th' : 'td', { scope: isHeading ? 'col' : undefined }, content);
  const align = stringOf(settings, 'align');
  if (align === 'right' || align === 'center') drawn.style.textAlign = align;
  if (settings['is_wrapped'] === false) drawn.style.whiteSpace = 'nowrap';
  return drawn;
}
