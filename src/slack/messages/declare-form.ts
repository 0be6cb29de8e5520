// The form that declares an incident.

import type { ModalView } from '@slack/types';
import type { Severities } from '../../incidents/severities.ts';
import { context } from '../blocks.ts';
import { severityChoices } from './incident-forms.ts';
import { formFrame, menuInput, textInput } from './inputs.ts';

export interface DeclareForm {
  /** Where it was asked for: `channel:ts:alert`, of which the message and the alert may be empty. */
  readonly origin: string;
  readonly title: string;
  readonly severity?: number;
  readonly system?: string;
  readonly isPrivate: boolean;
  readonly severities: Severities;
  /** The systems that runbooks are about. */
  readonly systems: readonly string[];
}

const mostSystems = 99;

export function declareForm(form: DeclareForm): ModalView {
  const systems = form.systems.slice(0, mostSystems).map((system) => ({ value: system, text: system }));
  return {
    ...formFrame({ metadata: form.origin, title: 'Declare an incident', submit: 'Declare' }),
    callback_id: 'incident.declare',
    blocks: [
      textInput({
        block: 'title',
        label: 'What is wrong?',
        hint: 'One line that says what users see.',
        placeholder: 'Checkout fails for everybody',
        initial: form.title,
        most: 300,
      }),
      menuInput({
        block: 'severity',
        label: 'How bad is it?',
        choices: severityChoices(form.severities),
        ...(form.severity === undefined ? {} : { initial: String(form.severity) }),
      }),
      ...(systems.length === 0
        ? []
        : [
            menuInput({
              block: 'system',
              label: 'Which system?',
              hint: 'Its people on call are invited.',
              isOptional: true,
              choices: systems,
              ...(form.system === undefined ? {} : { initial: form.system }),
            }),
          ]),
      menuInput({
        block: 'privacy',
        label: 'Who may see it?',
        choices: [
          { value: 'public', text: 'Everybody: a public channel' },
          { value: 'private', text: 'Only who is invited: a private channel' },
        ],
        initial: form.isPrivate ? 'private' : 'public',
      }),
      context('It gets a channel of its own. You lead it until you hand it over.'),
    ],
  };
}
