// What an incident tells the procedures that it calls: one line of text each, of a bounded length, because it goes to places that take
// no more. Pure.

import type { Moment } from '../runbooks/model.ts';
import { nameOf, type Incident } from './incident.ts';

/** What happened at the moment, and what has to be looked up elsewhere. */
export interface Told {
  readonly moment: Moment;
  /** The update, the resolution, the action item; the title when it opens. */
  readonly text: string;
  /** Its channel's address in Slack; empty when it has none. */
  readonly url: string;
  /** How people are called, by id. */
  readonly names: ReadonlyMap<string, string>;
  readonly action?: { readonly text: string; readonly owner: string | null; readonly due: string | null };
}

const longestTitle = 150;
const longestText = 800;

export function fieldsOf(incident: Incident, told: Told): Readonly<Record<string, string>> {
  const { moment, names, url, action } = told;
  const name = nameOf(incident);
  const drafted = `The post-mortem is drafted${url === '' ? '.' : `: ${url}`}`;
  const text = (words: string): string => inOneLine(withNames(words, names), longestText);
  const person = (id: string | null): string => (id === null ? '' : (names.get(id) ?? id));
  return {
    incident: name.replace(/^incident-/, ''),
    name,
    title: inOneLine(withNames(incident.title, names), longestTitle),
    severity: String(incident.severity),
    summary: moment === 'postmortem.drafted' ? drafted : text(action?.text ?? told.text),
    channel: incident.channel !== null && incident.thread === null ? name : '',
    commander: person(incident.commander),
    declared_by: person(incident.declaredBy),
    url,
    private: String(incident.isPrivate),
    ...(action === undefined
      ? {}
      : {
          action: inOneLine(withNames(action.text, names), longestTitle),
          owner: person(action.owner),
          due: action.due ?? '',
        }),
  };
}

/** Everybody whom the fields name; `texts` may hold mentions and ids. */
export function peopleIn({ commander, declaredBy, title }: Incident, texts: readonly string[]): string[] {
  const ids = [commander ?? '', declaredBy, ...texts].filter((id) => /^[UW][A-Z0-9]{2,}$/.test(id));
  const mentioned = [title, ...texts].flatMap((text) => [...text.matchAll(mention)].map(([, id = '']) => id));
  return [...new Set([...ids, ...mentioned])];
}

const mention = /<@([UW][A-Z0-9]{2,})(?:\|[^>]*)?>/g;

/** Outside of Slack a mention is a name. */
function withNames(text: string, names: ReadonlyMap<string, string>): string {
  return text.replaceAll(mention, (_token, id: string) => names.get(id) ?? id);
}

/** Counts characters as people do, so that none is cut in half. */
function inOneLine(text: string, most: number): string {
  const characters = Array.from(text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim());
  return characters.length <= most
    ? characters.join('')
    : `${characters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`;
}
