// The reference of the runbook language: every example on it is sound, and nothing that the language has is missing from it.

import type { Code, Nodes } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { describe, expect, test } from 'vitest';
import { attributeNames } from '../../src/runbooks/attributes.ts';
import { bindClassifiers } from '../../src/runbooks/bind-classifiers.ts';
import { codeKinds } from '../../src/runbooks/block-code.ts';
import { linkCalls } from '../../src/runbooks/calls.ts';
import { expressionNames } from '../../src/runbooks/expression.ts';
import type { Runbook, Step } from '../../src/runbooks/model.ts';
import { parseRunbook } from '../../src/runbooks/parse.ts';
import { settingNames } from '../../src/runbooks/procedure-settings.ts';
import { loadParsers } from '../../src/runbooks/risk/parsers.ts';
import { textFiles } from './tree.ts';

const file = 'docs/guides/runbook-language.md';
const page = (await textFiles()).find((each) => each.file === file)?.text ?? '';
const classifiers = bindClassifiers(await loadParsers());
const examples = codesIn(unified().use(remarkParse).use(remarkGfm).parse(page)).filter(
  ({ lang }) => lang === 'markdown',
);
const frontMatter = /^---\n[^]*?\n---\n/.exec(examples[0]?.value ?? '')?.[0] ?? '';

function codesIn(node: Nodes): Code[] {
  if (node.type === 'code') return [node];
  return 'children' in node ? node.children.flatMap(codesIn) : [];
}

/** A piece is read with the front matter of the first example. */
function read({ value }: Code): { readonly runbook: Runbook | undefined; readonly problems: readonly string[] } {
  const text = value.startsWith('---\n') ? value : `${frontMatter}\n${value}`;
  const { runbook, problems } = parseRunbook(file, Buffer.from(`${text}\n`), classifiers);
  const linked = linkCalls(runbook === undefined ? [] : [runbook], new Set());
  return {
    runbook: linked.runbooks[0],
    problems: [...problems, ...linked.problems].map(({ say, hint }) => `${say} ${hint}`),
  };
}

test('there are examples', () => {
  expect(examples.length).toBeGreaterThan(8);
});

describe.each(examples.map((example) => [example.position?.start.line, example] as const))(
  'the example on line %s',
  (_line, example) => {
    const { runbook, problems } = read(example);

    test('has no problem', () => {
      expect(problems).toEqual([]);
      expect(runbook?.procedures.length).toBeGreaterThan(0);
    });
  },
);

describe('nothing is missing', () => {
  const runbooks = examples.flatMap((example) => read(example).runbook ?? []);
  const procedures = runbooks.flatMap((runbook) => runbook.procedures);
  const steps = procedures.flatMap((procedure) => procedure.steps);
  const code = examples.map(({ value }) => value).join('\n');
  /** What stands in `…` in the first column of some table. */
  const rows = [...page.matchAll(/^\| ([^|]+) \|/gm)].map(([, cell = '']) => cell).join('\n');

  const kinds = ['http', 'sql', 'sh', 'promql', 'manual', 'wait', 'approve', 'choose', 'use'] satisfies Step['kind'][];
  test.each(kinds)('a step of kind %s is shown', (kind) => {
    expect(steps.map((step) => step.kind)).toContain(kind);
  });

  test.each([...codeKinds.keys()])('the fence %s is named', (language) => {
    expect(page).toMatch(new RegExp(`^### .*\\b${language}\\b`, 'm'));
  });

  test.each(attributeNames)('the attribute %s is shown and explained', (name) => {
    expect(code).toMatch(new RegExp(`^ *\`\`\`.*[ ]${name}(?:=| |$)`, 'm'));
    expect(rows).toMatch(new RegExp(`\`[^\`]*\\b${name}\\b`));
  });

  test.each(settingNames)('the setting %s is shown and explained', (name) => {
    expect(code).toMatch(new RegExp(`^${name}:`, 'm'));
    expect(rows).toContain(`\`${name}\``);
  });

  test.each(expressionNames)('expressions know %s', (name) => {
    expect(rows).toMatch(new RegExp(`^\`${name}(?:\\.<name>)?\``, 'm'));
    const written = steps.flatMap((step) => ['expect' in step ? step.expect : '', step.when ?? '']);
    const saved = steps.flatMap((step) => ('save' in step ? step.save.map(({ expression }) => expression) : []));
    expect([...written, ...saved].join('\n')).toContain(name);
  });

  test('targets and types of parameters', () => {
    const targets = Object.values(runbooks[0]?.targets ?? {});
    const declared = targets.map((target) => (target.kind === 'shell' ? target.host.slice(0, 5) : target.kind));
    expect(declared.sort()).toEqual(['http', 'local', 'postgres', 'prometheus', 'ssh:/']);
    const types = new Set(procedures.flatMap(({ parameters }) => parameters.map(({ type }) => type)));
    expect([...types].sort()).toEqual(['boolean', 'integer', 'number', 'string']);
  });
});
