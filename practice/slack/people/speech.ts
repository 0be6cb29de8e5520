// What a person types, in the form in which Slack hands it to apps: `&`, `<`, `>` escaped, names turned into ids.

import type { World } from '../world.ts';
import { findConversation, findPerson } from '../workspace.ts';

export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function unescapeText(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** Turns `@maria`, `@ace-oncall`, `@here`, `#general` and addresses into Slack's forms. Expects escaped text. */
export function linkNames(world: World, escaped: string, form: 'message' | 'command'): string {
  const linked = escaped.replace(
    /(^|[\s(,=])([@#])([\p{L}\p{N}._-]+)/gu,
    (whole, before: string, sign: string, name: string) => {
      const link = sign === '@' ? personLink(world, name, form) : channelLink(world, name);
      return link === undefined ? whole : `${before}${link}`;
    },
  );
  return form === 'message' ? linked.replace(/(^|\s)(https?:\/\/[^\s<>]+)/g, '$1<$2>') : linked;
}

function personLink(world: World, name: string, form: 'message' | 'command'): string | undefined {
  const person = findPerson(world.workspace, name);
  if (person !== undefined) return form === 'command' ? `<@${person.id}|${person.name}>` : `<@${person.id}>`;
  const group = [...world.workspace.groups.values()].find((each) => each.handle === name);
  if (group !== undefined) return form === 'command' ? `<!subteam^${group.id}|@${name}>` : `<!subteam^${group.id}>`;
  return ['here', 'channel', 'everyone'].includes(name) ? `<!${name}>` : undefined;
}

function channelLink(world: World, name: string): string | undefined {
  const conversation = findConversation(world.workspace, name);
  return conversation === undefined || conversation.kind === 'direct'
    ? undefined
    : `<#${conversation.id}|${conversation.name}>`;
}

/** Slack's forms as a reader sees them: names for ids, labels for links, the fallback for dates. */
export function readableText(world: World, text: string): string {
  const shown = text.replace(/<([^<>]*)>/g, (whole, inner: string) => {
    const [target = '', label] = inner.split('|', 2);
    if (target.startsWith('!date^')) return label ?? whole;
    if (target.startsWith('@'))
      return `@${world.workspace.people.get(target.slice(1))?.name ?? label ?? target.slice(1)}`;
    if (target.startsWith('#'))
      return `#${world.workspace.conversations.get(target.slice(1))?.name ?? label ?? target.slice(1)}`;
    if (target.startsWith('!subteam^'))
      return `@${world.workspace.groups.get(target.slice(9))?.handle ?? label ?? target}`;
    if (target.startsWith('!')) return `@${label ?? target.slice(1)}`;
    return label ?? target;
  });
  return unescapeText(shown);
}
