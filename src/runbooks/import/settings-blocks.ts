// The settings block under each heading that is a procedure: its id, and a parameter for every word that has to be filled in.

import type { Heading, Root } from 'mdast';
import { stringify } from 'yaml';
import { codeKinds } from '../block-code.ts';
import type { Procedure } from '../model.ts';
import { outline, type Section } from '../outline.ts';
import type { Insertion } from './import-page.ts';
import { parameterName } from './parameter-name.ts';

export function settingsBlocks(tree: Root, source: string, procedures: readonly Procedure[]): Insertion[] {
  const lines = source.split('\n');
  const headings = tree.children.filter((node): node is Heading => node.type === 'heading');
  const sections = outline(tree, source);
  return procedures.flatMap((procedure) => {
    // A line in bold may head a procedure of a guide; in a runbook only a heading does.
    const heading = headings.find((each) => each.position?.start.line === procedure.line);
    const section = sections.find(({ line, depth }) => line === procedure.line && depth > 0);
    if (heading?.position === undefined || section?.items.some(isStep) !== true) return [];
    const next = heading.position.end.line + 1;
    const isBlank = (lines[next - 1] ?? '').trim() === '';
    return [{ before: next, lines: [...settingsBlock(procedure), ...(isBlank ? [] : [''])] }];
  });
}

/** A list of words is a guide's step, not a runbook's. */
function isStep(item: Section['items'][number]): boolean {
  return item.kind === 'task' || (item.kind === 'fence' && codeKinds.has(item.info.language));
}

function settingsBlock({ id, steps }: Procedure): string[] {
  const placeholders = new Set(
    steps.flatMap((step) => (step.kind === 'manual' ? (step.block?.placeholders ?? []) : [])),
  );
  const params = Object.fromEntries(
    [...placeholders].flatMap((placeholder) => {
      const name = parameterName(placeholder);
      return name === undefined ? [] : [[name, { type: 'string', describe: `what the page calls ${placeholder}` }]];
    }),
  );
  const settings = { id, ...(Object.keys(params).length === 0 ? {} : { params }) };
  return ['', '```yaml procedure', ...stringify(settings).trimEnd().split('\n'), '```'];
}
