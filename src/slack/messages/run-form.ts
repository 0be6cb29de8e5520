// The form for a procedure's parameters: one input each, with what the author says about it.

import type { InputBlock, ModalView } from '@slack/types';
import type { Parameter, Procedure } from '../../runbooks/model.ts';
import type { Run } from '../../runs/run.ts';
import { context, section } from '../blocks.ts';
import { clamp, code, plain } from '../fit.ts';
import { inputLength, modalTitle } from '../limits.ts';

/** Slack's most for options of one menu: https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element */
const mostChoices = 100;
const mostParameters = 90;

/** `undoes` is the run that it is to take back. */
export function runForm(
  procedure: Procedure,
  given: Readonly<Record<string, string>>,
  channel: string,
  undoes?: Run['id'],
): ModalView {
  return {
    type: 'modal',
    callback_id: 'run.form',
    private_metadata: [channel, procedure.name, ...(undoes === undefined ? [] : [undoes])].join(':'),
    title: { type: 'plain_text', text: clamp(procedure.title || procedure.name, modalTitle) },
    submit: { type: 'plain_text', text: 'Plan it' },
    close: { type: 'plain_text', text: 'Go back' },
    blocks: [
      section(
        `${code(procedure.name)} · risk *${procedure.risk}*${procedure.purpose === '' ? '' : `\n${plain(procedure.purpose, 1500)}`}`,
      ),
      ...procedure.parameters
        .slice(0, mostParameters)
        .map((parameter) => input(parameter, Object.hasOwn(given, parameter.name) ? given[parameter.name] : undefined)),
      context(
        `${undoes === undefined ? '' : `It undoes run ${undoes}. `}Nothing runs yet: you see the exact plan first.`,
      ),
    ],
  };
}

function input(parameter: Parameter, given: string | undefined): InputBlock {
  const value = given ?? (parameter.default === undefined ? undefined : String(parameter.default));
  const hint = [
    parameter.type === 'string' ? '' : parameter.type,
    parameter.pattern === undefined ? '' : `must match ${parameter.pattern}`,
    (value?.length ?? 0) > inputLength
      ? 'what you gave is too long for a form: give every parameter in the command'
      : '',
  ]
    .filter((part) => part !== '')
    .join(', ');
  return {
    type: 'input',
    block_id: parameter.name,
    optional: parameter.default !== undefined,
    label: { type: 'plain_text', text: clamp(parameter.describe || parameter.name, 150) },
    ...(hint === '' ? {} : { hint: { type: 'plain_text', text: clamp(hint, 300) } }),
    element: choicesOf(parameter) === undefined ? textInput(value) : menu(choicesOf(parameter) ?? [], value),
  };
}

function choicesOf(parameter: Parameter): readonly string[] | undefined {
  if (parameter.type === 'boolean') return ['true', 'false'];
  const choices = parameter.choices?.map(String);
  return choices !== undefined &&
    choices.length <= mostChoices &&
    choices.every((choice) => choice !== '' && choice.length <= 75)
    ? choices
    : undefined;
}

function textInput(value: string | undefined): InputBlock['element'] {
  return {
    type: 'plain_text_input',
    action_id: 'value',
    max_length: inputLength,
    ...(value?.includes('\n') === true ? { multiline: true } : {}),
    ...(value === undefined || value.length > inputLength ? {} : { initial_value: value }),
  };
}

function menu(choices: readonly string[], value: string | undefined): InputBlock['element'] {
  const options = choices.map((choice) => ({ text: { type: 'plain_text' as const, text: choice }, value: choice }));
  const initial = options.find((option) => option.value === value);
  return {
    type: 'static_select',
    action_id: 'value',
    options,
    ...(initial === undefined ? {} : { initial_option: initial }),
  };
}
