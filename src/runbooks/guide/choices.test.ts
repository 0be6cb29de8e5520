import { describe, expect, it } from 'vitest';
import { bindClassifiers } from '../bind-classifiers.ts';
import type { Step } from '../model.ts';
import { compileExpression } from '../expression.ts';
import { parseRunbook } from '../parse.ts';
import { loadParsers } from '../risk/parsers.ts';
import { findChoices } from './choices.ts';
import { withWordWays } from './word-ways.ts';

const classifiers = bindClassifiers(await loadParsers());

function stepsOf(body: string): readonly Step[] {
  const { runbook } = parseRunbook('a.md', new TextEncoder().encode(`# Shop\n\n## Restart\n\n${body}`), classifiers);
  expect(runbook?.procedures.map(({ id }) => id)).toEqual(['restart']);
  return runbook?.procedures[0]?.steps ?? [];
}

/** `a/b` is a choice; `a: ls` a step that depends on it. */
function told(steps: readonly Step[]): string[] {
  return steps.map((step) => {
    if (step.kind === 'choose') return step.options.map(({ label }) => label).join(' / ');
    const text = step.kind === 'manual' ? (step.text.split('\n').at(-1) ?? '') : step.kind;
    return step.when === undefined ? text : `${step.when}: ${text}`;
  });
}

const sh = (text: string): string => `\`\`\`sh\n${text}\n\`\`\`\n\n`;

describe('ways of which one is taken', () => {
  const both = ['Option A: by hand / Option B', 'choice == "option-a": ls', 'choice == "option-b": pwd', 'date'];

  it.each<readonly [string, string, readonly string[]]>([
    [
      'bold lines',
      `**Option A: by hand**\n\n${sh('ls')}**Option B:**\n\n${sh('pwd')}**After that**\n\n${sh('date')}`,
      both,
    ],
    ['plain lines', `Option A: by hand\n\n${sh('ls')}Option B\n\n${sh('pwd')}**After that**\n\n${sh('date')}`, both],
    ['headings', `### Option A: by hand\n\n${sh('ls')}### Option B\n\n${sh('pwd')}`, both.slice(0, 3)],
    [
      'list items',
      `- Option A: by hand\n\n  \`\`\`sh\n  ls\n  \`\`\`\n- Option B\n\n  \`\`\`sh\n  pwd\n  \`\`\`\n\n${sh('date')}`,
      both,
    ],
    [
      'list items that are only words',
      '1. Option A: by hand\n2. Option B\n',
      ['Option A: by hand / Option B', 'choice == "option-a": Option A: by hand', 'choice == "option-b": Option B'],
    ],
    [
      'an "or" between blocks',
      `${sh('ls')}or\n\n${sh('pwd')}Or, by hand:\n\n${sh('date')}`,
      ['ls / pwd / date', 'choice == "ls": ls', 'choice == "pwd": pwd', 'choice == "date": date'],
    ],
    [
      'tabs',
      '=== "Linux"\n\n    ```sh\n    ls\n    ```\n\n=== "Mac"\n\n    ```sh\n    pwd\n    ```\n\nThen:\n\n```sh\ndate\n```\n',
      ['Linux / Mac', 'choice == "linux": ls', 'choice == "mac": pwd', 'date'],
    ],
    [
      'an alternative to what stands before it',
      `**The usual way**\n\n${sh('ls')}**Alternative:**\n\n${sh('pwd')}`,
      ['The usual way / Alternative', 'choice == "the-usual-way": ls', 'choice == "alternative": pwd'],
    ],
    [
      'an alternative without a name for the other',
      `First:\n\n${sh('ls')}### Alternative\n\n${sh('pwd')}`,
      ['The usual way / Alternative', 'choice == "the-usual-way": ls', 'choice == "alternative": pwd'],
    ],
    [
      'a way that is only words',
      `**Method 1**\n\nAsk the porter.\n\n**Method 2**\n\n${sh('ls')}`,
      ['Method 1 / Method 2', 'choice == "method-1": Ask the porter.', 'choice == "method-2": ls'],
    ],
    [
      'ways inside a way',
      `**Option A**\n\n${sh('ls')}or\n\n${sh('pwd')}**Option B**\n\n${sh('date')}`,
      [
        'Option A / Option B',
        'ls / pwd',
        'choice == "option-a" && choice2 == "ls": ls',
        'choice == "option-a" && choice2 == "pwd": pwd',
        'choice == "option-b": date',
      ],
    ],
    [
      'ways inside a block',
      sh('cd /srv\n# Option A: one host\nsystemctl restart api\n# Option B: all\nnomad job restart api'),
      [
        'cd /srv',
        'Option A: one host / Option B: all',
        'choice == "option-a": systemctl restart api',
        'choice == "option-b": nomad job restart api',
      ],
    ],
  ])('are offered as a choice: %s', (_name, body, expected) => {
    const steps = stepsOf(body);
    expect(told(steps)).toEqual(expected);
    const names = steps.flatMap((step) => (step.kind === 'choose' ? [step.name] : []));
    for (const { when } of steps)
      if (when !== undefined) expect(compileExpression(when, names)).toMatchObject({ ok: true });
  });

  it.each<readonly [string, string, readonly string[]]>([
    ['one option alone', `**Option A**\n\n${sh('ls')}**Then**\n\n${sh('pwd')}`, ['ls', 'pwd']],
    ['steps in a row', `**First**\n\n${sh('ls')}**Second**\n\n${sh('pwd')}`, ['ls', 'pwd']],
    ['options without anything to do', `- Option A is blue\n\n${sh('ls')}`, ['ls']],
    ['an "or" in a sentence', `${sh('ls')}It is red or blue.\n\n${sh('pwd')}`, ['ls', 'pwd']],
    ['alternatives to a contact', `**Alternative contacts**\n\n${sh('ls')}`, ['ls']],
  ])('are not seen in %s', (_name, body, expected) => {
    expect(told(stepsOf(body))).toEqual(expected);
  });
});

it('keeps a block byte for byte, however many ways it offers', () => {
  const text = 'cd /srv\n\n# Option A\nls  \n\n\n# Option B\n\tpwd\n';
  const steps = stepsOf(`\`\`\`sh\n${text}\n\`\`\`\n`);
  expect(steps.flatMap((step) => (step.kind === 'manual' ? [step.text] : [])).join('\n')).toBe(text);
  expect(steps.map(({ line }) => line)).toEqual([6, 8, 8, 12]);
});

it('asks first what the choice is about', () => {
  const steps = stepsOf(
    `${sh('id')}Bring it back one way or the other:\n\n**Option A**\n\n${sh('ls')}**Option B**\n\n${sh('pwd')}`,
  );
  expect(steps).toMatchObject([
    {},
    { kind: 'choose', title: 'Bring it back one way or the other', risk: 'read' },
    { title: 'Option A' },
    {},
  ]);
});

it('takes time in proportion to the page', () => {
  const words = (text: string, line: number) =>
    ({ kind: 'words', text, role: 'bold', depth: 0, line, endLine: line, stated: [] }) as const;
  const step = (line: number) =>
    ({ kind: 'do', text: 'x', codes: [], depth: 0, line, endLine: line, stated: [] }) as const;
  for (const title of ['Option A', 'Alternative', 'or', 'Then']) {
    const entries = Array.from({ length: 100_000 }, (_, line) => (line % 3 === 0 ? words(title, line) : step(line)));
    const choices = findChoices(entries, [], 0);
    expect(withWordWays(entries, choices)).toHaveLength(entries.length);
  }
});
