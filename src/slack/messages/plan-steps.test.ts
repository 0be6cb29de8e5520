import { describe, expect, test } from 'vitest';
import { executable, planOf, scriptStep } from '../../../test/support/sample-run.ts';
import type { PlannedStep } from '../../runbooks/planned.ts';
import { exactText, inWords, planAsMarkdown, planBlocks, titleOf, where } from './plan-steps.ts';

test('the preview of a plan: every step’s text, target, risk and why', () => {
  const texts = planBlocks(planOf()).blocks.flatMap((block) => {
    if (block.type === 'section') return [block.text?.text];
    if (block.type === 'context')
      return block.elements.map((element) => ('text' in element ? `  (${element.text})` : ''));
    return [];
  });
  expect(`\n${texts.join('\n')}\n`).toMatchInlineSnapshot(`
    "
    *1. Look at what is running*
    \`\`\`GET https://shop.example/version
    Accept: application/json\`\`\`
      (*read* · on \`app\` (https://shop.example) · expects \`status == 200\` · tries every 5 s for 1 min 30 s)
    *2. Put the code back*
    \`\`\`# revision="1a2b3c4"
    git checkout --detach "$revision"\`\`\`
      (:red_circle: *destroy* · on \`ops\` (local shell in /srv/shop) · ​\`git checkout​\` throws away uncommitted work)
    *3. Tell the status page*
    ☐ a person ticks this off
    *4. Ask for approval*
    @shop-approvers must approve: The shop opens again.
    *5. Wait 30 min*
    30 min
      (only when \`exit == 0\`)
    "
  `);
});

const first: PlannedStep = { kind: 'manual', title: 'Look', risk: 'read', because: [], text: 'Look' };
const long = scriptStep({ script: `echo ${'x'.repeat(2_400)}` });

describe('a plan that does not fit', () => {
  test.each<[string, PlannedStep[], number, string]>([
    ['fits', [first, scriptStep()], 2, ''],
    ['has a long script', [first, long, first], 1, '*2 more steps*'],
    ['has one step too many', Array.from({ length: 16 }, () => first), 15, '*1 more step*'],
    ['is long in all', Array.from({ length: 4 }, () => scriptStep({ script: 'y'.repeat(2_000) })), 3, '*1 more step*'],
    ['has a title that would be cut', [first, { ...first, title: 't'.repeat(201) }], 1, '*1 more step*'],
    ['has a condition that would be cut', [first, { ...first, when: 'w'.repeat(300) }], 1, '*1 more step*'],
    [
      'has a gate with a long reason',
      [{ kind: 'approve', title: '', risk: 'read', because: [], who: ['@a'], why: 'w'.repeat(2_400) }],
      0,
      '*1 more step*',
    ],
  ])('%s', (_name, steps, shown, said) => {
    const { blocks, isWhole } = planBlocks(planOf({ steps }), 'elsewhere');
    expect(isWhole).toBe(said === '');
    expect(blocks.filter((block) => block.type === 'section' && /^\*\d/.test(block.text?.text ?? '')).length).toBe(
      shown,
    );
    expect(JSON.stringify(blocks.at(-1))).toContain(said === '' ? '' : `${said}: the whole plan is elsewhere.`);
  });
});

test.each<[string, PlannedStep, string, string]>([
  [
    'a script with its parameters',
    scriptStep(),
    'Put the code back',
    '# revision="1a2b3c4"\ngit checkout --detach "$revision"',
  ],
  [
    'a request',
    {
      ...executable,
      kind: 'http',
      target: { kind: 'http', name: 'app', address: 'https://a.example', headers: { Authorization: 'Bearer ${T}' } },
      request: { method: 'POST', path: '/x?y=1', headers: { 'X-A': 'b' }, body: '{}' },
    },
    'POST /x?y=1',
    'POST https://a.example/x?y=1\nX-A: b\n\n{}',
  ],
  [
    'statements with their values',
    {
      ...executable,
      kind: 'sql',
      target: { kind: 'postgres', name: 'db', address: 'u@h/d', url: '${D}' },
      statements: [
        { text: 'select 1', values: [] },
        { text: 'update t set a = $1, b = $2', values: ['x"y', true] },
      ],
    },
    'Run SQL',
    'select 1\nupdate t set a = $1, b = $2\n-- $1 = "x\\"y", $2 = true',
  ],
  ['a script without a title', scriptStep({ title: '' }), 'Run a script', exactText(scriptStep())],
  ['a block to be done by hand', { ...first, title: '', text: 'a\nb' }, 'Do by hand', 'a\nb'],
  ['a title of two lines', { ...first, title: 'Look\n  twice' }, 'Look twice', 'Look'],
  [
    'a gate',
    { kind: 'approve', title: '', risk: 'read', because: [], who: ['@a', '@b'], why: 'Sure?' },
    'Ask for approval',
    '@a, @b: Sure?',
  ],
  [
    'a wait',
    { kind: 'wait', title: '', risk: 'read', because: [], durationMs: 90_000 },
    'Wait 1 min 30 s',
    '1 min 30 s',
  ],
])('%s', (_name, step, title, text) => {
  expect(titleOf(step)).toBe(title);
  expect(exactText(step)).toBe(text);
});

test.each([
  [0, '0 ms'],
  [999.6, '1000 ms'],
  [1_000, '1 s'],
  [59_999, '1 min'],
  [3_600_000, '1 h'],
  [90_061_000, '1 d 1 h'],
  [400 * 86_400_000, '400 d'],
])('%d ms is %s', (ms, words) => {
  expect(inWords(ms)).toBe(words);
});

test('a target says where it is', () => {
  expect(where({ kind: 'shell', name: 'ops', host: 'local', env: [] })).toBe('local shell');
  expect(where({ kind: 'shell', name: 'ops', host: 'local', cwd: '/srv', env: [] })).toBe('local shell in /srv');
});

test('the plan’s file holds every step in a fence that its own backticks cannot close', () => {
  const script = 'cat <<X\n````\nX';
  const file = planAsMarkdown(
    planOf({ steps: [scriptStep({ script, when: 'a == 1', expect: 'exit == 0' }), first] }),
    'd1',
  );
  expect(file).toContain(`\n\`\`\`\`\`\n# revision="1a2b3c4"\n${script}\n\`\`\`\`\`\n`);
  for (const words of [
    'digest d1',
    '- revision = "1a2b3c4"',
    '## 2. Look',
    'Only when a == 1',
    'Expects exit == 0',
    '> `git',
  ])
    expect(file).toContain(words);
});

test('text that turns the reading direction around is named in the file', () => {
  expect(planAsMarkdown(planOf({ steps: [scriptStep({ script: 'rm \u202Efr-' })] }), 'd1')).toContain('rm ⟨U+202E⟩fr-');
});
