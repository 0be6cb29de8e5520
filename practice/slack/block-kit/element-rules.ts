// Rules of the interactive elements, by type. https://docs.slack.dev/reference/block-kit/block-elements

import { codePoints } from '../code-points.ts';
import {
  actionId,
  confirm,
  dispatchConfig,
  hasImageSource,
  imageSource,
  initialAmongOptions,
  optionChoice,
  overflowOption,
  option,
  plainText,
  richOption,
} from './object-rules.ts';
import { richTextBody } from './rich-text-rules.ts';
import { boolean, both, list, matching, number, oneOf, shape, string, where, type Fields, type Rule } from './rules.ts';

const acting = { action_id: actionId, confirm, focus_on_load: boolean };
const placed = { ...acting, placeholder: plainText({ max: 150 }) };
const maxSelected = { max_selected_items: number({ min: 1 }) };
const ids = list(string({ min: 1 }));
const style = oneOf('primary', 'danger');
const label = string({ min: 1, max: 75 });
const filter = shape(
  {},
  {
    include: list(oneOf('im', 'mpim', 'private', 'public'), { min: 1 }),
    exclude_external_shared_channels: boolean,
    exclude_bot_users: boolean,
  },
);
const anyConversation = { default_to_current_conversation: boolean, filter };
const answering = { response_url_enabled: boolean };
const day = matching(/^\d{4}-\d\d-\d\d$/, 'must be a date in the format YYYY-MM-DD');
const clock = matching(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time in the format HH:mm');

const textLimits = {
  min_length: number({ min: 0, max: 3000 }),
  max_length: number({ min: 1, max: 3000 }),
};

function inputOf(extra: Fields, required: Fields = {}): Rule {
  const { confirm: _confirm, ...plain } = placed;
  return shape(required, { ...plain, dispatch_action_config: dispatchConfig, ...extra });
}

const feedbackButton = shape(
  { text: plainText({ max: 75 }), value: string({ min: 1, max: 2000 }) },
  { accessibility_label: label },
);

const workflow = shape({
  trigger: shape(
    { url: string({ min: 1 }) },
    { customizable_input_parameters: list(shape({ name: string({ min: 1 }), value: string() })) },
  ),
});

/** Every element a message, modal or home tab may hold. */
const elementRules: Fields = {
  button: shape(
    { text: plainText({ max: 75 }) },
    {
      action_id: actionId,
      confirm,
      style,
      value: string({ max: 2000 }),
      url: string({ max: 3000 }),
      accessibility_label: label,
    },
  ),
  workflow_button: shape(
    { text: plainText({ max: 75 }), workflow },
    { action_id: actionId, style, accessibility_label: label },
  ),
  icon_button: shape(
    { icon: string({ min: 1 }), text: plainText({ max: 75 }) },
    {
      action_id: actionId,
      confirm,
      value: string({ max: 2000 }),
      accessibility_label: label,
      visible_to_user_ids: list(string({ min: 1 }), { max: 10 }),
    },
  ),
  feedback_buttons: shape(
    { positive_button: feedbackButton, negative_button: feedbackButton },
    { action_id: actionId },
  ),
  overflow: shape({ options: list(overflowOption, { min: 1, max: 5 }) }, { action_id: actionId, confirm }),
  checkboxes: both(
    shape(
      { options: list(richOption, { min: 1, max: 10 }) },
      { ...acting, initial_options: list(richOption, { min: 1 }) },
    ),
    initialAmongOptions,
  ),
  radio_buttons: both(
    shape({ options: list(richOption, { min: 1, max: 10 }) }, { ...acting, initial_option: richOption }),
    initialAmongOptions,
  ),
  static_select: optionChoice({ ...placed, initial_option: option }),
  multi_static_select: optionChoice({ ...placed, ...maxSelected, initial_options: list(option, { min: 1 }) }),
  external_select: shape({}, { ...placed, initial_option: option, min_query_length: number({ min: 0 }) }),
  multi_external_select: shape(
    {},
    { ...placed, ...maxSelected, initial_options: list(option, { min: 1 }), min_query_length: number({ min: 0 }) },
  ),
  users_select: shape({}, { ...placed, initial_user: string({ min: 1 }) }),
  multi_users_select: shape({}, { ...placed, ...maxSelected, initial_users: ids }),
  conversations_select: shape(
    {},
    { ...placed, ...answering, ...anyConversation, initial_conversation: string({ min: 1 }) },
  ),
  multi_conversations_select: shape({}, { ...placed, ...maxSelected, ...anyConversation, initial_conversations: ids }),
  channels_select: shape({}, { ...placed, ...answering, initial_channel: string({ min: 1 }) }),
  multi_channels_select: shape({}, { ...placed, ...maxSelected, initial_channels: ids }),
  datepicker: shape({}, { ...placed, initial_date: day }),
  timepicker: shape({}, { ...placed, initial_time: clock, timezone: string({ min: 1 }) }),
  datetimepicker: shape({}, { ...acting, initial_date_time: number({ min: 1_000_000_000, max: 9_999_999_999 }) }),
  plain_text_input: both(
    inputOf({ ...textLimits, initial_value: string(), multiline: boolean }),
    where(
      ({ initial_value: text, max_length: max }) =>
        typeof text !== 'string' || codePoints(text) <= (typeof max === 'number' ? max : 3000),
      'initial_value is longer than max_length',
    ),
  ),
  email_text_input: inputOf({ initial_value: string() }),
  url_text_input: inputOf({ initial_value: string() }),
  number_input: inputOf(
    { initial_value: string(), min_value: string(), max_value: string() },
    { is_decimal_allowed: boolean },
  ),
  rich_text_input: inputOf({ initial_value: richTextBody }),
  file_input: shape(
    {},
    { action_id: actionId, filetypes: list(string({ min: 1 })), max_files: number({ min: 1, max: 10 }) },
  ),
  image: both(shape({ alt_text: string({ min: 1, max: 2000 }) }, imageSource), hasImageSource),
};

const menus = [
  'static_select',
  'external_select',
  'users_select',
  'conversations_select',
  'channels_select',
  'multi_static_select',
  'multi_external_select',
  'multi_users_select',
  'multi_conversations_select',
  'multi_channels_select',
];
const pickers = ['checkboxes', 'radio_buttons', 'datepicker', 'timepicker'];

function only(...types: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(elementRules).filter(([type]) => types.includes(type)));
}

export const inActions: Fields = only(
  'button',
  'workflow_button',
  'overflow',
  'datetimepicker',
  'rich_text_input',
  ...menus,
  ...pickers,
);
export const inSection: Fields = only('button', 'workflow_button', 'overflow', 'image', ...menus, ...pickers);
export const inInput: Fields = only(
  'plain_text_input',
  'email_text_input',
  'url_text_input',
  'number_input',
  'rich_text_input',
  'datetimepicker',
  'file_input',
  ...menus,
  ...pickers,
);
export const inContextActions: Fields = only('feedback_buttons', 'icon_button');
export const inCard: Fields = only('button');
