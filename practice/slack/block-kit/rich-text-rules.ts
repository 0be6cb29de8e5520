// Rules of rich text: sections, lists, quotes and preformatted text, and what may stand in them.

import { boolean, byType, list, number, oneOf, shape, string, type Rule } from './rules.ts';

const look = shape({}, { bold: boolean, italic: boolean, strike: boolean, code: boolean, underline: boolean });
const id = string({ min: 1 });
const style = { style: look };

const inline: Rule = byType({
  text: shape({ text: string({ min: 1 }) }, style),
  link: shape({ url: string({ min: 1, max: 3000 }) }, { ...style, text: string(), unsafe: boolean }),
  emoji: shape({ name: id }, { ...style, unicode: string(), url: string(), skin_tone: number() }),
  user: shape({ user_id: id }, style),
  usergroup: shape({ usergroup_id: id }, style),
  channel: shape({ channel_id: id }, style),
  team: shape({ team_id: id }, style),
  broadcast: shape({ range: oneOf('here', 'channel', 'everyone') }, style),
  color: shape({ value: string({ min: 1 }) }, style),
  date: shape({ timestamp: number(), format: string({ min: 1 }) }, { ...style, url: string(), fallback: string() }),
});

const inlines = { elements: list(inline) };
const border = { border: number({ min: 0, max: 1 }) };
const section: Rule = byType({ rich_text_section: shape(inlines) });

const part: Rule = byType({
  rich_text_section: shape(inlines),
  rich_text_list: shape(
    { style: oneOf('bullet', 'ordered'), elements: list(section) },
    { ...border, indent: number({ min: 0, max: 8 }), offset: number({ min: 0 }) },
  ),
  rich_text_quote: shape(inlines, border),
  rich_text_preformatted: shape(inlines, { ...border, language: string() }),
});

/** A `rich_text` block, or the same as a value inside an element or a table cell. */
export const richTextBody: Rule = byType({
  rich_text: shape({ elements: list(part) }, { block_id: string({ max: 255 }) }),
});
