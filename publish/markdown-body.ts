// Markdown as the body of a page: headings get the anchors that a git host gives them, and each link is handed out to be put right.

import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';

/** HTML inside the Markdown stays text. */
export function markdownBody(markdown: string, linkTo: (url: string) => string): string {
  const html = micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()] });
  const taken = new Map<string, number>();
  // Quotes in text are escaped, so only what micromark wrote itself is found here.
  return html
    .replaceAll(/<h([1-6])>([^]*?)<\/h\1>/g, (_, level: string, inner: string) => {
      const slug = anchorOf(inner);
      const before = taken.get(slug) ?? 0;
      taken.set(slug, before + 1);
      return `<h${level} id="${before === 0 ? slug : `${slug}-${before}`}">${inner}</h${level}>`;
    })
    .replaceAll(/ (href|src)="([^"]*)"/g, (_, name: string, url: string) => ` ${name}="${linkTo(url)}"`);
}

function anchorOf(inner: string): string {
  return inner
    .replaceAll(/<[^>]*>|&\w+;/g, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .trim()
    .replaceAll(' ', '-');
}
