// Draws the blocks of one message or view in order. A block the page does not know is named and its plain text shown, never dropped.
import { element } from '../element.ts';
import type { Fields } from '../fields.ts';
import { fieldsOf, isFields, listOf, stringOf } from '../fields.ts';
import type { Block } from '../protocol.ts';
import { drawPlain } from '../text/draw-characters.ts';
import { drawMarkdown } from '../text/draw-markdown.ts';
import { drawMrkdwn, drawTextObject } from '../text/draw-text.ts';
import { drawControl } from './control.ts';
import { drawImage } from './image.ts';
import { drawInputBlock } from './input-block.ts';
import { drawRichText } from './rich-text.ts';
import type { Spot, Surroundings } from './spot.ts';
import { drawTable } from './table.ts';

export function drawBlocks(blocks: readonly Block[], around: Surroundings): HTMLElement {
  around.form.startDrawing();
  return element('div', { class: 'blocks' }, ...blocks.map((block, index) => drawBlock(block, index, around)));
}

function drawBlock(block: Block, index: number, around: Surroundings): HTMLElement {
  const blockId = stringOf(block, 'block_id') || `block-${String(index)}`;
  const spot: Spot = { around, blockId, isInput: false, dispatches: false };
  switch (block.type) {
    case 'section':
      return drawSection(block, spot);
    case 'header':
      return element('h3', { class: 'header' }, drawPlain(stringOf(fieldsOf(block, 'text'), 'text')));
    case 'divider':
      return element('hr');
    case 'context':
      return element(
        'div',
        { class: 'context' },
        ...listOf(block, 'elements').map((one) => drawContextElement(one, spot)),
      );
    case 'actions':
    case 'context_actions':
      return element(
        'div',
        { class: block.type === 'actions' ? 'actions' : 'actions small' },
        ...listOf(block, 'elements').map((control) => drawControl(control, spot)),
      );
    case 'input':
      return drawInputBlock(block, blockId, around);
    case 'image':
      return drawPicture(block);
    case 'rich_text':
      return drawRichText(block, around.directory);
    case 'markdown':
      return drawMarkdown(stringOf(block, 'text'));
    case 'table':
      return drawTable(block, around.directory);
    default:
      return drawUnknown(block, around);
  }
}

function drawSection(block: Fields, spot: Spot): HTMLElement {
  const { directory } = spot.around;
  const words = element('div', { class: 'words' });
  if (isFields(block['text']))
    words.append(element('div', { class: 'text' }, drawTextObject(block['text'], directory)));
  const fields = listOf(block, 'fields');
  if (fields.length > 0) {
    const drawn = fields.map((field) => element('div', { class: 'text' }, drawTextObject(field, directory)));
    words.append(element('div', { class: 'fields' }, ...drawn));
  }
  const accessory = isFields(block['accessory'])
    ? element('div', { class: 'accessory' }, drawControl(block['accessory'], spot))
    : undefined;
  return element('div', { class: 'section' }, words, accessory);
}

function drawContextElement(one: Fields, spot: Spot): HTMLElement {
  if (stringOf(one, 'type') === 'image') return drawImage(one);
  return element('span', { class: 'text' }, drawTextObject(one, spot.around.directory));
}

function drawPicture(block: Fields): HTMLElement {
  const title = stringOf(fieldsOf(block, 'title'), 'text');
  return element(
    'figure',
    {},
    title === '' ? undefined : element('figcaption', {}, drawPlain(title)),
    drawImage(block),
  );
}

function drawUnknown(block: Block, around: Surroundings): HTMLElement {
  const fallback =
    around.fallback === ''
      ? undefined
      : element('div', { class: 'text' }, drawMrkdwn(around.fallback, around.directory));
  return element(
    'div',
    { class: 'unknown' },
    `This page cannot draw a “${block.type}” block. Its message in plain text:`,
    fallback,
  );
}
