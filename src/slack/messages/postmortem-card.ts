// The card of a post-mortem in the incident's channel: who owns it, until when, what is still blank. The text itself is a file below it.

import type { KnownBlock } from '@slack/types';
import { nameOf, type Incident } from '../../incidents/incident.ts';
import type { Postmortem } from '../../incidents/postmortem-store.ts';
import type { Section } from '../../incidents/postmortem-template.ts';
import { actions, context, header, section } from '../blocks.ts';
import { plain, time, type SlackMessage } from '../fit.ts';
import { who } from './who.ts';

export interface PostmortemCard {
  readonly incident: Incident;
  readonly postmortem: Postmortem;
  readonly sections: readonly Section[];
  readonly written: Readonly<Record<string, string>>;
}

/** One row of buttons holds as many; https://docs.slack.dev/reference/block-kit/blocks/actions-block */
const mostSections = 25;

export function postmortemCard(card: PostmortemCard): SlackMessage {
  const { incident, postmortem } = card;
  const blocks: KnownBlock[] = [
    header(`Post-mortem: ${incident.title}`),
    context(`${nameOf(incident)} · draft ${postmortem.drafts} ${time(postmortem.draftedAt, 'date')}`),
    section(headline(postmortem)),
    section(progress(card)),
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

function progress({ sections, written }: PostmortemCard): string {
  const lines = sections.map(({ name, title }) => {
    const text = Object.hasOwn(written, name) ? written[name] : undefined;
    return text === undefined ? `:white_circle: ${title}` : `:heavy_check_mark: ${title}: ${plain(text, 100)}`;
  });
  return lines.length === 0 ? 'Its template leaves nothing to write.' : lines.join('\n');
}

function buttons({ incident, postmortem, sections, written }: PostmortemCard): KnownBlock[] {
  const id = String(incident.id);
  const again = { action: 'postmortem.draft', text: 'Draft again', value: id };
  if (postmortem.state === 'done') return [actions(again)];
  const open = sections.slice(0, mostSections).map(({ name, title }) =>
    // One block each: Slack wants every action_id of a block to be another.
    actions({
      action: 'postmortem.write',
      text: `${Object.hasOwn(written, name) ? 'Change' : 'Write'}: ${title}`,
      value: `${id}:${name}`,
    }),
  );
  return [...open, actions(again, { action: 'postmortem.done', text: 'It is done', value: id, style: 'primary' })];
}
