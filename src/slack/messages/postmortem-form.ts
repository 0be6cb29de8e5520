// The form in which a person writes one section of a post-mortem.

import type { ModalView } from '@slack/types';
import { nameOf, type Incident } from '../../incidents/incident.ts';
import type { Section } from '../../incidents/postmortem-template.ts';
import { context } from '../blocks.ts';
import { plain } from '../fit.ts';
import { formFrame, textInput } from './inputs.ts';

export function postmortemForm(incident: Incident, { name, title }: Section, written: string | undefined): ModalView {
  const channel = incident.channel ?? incident.origin;
  return {
    ...formFrame({ metadata: `${channel}:${incident.id}:${name}`, title: 'Post-mortem', submit: 'Keep it' }),
    callback_id: 'postmortem.section',
    blocks: [
      context(`${nameOf(incident)} · ${plain(incident.title, 300)}`),
      textInput({
        block: 'text',
        label: title,
        hint: 'Markdown. What you write stays when the post-mortem is drafted again; empty makes it a blank.',
        isLong: true,
        isOptional: true,
        ...(written === undefined ? {} : { initial: written }),
      }),
    ],
  };
}
