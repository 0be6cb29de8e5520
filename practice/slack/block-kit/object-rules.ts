// Rules of the objects that blocks and elements share: texts, options, confirmations. Limits: https://docs.slack.dev/reference/block-kit
// Where sources differ, the smaller number holds.

import { listIn } from '../json-values.ts';
import { boolean, both, byType, list, oneOf, shape, string, where, type Rule, type Span } from './rules.ts';

export function plainText(span: Span): Rule {
  return byType({ plain_text: shape({ text: string({ min: 1, ...span }) }, { emoji: boolean }) });
}

export function mrkdwn(span: Span): Rule {
  return byType({ mrkdwn: shape({ text: string({ min: 1, ...span }) }, { verbatim: boolean }) });
}

export function anyText(span: Span): Rule {
  return byType({
    plain_text: shape({ text: string({ min: 1, ...span }) }, { emoji: boolean }),
    mrkdwn: shape({ text: string({ min: 1, ...span }) }, { verbatim: boolean }),
  });
}

export const actionId: Rule = string({ min: 1, max: 255 });

export const confirm: Rule = shape(
  { text: anyText({ max: 300 }) },
  {
    title: plainText({ max: 100 }),
    confirm: plainText({ max: 30 }),
    deny: plainText({ max: 30 }),
    style: oneOf('primary', 'danger'),
  },
);

const optionFields = { value: string({ min: 1, max: 75 }) };

export const option: Rule = shape(
  { ...optionFields, text: plainText({ max: 75 }) },
  { description: plainText({ max: 75 }) },
);

export const richOption: Rule = shape(
  { ...optionFields, text: anyText({ max: 75 }) },
  { description: anyText({ max: 75 }) },
);

export const overflowOption: Rule = shape(
  { ...optionFields, text: plainText({ max: 75 }) },
  { description: plainText({ max: 75 }), url: string({ max: 3000 }) },
);

const group: Rule = shape({ label: plainText({ max: 75 }), options: list(option, { min: 1, max: 100 }) });

/** `options` or `option_groups`, exactly one of them, and initial options that are among them. */
export function optionChoice(extra: Readonly<Record<string, Rule>>): Rule {
  return both(
    shape(
      {},
      { ...extra, options: list(option, { min: 1, max: 100 }), option_groups: list(group, { min: 1, max: 100 }) },
    ),
    where((value) => 'options' in value !== 'option_groups' in value, 'must provide either options or option_groups'),
    initialAmongOptions,
  );
}

export const initialAmongOptions: Rule = where((value) => {
  const options = [
    ...listIn(value, 'options'),
    ...listIn(value, 'option_groups').flatMap((each) => listIn(each, 'options')),
  ];
  const known = new Set(options.map((each) => JSON.stringify(each)));
  const initial = 'initial_option' in value ? [value['initial_option']] : listIn(value, 'initial_options');
  return initial.every((each) => known.has(JSON.stringify(each)));
}, 'initial options must be among the options');

export const dispatchConfig: Rule = shape(
  {},
  { trigger_actions_on: list(oneOf('on_enter_pressed', 'on_character_entered')) },
);

const slackFile: Rule = both(
  shape({}, { id: string({ min: 1 }), url: string({ min: 1 }) }),
  where((value) => 'id' in value !== 'url' in value, 'must provide either id or url'),
);

export const imageSource = {
  image_url: string({ min: 1, max: 3000 }),
  slack_file: slackFile,
};

export const hasImageSource: Rule = where(
  (value) => 'image_url' in value !== 'slack_file' in value,
  'must provide either image_url or slack_file',
);
