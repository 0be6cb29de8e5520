// Draws text in which some emoji become pictures. The character itself stays in the text, for reading aloud, copying and tests.
import { element } from '../element.ts';
import { drawPaths } from '../icon.ts';
import { plainWithEmoji } from './mrkdwn.ts';
import { pictured, pictureOf } from './pictures.ts';

export function drawCharacters(text: string): DocumentFragment {
  const drawn = document.createDocumentFragment();
  let end = 0;
  for (const match of text.matchAll(pictured)) {
    drawn.append(text.slice(end, match.index), drawPictured(match[0]));
    end = match.index + match[0].length;
  }
  drawn.append(text.slice(end));
  return drawn;
}

/** Slack's plain text: `:names:` and entities, no other markup. */
export function drawPlain(source: string): DocumentFragment {
  return drawCharacters(plainWithEmoji(source));
}

function drawPictured(character: string): HTMLElement {
  const picture = pictureOf(character);
  if (picture === undefined) return element('span', {}, character);
  return element(
    'span',
    { class: 'emoji' },
    drawPaths('0 0 20 20', 'picture', picture),
    element('span', { class: 'hidden-text' }, character),
  );
}
