// Draws a `rich_text` block: sections, lists, preformatted text and quotes, with the styles inside them.
import type { Directory } from '../directory.ts';
import { element } from '../element.ts';
import type { Fields } from '../fields.ts';
import { fieldsOf, listOf, numberOf, stringOf } from '../fields.ts';
import { drawCharacters } from '../text/draw-characters.ts';
import { drawChannel, drawDate, drawGroup, drawLink, drawPerson } from '../text/draw-text.ts';
import { emojiCharacter } from '../text/emoji.ts';

export function drawRichText(block: Fields, directory: Directory): HTMLElement {
  const parts = listOf(block, 'elements').map((part) => drawPart(part, directory));
  return element('div', { class: 'rich-text' }, ...parts);
}

function drawPart(part: Fields, directory: Directory): HTMLElement {
  const inside = (): readonly Node[] => listOf(part, 'elements').map((one) => drawInline(one, directory));
  switch (stringOf(part, 'type')) {
    case 'rich_text_list': {
      const indent = numberOf(part, 'indent') ?? 0;
      const items = listOf(part, 'elements').map((item) => element('li', {}, drawPart(item, directory)));
      const isOrdered = stringOf(part, 'style') === 'ordered';
      const start = (numberOf(part, 'offset') ?? 0) + 1;
      const list = isOrdered ? element('ol', { start }, ...items) : element('ul', {}, ...items);
      list.style.marginInlineStart = `${String(indent * 1.4)}em`;
      return list;
    }
    case 'rich_text_preformatted':
      return element('pre', {}, element('code', {}, ...inside()));
    case 'rich_text_quote':
      return element('blockquote', {}, ...inside());
    default:
      return element('p', {}, ...inside());
  }
}

function drawInline(inline: Fields, directory: Directory): Node {
  switch (stringOf(inline, 'type')) {
    case 'link': {
      const url = stringOf(inline, 'url');
      return styled(drawLink(url, stringOf(inline, 'text') || url), inline);
    }
    case 'emoji': {
      const name = stringOf(inline, 'name');
      return drawCharacters(emojiCharacter(name) ?? `:${name}:`);
    }
    case 'user':
      return drawPerson(stringOf(inline, 'user_id'), '', directory);
    case 'usergroup':
      return drawGroup(stringOf(inline, 'usergroup_id'), '', directory);
    case 'channel':
      return drawChannel(stringOf(inline, 'channel_id'), '', directory);
    case 'broadcast':
      return element('span', { class: 'mention mine' }, `@${stringOf(inline, 'range')}`);
    case 'color':
      return element('code', {}, stringOf(inline, 'value'));
    case 'date':
      return drawDate(
        numberOf(inline, 'timestamp') ?? Number.NaN,
        stringOf(inline, 'format'),
        stringOf(inline, 'url'),
        stringOf(inline, 'fallback'),
      );
    default:
      return styled(drawCharacters(stringOf(inline, 'text')), inline);
  }
}

function styled(node: Node, inline: Fields): Node {
  const style = fieldsOf(inline, 'style');
  let drawn = node;
  if (style['code'] === true) drawn = element('code', {}, drawn);
  if (style['bold'] === true) drawn = element('strong', {}, drawn);
  if (style['italic'] === true) drawn = element('em', {}, drawn);
  if (style['strike'] === true) drawn = element('s', {}, drawn);
  return drawn;
}
