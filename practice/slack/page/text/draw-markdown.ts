// Draws standard Markdown (Slack's `markdown` block) as DOM nodes; embedded HTML is shown as the text it is.
import type { Nodes, Parents, Table } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { element } from '../element.ts';
import { drawPlain } from './draw-characters.ts';
import { drawLink } from './draw-text.ts';

const reader = unified().use(remarkParse).use(remarkGfm);

export function drawMarkdown(source: string): HTMLElement {
  return element('div', { class: 'markdown' }, ...drawChildren(reader.parse(source)));
}

function drawChildren(parent: Parents): readonly (Node | string)[] {
  return parent.children.map((child) => draw(child));
}

function draw(node: Nodes): Node | string {
  switch (node.type) {
    case 'text':
      return drawPlain(node.value);
    case 'paragraph':
      return element('p', {}, ...drawChildren(node));
    case 'heading':
      return element('h4', { class: `level-${String(node.depth)}` }, ...drawChildren(node));
    case 'strong':
      return element('strong', {}, ...drawChildren(node));
    case 'emphasis':
      return element('em', {}, ...drawChildren(node));
    case 'delete':
      return element('s', {}, ...drawChildren(node));
    case 'inlineCode':
      return element('code', {}, node.value);
    case 'code':
      return element('pre', {}, element('code', {}, node.value));
    case 'blockquote':
      return element('blockquote', {}, ...drawChildren(node));
    case 'list':
      return element(node.ordered === true ? 'ol' : 'ul', { start: node.start ?? undefined }, ...drawChildren(node));
    case 'listItem':
      return drawListItem(typeof node.checked === 'boolean' ? node.checked : undefined, drawChildren(node));
    case 'link':
      return drawLink(node.url, ...drawChildren(node));
    case 'image':
      return element('span', { class: 'quiet' }, node.alt ?? 'image');
    case 'thematicBreak':
      return element('hr');
    case 'break':
      return element('br');
    case 'table':
      return drawTable(node);
    case 'html':
      return node.value;
    case 'root':
    case 'tableRow':
    case 'tableCell':
    case 'linkReference':
    case 'footnoteDefinition':
      return element('span', {}, ...drawChildren(node));
    case 'imageReference':
      return element('span', { class: 'quiet' }, node.alt ?? 'image');
    case 'footnoteReference':
      return `[${node.identifier}]`;
    case 'definition':
    case 'yaml':
      return '';
  }
  return node;
}

function drawListItem(checked: boolean | undefined, children: readonly (Node | string)[]): HTMLElement {
  if (checked === undefined) return element('li', {}, ...children);
  return element('li', { class: 'task' }, element('span', { 'aria-hidden': 'true' }, checked ? '☑' : '☐'), ...children);
}

function drawTable(table: Table): HTMLElement {
  const rows = table.children.map((row, index) =>
    element('tr', {}, ...row.children.map((cell) => element(index === 0 ? 'th' : 'td', {}, ...drawChildren(cell)))),
  );
  return element('div', { class: 'table-frame' }, element('table', {}, ...rows));
}
