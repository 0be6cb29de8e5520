// The short forms about one incident: an update, a note, the end, an action item, a severity, a role.

import type { KnownBlock, ModalView } from '@slack/types';
import { nameOf, type Incident, type Severity } from '../../incidents/incident.ts';
import type { Severities } from '../../incidents/severities.ts';
import { context } from '../blocks.ts';
import { plain } from '../fit.ts';
import { dayInput, formFrame, menuInput, personInput, textInput, type Choice } from './inputs.ts';

export interface IncidentFormOf {
  readonly kind: 'update' | 'note' | 'resolve' | 'action' | 'severity' | 'role';
  readonly incident: Incident;
}

interface Team {
  readonly severities: Severities;
  readonly roles: readonly string[];
}

/** `team`: what there is to choose from. */
export function incidentForm({ kind, incident }: IncidentFormOf, team: Team): ModalView {
  const metadata = `${incident.channel ?? incident.origin}:${incident.id}`;
  const about = context(`${nameOf(incident)} · ${plain(incident.title, 300)}`);
  switch (kind) {
    case 'update':
      return updateForm(metadata, about);
    case 'note':
      return {
        ...formFrame({ metadata, title: 'Note', submit: 'Write it down' }),
        callback_id: 'incident.note',
        blocks: [about, textInput({ block: 'text', label: 'What happened?', isLong: true, most: 2_000 })],
      };
    case 'resolve':
      return resolveForm(metadata, about, incident);
    case 'action':
      return actionForm(metadata, about);
    case 'severity':
      return severityForm(metadata, about, team, incident.severity);
    case 'role':
      return roleForm(metadata, about, team);
  }
}

const over = {
  incident: {
    title: 'Resolve',
    label: 'How was it resolved?',
    hint: 'Everybody reads this, and the post-mortem begins with it.',
  },
  drill: { title: 'End drill', label: 'What did it show?', hint: 'Everybody reads this. The score card follows.' },
} as const;

function resolveForm(metadata: string, about: KnownBlock, { isDrill }: Incident): ModalView {
  const { title, label, hint } = over[isDrill ? 'drill' : 'incident'];
  return {
    ...formFrame({ metadata, title, submit: 'It is over' }),
    callback_id: 'incident.resolve',
    blocks: [about, textInput({ block: 'text', label, hint, isLong: true, most: 2_000 })],
  };
}

function updateForm(metadata: string, about: KnownBlock): ModalView {
  return {
    ...formFrame({ metadata, title: 'Write an update', submit: 'Post it' }),
    callback_id: 'incident.update',
    blocks: [
      about,
      textInput({
        block: 'text',
        label: 'How does it stand?',
        hint: 'What is known, what is being done, what comes next.',
        isLong: true,
        most: 2_000,
      }),
      textInput({
        block: 'next',
        label: 'When is the next update?',
        hint: 'For example 15m or 1h. Empty: as always at this severity.',
        isOptional: true,
        most: 10,
      }),
    ],
  };
}

function actionForm(metadata: string, about: KnownBlock): ModalView {
  return {
    ...formFrame({ metadata, title: 'Action item', submit: 'Note it' }),
    callback_id: 'incident.action',
    blocks: [
      about,
      textInput({ block: 'text', label: 'What is to be done?', isLong: true, most: 1_000 }),
      personInput({ block: 'owner', label: 'Who does it?', isOptional: true }),
      dayInput({ block: 'due', label: 'Until when?', isOptional: true }),
    ],
  };
}

function severityForm(metadata: string, about: KnownBlock, { severities }: Team, present: Severity): ModalView {
  return {
    ...formFrame({ metadata, title: 'Severity', submit: 'Change it' }),
    callback_id: 'incident.severity',
    blocks: [
      about,
      menuInput({
        block: 'severity',
        label: 'How bad is it?',
        choices: severityChoices(severities),
        initial: String(present),
      }),
    ],
  };
}

export function severityChoices(severities: Severities): Choice[] {
  return Object.entries(severities).map(([number, { means }]) => ({ value: number, text: `SEV${number}: ${means}` }));
}

function roleForm(metadata: string, about: KnownBlock, { roles }: Team): ModalView {
  return {
    ...formFrame({ metadata, title: 'Roles', submit: 'Ask them' }),
    callback_id: 'incident.role',
    blocks: [
      about,
      menuInput({
        block: 'role',
        label: 'Which role?',
        choices: roles.map((role) => ({ value: role, text: role })),
        initial: roles[0] ?? '',
      }),
      personInput({
        block: 'person',
        label: 'Who?',
        hint: 'They are asked first. Empty: you take it yourself.',
        isOptional: true,
      }),
    ],
  };
}
