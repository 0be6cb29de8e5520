// Whatever a page holds: it is read or refused with a line, and no code is lost or changed.

import * as fc from 'fast-check';
import type { Code, Nodes } from 'mdast';
import { expect, it } from 'vitest';
import { bindClassifiers } from '../bind-classifiers.ts';
import { markdown } from '../markdown.ts';
import type { Runbook } from '../model.ts';
import { parseRunbook } from '../parse.ts';
import { loadParsers } from '../risk/parsers.ts';
import { unwrapContainers } from './containers.ts';

const classifiers = bindClassifiers(await loadParsers());

function blocksIn(node: Nodes): Code[] {
  if (node.type === 'code') return [node];
  return 'children' in node ? node.children.flatMap(blocksIn) : [];
}

/** The texts of each procedure's steps, one after the other. */
function textsOf({ procedures }: Runbook): string[] {
  return procedures.map(({ steps }) => steps.flatMap((step) => (step.kind === 'manual' ? [step.text] : [])).join('\n'));
}

function check(text: string): void {
  const { page, runbook, problems } = parseRunbook('any.md', new TextEncoder().encode(text), classifiers);
  expect(problems.every(({ line, say, hint }) => line >= 1 && say.length > 5 && hint.length > 5)).toBe(true);
  if (runbook === undefined) {
    expect([page, problems.length]).toEqual(['refused', 1]);
    return;
  }
  const source = new TextDecoder().decode(new TextEncoder().encode(text)).replace(/\r\n?/g, '\n');
  const blocks = blocksIn(markdown.parse(unwrapContainers(source).source)).filter(({ value }) => value.trim() !== '');
  const texts = textsOf(runbook);
  for (const { value } of blocks) expect(texts.some((whole) => whole.includes(value))).toBe(true);
  expect(new Set(runbook.procedures.map(({ name }) => name)).size).toBe(runbook.procedures.length);
  for (const { approvals, steps } of runbook.procedures) {
    expect(approvals).toBe(0);
    expect(steps.length).toBeGreaterThan(0);
    expect(steps.every((step) => step.kind === 'manual' || step.kind === 'choose')).toBe(true);
    expect(steps.every((step) => step.kind === 'choose' || step.because.length > 0)).toBe(true);
  }
  const again = parseRunbook('any.md', new TextEncoder().encode(text), classifiers);
  expect(again.runbook).toEqual(runbook);
}

const structure = [
  '# Shop\n',
  '\n## Restart\n',
  '\n### Option A\n',
  '\n### Alternative\n',
  '**Diagnosis**\n\n',
  '\nor\n\n',
  '- [ ] ',
  '1. ',
  '- Option B: ',
  '> ',
  '\n\n',
  '    ',
  '   ',
  '\n',
  '---\n',
  '| Metric | Warning |\n|---|---|\n| a | > 5 |\n',
];
const code = [
  '```sh\n',
  '```\n',
  '~~~~\n',
  '`ls -l`',
  '<pre>',
  '</pre>\n',
  '$ kubectl get pods\n',
  '# Option A\n',
  '# or\n',
  'ssh db1\n',
  'rm -rf <dir>\n',
];
const containers = [
  '!!! note\n',
  '=== "Linux"\n',
  ':::tip\n',
  ':::\n',
  '```{note}\n',
  '<details>\n',
  '{{< tab "a" >}}\n',
  '{{< highlight sh >}}\n',
  '{{< /highlight >}}\n',
  '<!--',
  '-->',
];
const odd = [
  'ðŸš¨ ',
  'Ã©',
  '\u200b',
  '\r\n',
  '\t',
  '<x>',
  '{{x}}',
  '&amp;',
  '[a](#a)',
  'Check the till',
  '---\na: b\n',
];

it('is read or refused, and keeps its code byte for byte', () => {
  const pieces = fc.oneof(
    fc.constantFrom(...structure, ...code),
    fc.constantFrom(...containers, ...odd),
    fc.string({ maxLength: 12 }),
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
      check(parts.join(''));
    }),
    { numRuns: 300 },
  );
}, 120_000);

it('keeps any code byte for byte', () => {
  const lines = fc.string({ unit: 'grapheme', maxLength: 30 }).filter((line) => !/[\r\n\0`]/.test(line));
  const page = fc.tuple(
    fc.array(lines, { minLength: 1, maxLength: 6 }),
    fc.constantFrom('', 'sh', 'sql', 'console', 'yaml'),
  );
  fc.assert(
    fc.property(page, ([body, info]) => {
      const text = body.join('\n');
      const { runbook } = parseRunbook(
        'a.md',
        new TextEncoder().encode(`# A\n\n\`\`\`${info}\n${text}\n\`\`\`\n`),
        classifiers,
      );
      if (text.trim() === '') return;
      expect(runbook === undefined ? [] : textsOf(runbook)).toEqual([text]);
    }),
    { numRuns: 300 },
  );
}, 120_000);
