// Pictures from this server or inside the message; the page never fetches from elsewhere, there the description stands in.
import { element } from '../element.ts';
import type { Fields } from '../fields.ts';
import { stringOf } from '../fields.ts';
import { drawIcon } from '../icon.ts';

export function drawImage(image: Fields): HTMLElement {
  const url = stringOf(image, 'image_url');
  const description = stringOf(image, 'alt_text') || 'picture';
  const isOurs =
    url.startsWith('data:image/') ||
    (URL.canParse(url, location.href) && new URL(url, location.href).origin === location.origin);
  if (url === '' || !isOurs)
    return element('span', { class: 'no-image', title: url }, drawIcon('picture'), ` ${description}`);
  return element('img', { src: url, alt: description, loading: 'lazy' });
}
