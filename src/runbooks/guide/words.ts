// The words of a piece of a page as plain text: misread letters turned back, tags taken out, inline code as it is.

import type { Nodes } from 'mdast';
import { isTag } from './html.ts';
import { repairMojibake } from './mojibake.ts';

/** In one line. */
export function plainWords(node: Nodes): string {
  return collect(node).trim();
}

function collect(node: Nodes): string {
  if (node.type === 'text') return repairMojibake(node.value).replace(/\s+/g, ' ');
  if (node.type === 'inlineCode') return node.value;
  if (node.type === 'break') return ' ';
  if (node.type === 'html') return htmlWords(node.value);
  if (node.type === 'image') return repairMojibake(node.alt ?? '');
  return 'children' in node ? node.children.map(collect).join('') : '';
}

// CommonMark reads `<cluster>` as a tag; a reader has to fill it in.
function htmlWords(value: string): string {
  if (value.startsWith('<!--')) return '';
  const name = /^<\/?([A-Za-z][\w-]*)/.exec(value)?.[1];
  if (name === undefined || !isTag(name)) return value;
  return name.toLowerCase() === 'br' ? ' ' : '';
}

/** The inline code of a piece of a page, each as it is. Lists inside it are left out: their items speak for themselves. */
export function inlineCodes(node: Nodes): readonly string[] {
  if (node.type === 'inlineCode') return [node.value];
  return 'children' in node && node.type !== 'list' ? node.children.flatMap(inlineCodes) : [];
}
