// Procedures that call procedures, of several pages.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { procedureOf, runbookOf, scriptOf } from '../../test/support/sample-runbook.ts';
import { linkCalls, type Linked } from './calls.ts';
import { loadRunbooks } from './load.ts';
import type { Procedure, Runbook, Step, UseStep } from './model.ts';

function call(procedure: string, change: Partial<UseStep> = {}): Step {
  return { kind: 'use', title: '', line: 7, risk: 'read', because: [], marks: [], procedure, with: {}, ...change };
}

const read = scriptOf({ risk: 'read' });

/** `shop.a` from `a`, with these steps. */
function named(name: string, steps: readonly Step[], change: Partial<Procedure> = {}): Procedure {
  return procedureOf({ name, id: name.split('.')[1] ?? '', steps, risk: 'read', ...change });
}

function link(procedures: readonly Procedure[], change: Partial<Runbook> = {}, broken: readonly string[] = []): Linked {
  const systems = [...new Set(procedures.map(({ name }) => name.split('.')[0] ?? ''))];
  const runbooks = systems.map((system) =>
    runbookOf({
      system,
      file: `${system}.md`,
      procedures: procedures.filter(({ name }) => name.startsWith(`${system}.`)),
      ...change,
    }),
  );
  return linkCalls(runbooks, new Set(broken));
}

function namesOf({ runbooks }: Linked): string[] {
  return runbooks.flatMap(({ procedures }) => procedures.map(({ name }) => name));
}

function told({ problems }: Linked): string[] {
  return problems.map(({ file, line, procedure, say }) => `${file}:${line} ${procedure}: ${say}`);
}

it('a procedure is as dangerous, and asks as many people, as the worst that it calls', () => {
  const linked = link([
    named('shop.a', [read, call('shop.b', { line: 3 })]),
    named('shop.b', [call('ace.c')], { approvals: 1 }),
    named('ace.c', [scriptOf({ risk: 'destroy' })], { risk: 'destroy', approvals: 2 }),
  ]);
  expect(linked.problems).toEqual([]);
  expect(linked.runbooks[0]?.procedures).toMatchObject([
    {
      name: 'shop.a',
      risk: 'destroy',
      approvals: 2,
      steps: [{ risk: 'read' }, { risk: 'destroy', because: ['`shop.b` is destroy'] }],
    },
    { name: 'shop.b', risk: 'destroy', approvals: 2 },
  ]);
});

it('pages without calls stay as they are, whatever they do', () => {
  const steps = Array.from({ length: 300 }, () => scriptOf({ risk: 'destroy' }));
  const page = runbookOf({ approvers: [], procedures: [named('shop.a', steps, { risk: 'destroy' })] });
  expect(linkCalls([page], new Set()).runbooks[0]).toBe(page);
});

describe('a call that cannot work leaves its procedure out, and whoever calls that one', () => {
  const parameters = [
    { name: 'revision', type: 'string', pattern: '[0-9a-f]+' },
    { name: 'count', type: 'integer', default: 1 },
  ] as const;
  const callee = named('shop.b', [read], { parameters });
  it.each<[string, Step, string, Partial<Procedure>?]>([
    ['unknown', call('shop.bb'), 'There is no procedure `shop.bb` to call.'],
    ['left out already', call('shop.gone'), '`shop.gone` has a problem of its own, so it cannot be called.'],
    ['a missing value', call('shop.b'), '`shop.b` needs a value for `revision`.'],
    [
      'an unknown parameter',
      call('shop.b', { with: { revison: { value: 'a' } } }),
      '`shop.b` has no parameter `revison`.',
    ],
    [
      'a value that does not fit',
      call('shop.b', { with: { revision: { value: 'x' } } }),
      '`revision` must match `[0-9a-f]+`',
    ],
    [
      'a value of the wrong type',
      call('shop.b', { with: { count: { value: 'x' } } }),
      '`count` must be a whole number',
    ],
    [
      'an undo that is nowhere',
      scriptOf({ line: 7, undo: 'ace.unmend' }),
      '`undo` names `ace.unmend`, which does not exist.',
    ],
  ])('%s', (_name, step, say, change) => {
    const linked = link([named('shop.a', [step], change), callee, named('ace.d', [call('shop.a')])], {}, ['shop.gone']);
    expect(namesOf(linked)).toEqual(['shop.b']);
    expect(told(linked)[0]).toContain(`shop.md:7 shop.a: `);
    expect(told(linked)).toContainEqual(expect.stringContaining(say));
    expect(told(linked).at(-1)).toBe('ace.md:7 ace.d: `shop.a` has a problem of its own, so it cannot be called.');
  });

  it('with the name that was meant', () => {
    const linked = link([named('shop.a', [call('shop.take-bakcup')]), named('shop.take-backup', [read])]);
    expect(linked.problems.map(({ hint }) => hint)).toEqual(['Did you mean `shop.take-backup`?']);
  });

  it('with what destroys and nobody to approve it', () => {
    const destroys = named('ace.c', [scriptOf({ risk: 'destroy' })], { risk: 'destroy', approvals: 1 });
    const linked = linkCalls(
      [
        runbookOf({ approvers: [], file: 'shop.md', procedures: [named('shop.a', [call('ace.c')])] }),
        runbookOf({ system: 'ace', procedures: [destroys] }),
      ],
      new Set(),
    );
    expect(told(linked)).toEqual([
      'shop.md:1 shop.a: A procedure that it calls needs approval, but nobody may approve it here.',
    ]);
  });
});

it('a check calls only what reads and needs nobody', () => {
  const person: Step = { kind: 'manual', title: '', line: 1, risk: 'read', because: [], marks: [], text: 'Look' };
  const linked = link([
    named('shop.reads', [read]),
    named('shop.asks', [person]),
    named('shop.outer', [call('shop.asks')]),
    named('shop.good', [call('shop.reads')], { schedule: '* * * * *' }),
    named('shop.bad', [call('shop.outer')], { schedule: '* * * * *' }),
  ]);
  expect(namesOf(linked)).toEqual(['shop.reads', 'shop.asks', 'shop.outer', 'shop.good']);
  expect(told(linked)).toEqual([expect.stringContaining('shop.md:7 shop.bad: A procedure with a schedule')]);
});

describe('circles', () => {
  it('are told with the whole chain, and whoever calls into one has a problem too', () => {
    const linked = link([
      named('shop.a', [read, call('ace.b')]),
      named('ace.b', [call('shop.c')]),
      named('shop.c', [call('shop.a')]),
      named('shop.d', [call('shop.a')]),
      named('shop.e', [read]),
    ]);
    expect(namesOf(linked)).toEqual(['shop.e']);
    expect(told(linked).sort()).toEqual([
      'ace.md:7 ace.b: The calls go round in a circle: ace.b → shop.c → shop.a → ace.b.',
      'shop.md:7 shop.a: The calls go round in a circle: shop.a → ace.b → shop.c → shop.a.',
      'shop.md:7 shop.c: The calls go round in a circle: shop.c → shop.a → ace.b → shop.c.',
      'shop.md:7 shop.d: `shop.a` has a problem of its own, so it cannot be called.',
    ]);
  });

  it('one that calls itself', () => {
    expect(told(link([named('shop.a', [call('shop.a')])]))).toEqual([
      'shop.md:7 shop.a: The calls go round in a circle: shop.a → shop.a.',
    ]);
  });
});

it('200 steps are the most, those of called procedures counted in', () => {
  const hundred = Array.from({ length: 100 }, () => read);
  const linked = link([
    named('shop.b', hundred),
    named('shop.a', [call('shop.b'), call('shop.b')]),
    named('shop.c', [call('shop.b'), call('shop.b'), read]),
  ]);
  expect(namesOf(linked)).toEqual(['shop.b', 'shop.a']);
  expect(told(linked)).toEqual(['shop.md:1 shop.c: With the steps of what it calls, the procedure has 201.']);
});

it('what cannot work is told when the pages load', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'runbooks-'));
  try {
    const page = (system: string, use: string): string =>
      `---\nsystem: ${system}\n---\n# Page\n\n## Call\n\n\`\`\`yaml step\nuse: ${use}\n\`\`\`\n`;
    await writeFile(path.join(folder, 'a.md'), page('ace', 'shop.call'));
    await writeFile(path.join(folder, 's.md'), page('shop', 'ace.call'));
    const library = await loadRunbooks([folder]);
    expect(library.procedureNames()).toEqual([]);
    expect(library.problems.map(({ line, say }) => `${line} ${say}`)).toEqual([
      '8 The calls go round in a circle: ace.call → shop.call → ace.call.',
      '8 The calls go round in a circle: shop.call → ace.call → shop.call.',
    ]);
  } finally {
    await rm(folder, { recursive: true });
  }
}, 20_000);

it('thousands of procedures in one circle, or in one long row, are told in no time', () => {
  const name = (index: number): string => `shop.p${index}`;
  const circle = Array.from({ length: 5_000 }, (_, index) => named(name(index), [call(name((index + 1) % 5_000))]));
  expect(namesOf(link(circle))).toEqual([]);
  const row = Array.from({ length: 5_000 }, (_, index) =>
    named(name(index), [index === 4_999 ? read : call(name(index + 1))]),
  );
  expect(namesOf(link(row))).toHaveLength(10);
}, 5_000);
