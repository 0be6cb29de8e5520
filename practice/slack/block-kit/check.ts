// Checks the blocks of a message or a view as a whole: each block by its rule, then what must be unique or rare among them.

import { codePoints } from '../code-points.ts';
import { isBlock, isRecord, listIn, textIn } from '../json-values.ts';
import { messageBlock, viewBlock } from './block-rules.ts';
import { elementsOf, innerBlocks } from './elements.ts';
import { list, problem } from './rules.ts';

export type Surface = 'message' | 'modal' | 'home';

const MOST_BLOCKS = { message: 50, modal: 100, home: 100 } as const;
const MARKDOWN_OF_A_MESSAGE = 12_000;

/** Slack's messages for what is wrong, each with a JSON pointer below `at`; empty when the blocks are right. */
export function blockProblems(blocks: unknown, surface: Surface, at: string): readonly string[] {
  const rule = list(surface === 'message' ? messageBlock : viewBlock, { max: MOST_BLOCKS[surface] });
  const alone = rule(blocks, `${at}/blocks`);
  if (alone.length > 0 || !Array.isArray(blocks)) return alone;
  const known: readonly unknown[] = blocks;
  return [
    ...duplicateProblems(known, `${at}/blocks`),
    ...rareProblems(known, surface, `${at}/blocks`),
    ...focusProblems(known, `${at}/blocks`),
  ];
}

function duplicateProblems(blocks: readonly unknown[], at: string): readonly string[] {
  const seen = new Set<string>();
  return blocks.flatMap((block, index) => {
    const id = textIn(block, 'block_id');
    const isTwin = id !== undefined && id !== '' && seen.has(id);
    if (id !== undefined) seen.add(id);
    const actions = elementsOf([block]).map((each) => each.actionId);
    const twins = actions.filter((each, place) => actions.indexOf(each) !== place);
    return [
      ...(isTwin ? problem(`\`block_id\` must be unique: ${id}`, `${at}/${index}/block_id`) : []),
      ...twins.flatMap((each) => problem(`\`action_id\` must be unique in its block: ${each}`, `${at}/${index}`)),
    ];
  });
}

function rareProblems(blocks: readonly unknown[], surface: Surface, at: string): readonly string[] {
  const count = (type: string): number => blocks.filter((each) => isRecord(each) && each['type'] === type).length;
  const markdown = blocks.filter(isBlock).filter((each) => each.type === 'markdown');
  const length = markdown.reduce((sum, each) => sum + codePoints(textIn(each, 'text') ?? ''), 0);
  const hasFileInput = elementsOf(blocks).some((each) => each.element['type'] === 'file_input');
  return [
    ...(count('table') > 1 ? problem('no more than 1 table allowed', at) : []),
    ...(length > MARKDOWN_OF_A_MESSAGE ? problem('markdown blocks hold more than 12000 characters', at) : []),
    ...(hasFileInput && surface !== 'modal' ? problem('file_input is allowed in modals only', at) : []),
  ];
}

function focusProblems(blocks: readonly unknown[], at: string): readonly string[] {
  const focused = elementsOf(blocks).filter((each) => each.element['focus_on_load'] === true);
  return focused.length > 1 ? problem('only one element may have focus_on_load', at) : [];
}

/** Characters of all texts in the blocks; the cells of tables have a limit of their own and do not count. */
export function blockTextLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, each: unknown) => sum + blockTextLength(each), 0);
  if (!isRecord(value)) return 0;
  const own = typeof value['text'] === 'string' ? codePoints(value['text']) : 0;
  const inner = Object.entries(value).filter(([key]) => key !== 'rows' && key !== 'metadata');
  return own + inner.reduce((sum, [, each]) => sum + blockTextLength(each), 0);
}

/** Whether an input block stands among the blocks. */
export function hasInput(blocks: unknown): boolean {
  return listIn({ blocks }, 'blocks')
    .filter(isBlock)
    .some((each) => each.type === 'input' || hasInput(innerBlocks(each)));
}
