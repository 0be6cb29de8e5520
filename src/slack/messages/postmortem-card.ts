// The card of a post-mortem in the incident's channel: who owns it, until when, what is still blank. The text itself is a file below it.

import type { KnownBlock } from '@slack/types';
import { nameOf, type Incident } from '../../incidents/incident.ts';
import type { Postmortem } from '../../incidents/postmortem-store.ts';
import type { Section } from '../../incidents/postmortem-template.ts';
import { actions, context, header, section, sectionWith, type ButtonSpec } from '../blocks.ts';
import { plain, time, type SlackMessage } from '../fit.ts';
import { who } from './who.ts';

export interface PostmortemCard {
  readonly incident: Incident;
  readonly postmortem: Postmortem;
  readonly sections: readonly Section[];
  readonly written: Readonly<Record<string, string>>;
}

/** Of the 50 blocks of a message. */
const mostSections = 30;

export function postmortemCard(card: PostmortemCard): SlackMessage {
  const { incident, postmortem } = card;
  const blocks: KnownBlock[] = [
    header(`Post-mortem: ${incident.title}`),
    context(`${nameOf(incident)} · draft ${postmortem.drafts} ${time(postmortem.draftedAt, 'date')}`),
    section(headline(postmortem)),
    ...progress(card),
    ...buttons(card),
  ];
  return { text: `Post-mortem of ${nameOf(incident)}: ${postmortem.state}`, blocks };
}

function headline({ state, owner, dueAt, doneBy, doneAt }: Postmortem): string {
  if (state === 'done')
    return `:white_check_mark: *Done*${doneBy === null ? '' : ` by ${who(doneBy)}`}${doneAt === null ? '' : ` ${time(doneAt, 'date')}`}.`;
  const owned = owner === null ? '*Nobody owns it.*' : `${who(owner)} owns it.`;
  return `:pencil: ${owned} Due ${time(dueAt, 'date')}. The facts are in; what only people know is still to be written.`;
}

function progress({ incident, postmortem, sections, written }: PostmortemCard): KnownBlock[] {
  if (sections.length === 0) return [context('Its template leaves nothing to write.')];
  return sections.slice(0, mostSections).map(({ name, title }) => {
    const text = Object.hasOwn(written, name) ? written[name] : undefined;
    const line = text === undefined ? `:white_circle: ${title}` : `:heavy_check_mark: *${title}:* ${plain(text, 300)}`;
    if (postmortem.state === 'done') return section(line);
    const word = text === undefined ? `Write: ${title}` : `Change: ${title}`;
    return sectionWith(line, { action: 'postmortem.write', text: word, value: `${incident.id}:${name}` });
  });
}

function buttons({ incident, postmortem }: PostmortemCard): KnownBlock[] {
  const value = String(incident.id);
  const again: ButtonSpec = { action: 'postmortem.draft', text: 'Draft again', value };
  if (postmortem.state === 'done') return [actions(again)];
  return [actions(again, { action: 'postmortem.done', text: 'It is done', value, style: 'primary' })];
}
