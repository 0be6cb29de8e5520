// Checks a modal or a home tab: its own fields, then its blocks. https://docs.slack.dev/reference/views

import type { JsonRecord } from '../json-values.ts';
import { blockProblems, hasInput } from './check.ts';
import { plainText } from './object-rules.ts';
import { boolean, list, problem, shape, string, type Fields, type Rule } from './rules.ts';

const anyBlocks: Rule = list(() => [], { min: 1, max: 100 });
const shared: Fields = {
  private_metadata: string({ max: 3000 }),
  callback_id: string({ max: 255 }),
  external_id: string({ max: 255 }),
};

const modal = shape(
  { title: plainText({ max: 24 }), blocks: anyBlocks },
  {
    ...shared,
    submit: plainText({ max: 24 }),
    close: plainText({ max: 24 }),
    clear_on_close: boolean,
    notify_on_close: boolean,
    submit_disabled: boolean,
  },
);
const home = shape({ blocks: anyBlocks }, shared);

/** Slack's messages for what is wrong with a view; empty when it is right. */
export function viewProblems(view: JsonRecord, kind: 'modal' | 'home'): readonly string[] {
  if (view['type'] !== kind) return problem(`must be of type ${kind}`, '/view/type');
  const own = (kind === 'modal' ? modal : home)(view, '/view');
  if (own.length > 0) return own;
  const inBlocks = blockProblems(view['blocks'], kind, '/view');
  const needsSubmit = kind === 'modal' && view['submit'] === undefined && hasInput(view['blocks']);
  return needsSubmit ? [...inBlocks, ...problem('missing required field: submit', '/view')] : inBlocks;
}
