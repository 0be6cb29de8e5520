// Draws parsed text as DOM nodes. Only http, https and mailto addresses, and the page's own files, become links.
import type { Directory } from '../directory.ts';
import { element } from '../element.ts';
import type { Fields } from '../fields.ts';
import { stringOf } from '../fields.ts';
import { drawCharacters, drawPlain } from './draw-characters.ts';
import type { Inline, Part } from './mrkdwn.ts';
import { parseMrkdwn } from './mrkdwn.ts';
import { formatSlackDate } from './slack-date.ts';

/** A text object (`mrkdwn` or `plain_text`) as Block Kit has it. */
export function drawTextObject(text: Fields, directory: Directory): Node {
  const source = stringOf(text, 'text');
  if (stringOf(text, 'type') === 'mrkdwn') return drawMrkdwn(source, directory);
  return drawPlain(source);
}

/** Slack's message markup as nodes; line breaks stay characters, the style sheet keeps them. */
export function drawMrkdwn(source: string, directory: Directory): DocumentFragment {
  const drawn = document.createDocumentFragment();
  for (const part of parseMrkdwn(source)) drawn.append(drawPart(part, directory));
  return drawn;
}

/** A link when the address is one that may be followed, else its label as plain text. */
export function drawLink(url: string, ...label: readonly (Node | string)[]): HTMLElement {
  const isSafe = /^(?:https?:|mailto:)/i.test(url) || (url.startsWith('/') && !url.startsWith('//'));
  if (!isSafe) return element('span', {}, ...label);
  return element('a', { href: url, target: '_blank', rel: 'noreferrer noopener' }, ...label);
}

/** `@name` of a person; one's own name stands out. */
export function drawPerson(id: string, label: string, directory: Directory): HTMLElement {
  const name = directory.people.get(id)?.name ?? (label === '' ? id : label);
  return element('span', { class: id === directory.me ? 'mention mine' : 'mention' }, `@${name.replace(/^@/, '')}`);
}

export function drawGroup(id: string, label: string, directory: Directory): HTMLElement {
  const handle = directory.groups.get(id) ?? (label === '' ? id : label);
  return element('span', { class: 'mention' }, `@${handle.replace(/^@/, '')}`);
}

/** `#name`, which opens the channel when this person can see it. */
export function drawChannel(id: string, label: string, directory: Directory): HTMLElement {
  const channel = directory.channels.get(id);
  if (channel !== undefined) return element('a', { class: 'mention', href: `#${id}` }, `#${channel.name}`);
  return element('span', { class: 'mention' }, label === '' ? '#a private channel' : `#${label.replace(/^#/, '')}`);
}

/** A moment in the reader's zone, with the full date on hover; the fallback when it cannot be formatted. */
export function drawDate(seconds: number, format: string, url: string, fallback: string): HTMLElement {
  const text = formatSlackDate(seconds, format, { now: new Date() });
  if (text === undefined) return element('span', {}, fallback);
  const at = new Date(seconds * 1000);
  const time = element('time', { datetime: at.toISOString(), title: at.toLocaleString() }, text);
  return url === '' ? time : drawLink(url, time);
}

function drawPart(part: Part, directory: Directory): HTMLElement {
  switch (part.kind) {
    case 'code-block':
      return element('pre', {}, element('code', {}, part.text));
    case 'quote':
      return element('blockquote', {}, ...drawInlines(part.children, directory));
    case 'paragraph':
      return element('p', {}, ...drawInlines(part.children, directory));
  }
  return part;
}

function drawInlines(inlines: readonly Inline[], directory: Directory): readonly (Node | string)[] {
  return inlines.map((inline) => drawInline(inline, directory));
}

function drawInline(inline: Inline, directory: Directory): Node | string {
  switch (inline.kind) {
    case 'text':
      return drawCharacters(inline.text);
    case 'bold':
      return element('strong', {}, ...drawInlines(inline.children, directory));
    case 'italic':
      return element('em', {}, ...drawInlines(inline.children, directory));
    case 'strike':
      return element('s', {}, ...drawInlines(inline.children, directory));
    case 'code':
      return element('code', {}, inline.text);
    case 'link':
      return drawLink(inline.url, inline.label);
    case 'user':
      return drawPerson(inline.id, inline.label, directory);
    case 'channel':
      return drawChannel(inline.id, inline.label, directory);
    case 'group':
      return drawGroup(inline.id, inline.label, directory);
    case 'broadcast':
      return element('span', { class: 'mention mine' }, `@${inline.name.replace(/\|.*/, '')}`);
    case 'date':
      return drawDate(inline.seconds, inline.format, inline.url, inline.fallback);
    case 'emoji':
      return drawCharacters(inline.character);
  }
  return inline;
}
