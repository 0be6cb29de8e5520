// Rules of the blocks, by type, and the surfaces each may stand on. https://docs.slack.dev/reference/block-kit/blocks

import { codePoints } from '../code-points.ts';
import { listIn, textIn } from '../json-values.ts';
import { inActions, inCard, inContextActions, inInput, inSection } from './element-rules.ts';
import { anyText, hasImageSource, imageSource, mrkdwn, plainText } from './object-rules.ts';
import { richTextBody } from './rich-text-rules.ts';
import {
  boolean,
  both,
  byType,
  lateRule,
  list,
  number,
  oneOf,
  shape,
  string,
  webAddress,
  where,
  type Fields,
  type Rule,
} from './rules.ts';

const block_id = string({ max: 255 });

function block(required: Fields, optional: Fields = {}): Rule {
  return shape(required, { block_id, ...optional });
}

/** Characters in the cells of a table. */
function cellText(value: unknown): number {
  return listIn(value, 'rows')
    .flatMap((row) => (Array.isArray(row) ? row : []))
    .reduce((sum: number, cell: unknown) => sum + codePoints(textIn(cell, 'text') ?? ''), 0);
}

const cell: Rule = byType({
  raw_text: shape({ text: string({ min: 1 }) }),
  raw_number: shape({ value: number() }, { text: string() }),
  rich_text: richTextBody,
});
const image: Rule = both(shape({ alt_text: string({ min: 1, max: 2000 }) }, imageSource), hasImageSource);
const imageElement: Rule = byType({ image });
const contextElement: Rule = byType({
  image,
  plain_text: (value, at) => anyText({ max: 3000 })(value, at),
  mrkdwn: (value, at) => anyText({ max: 3000 })(value, at),
});
const sourceLink: Rule = byType({ url: shape({ url: webAddress, text: string({ min: 1 }) }) });

const card: Rule = both(
  block(
    {},
    {
      hero_image: imageElement,
      icon: imageElement,
      title: mrkdwn({ max: 150 }),
      subtitle: mrkdwn({ max: 150 }),
      body: mrkdwn({ max: 200 }),
      subtext: mrkdwn({ max: 200 }),
      actions: list(byType(inCard), { max: 3 }),
    },
  ),
  where(
    (value) => ['hero_image', 'title', 'body', 'actions'].some((key) => key in value),
    'must provide hero_image, title, body or actions',
  ),
);

const taskCard: Rule = block(
  {
    task_id: string({ min: 1 }),
    title: string({ min: 1 }),
    status: oneOf('pending', 'in_progress', 'complete', 'error'),
  },
  { details: richTextBody, output: richTextBody, sources: list(sourceLink) },
);

const everywhere: Fields = {
  actions: block({ elements: list(byType(inActions), { min: 1, max: 25 }) }),
  context: block({ elements: list(contextElement, { min: 1, max: 10 }) }),
  divider: block({}),
  header: block({ text: plainText({ max: 150 }) }, { level: number({ min: 1, max: 4 }) }),
  image: both(
    block({ alt_text: string({ min: 1, max: 2000 }) }, { ...imageSource, title: plainText({ max: 2000 }) }),
    hasImageSource,
  ),
  input: block(
    { label: plainText({ max: 2000 }), element: byType(inInput) },
    { hint: plainText({ max: 2000 }), optional: boolean, dispatch_action: boolean },
  ),
  rich_text: richTextBody,
  section: both(
    block(
      {},
      {
        text: anyText({ max: 3000 }),
        fields: list(anyText({ max: 2000 }), { min: 1, max: 10 }),
        accessory: byType(inSection),
        expand: boolean,
      },
    ),
    where((value) => 'text' in value || 'fields' in value, 'must provide text or fields'),
  ),
  video: block(
    {
      video_url: webAddress,
      thumbnail_url: webAddress,
      alt_text: string({ min: 1, max: 200 }),
      title: plainText({ max: 200 }),
    },
    {
      title_url: webAddress,
      author_name: string({ max: 50 }),
      provider_name: string({ max: 50 }),
      provider_icon_url: webAddress,
      description: plainText({ max: 200 }),
    },
  ),
};

const alert: Rule = block(
  { text: anyText({ max: 200 }) },
  { level: oneOf('default', 'info', 'warning', 'error', 'success') },
);

const inMessages: Fields = {
  alert,
  card,
  carousel: block({ elements: list(byType({ card }), { min: 1, max: 10 }) }),
  container: block(
    {
      child_blocks: list(
        lateRule(() => byType(inContainer)),
        { min: 1, max: 10 },
      ),
    },
    {
      title: plainText({ max: 150 }),
      rich_text_title: richTextBody,
      subtitle: anyText({ max: 150 }),
      width: oneOf('narrow', 'standard', 'wide', 'full'),
      icon: imageElement,
      is_collapsible: boolean,
      default_collapsed: boolean,
      has_header_divider: boolean,
    },
  ),
  context_actions: block({ elements: list(byType(inContextActions), { min: 1, max: 5 }) }),
  data_table: both(
    block(
      { caption: string({ min: 1 }), rows: list(list(cell, { min: 1, max: 20 }), { min: 2, max: 101 }) },
      { page_size: number({ min: 1, max: 100 }), row_header_column_index: number({ min: 0, max: 19 }) },
    ),
    where((value) => cellText(value) <= 20_000, 'cells hold more than 20000 characters'),
    where(
      ({ rows }) => !Array.isArray(rows) || new Set(rows.filter(Array.isArray).map((row) => row.length)).size < 2,
      'rows must have the same number of columns',
    ),
  ),
  file: block({ source: oneOf('remote'), external_id: string({ min: 1, max: 255 }) }),
  markdown: block({ text: string({ min: 1, max: 12_000 }) }),
  plan: block({ title: string({ min: 1 }) }, { tasks: list(byType({ task_card: taskCard })) }),
  table: both(
    block(
      { rows: list(list(cell, { min: 1, max: 20 }), { min: 1, max: 100 }) },
      {
        column_settings: list(shape({}, { align: oneOf('left', 'center', 'right'), is_wrapped: boolean }), { max: 20 }),
      },
    ),
    where((value) => cellText(value) <= 10_000, 'cells hold more than 10000 characters'),
  ),
  task_card: taskCard,
};

const containable = [
  'actions',
  'context',
  'divider',
  'header',
  'image',
  'input',
  'rich_text',
  'section',
  'video',
  'file',
  'table',
];
const inContainer: Fields = Object.fromEntries(
  Object.entries({ ...everywhere, ...inMessages }).filter(([type]) => containable.includes(type)),
);

/** A block on a message. */
export const messageBlock: Rule = byType({ ...everywhere, ...inMessages });
/** A block on a modal or home tab. */
export const viewBlock: Rule = byType({ ...everywhere, alert });
