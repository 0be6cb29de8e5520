import { describe, expect, test } from 'vitest';
import { executable, planOf, scriptStep } from '../../../test/support/sample-run.ts';
import type { PlannedStep } from '../../runbooks/planned.ts';
import { planAsMarkdown } from './plan-file.ts';
import { planBlocks } from './plan-steps.ts';
import { exactText, titleOf, where } from './planned-words.ts';
import { inWords } from './time-in-words.ts';

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
    \`\`\`# PATH: from Opsbook's own environment
    # revision="1a2b3c4"
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

test('what a reader has to know of a step stands beside its risk, the first three of it', () => {
  const marks = ['tail -f', 'vi', 'env', 'ssh'].map((name) => ({
    kind: 'interactive' as const,
    say: `${name} <!channel> waits`,
    line: 1,
  }));
  const shown = JSON.stringify(planBlocks(planOf({ steps: [scriptStep({ marks })] })).blocks);
  expect(shown).toContain(':warning: tail -f &lt;!channel&gt; waits');
  expect(shown).toContain('1 more warning about this step');
  expect(shown).not.toContain('ssh');
  expect(planAsMarkdown(planOf({ steps: [scriptStep({ marks })] }), 'd')).toContain('> Line 1: ssh');
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
    ['has a long condition', [first, { ...first, when: 'w'.repeat(300) }], 2, ''],
    ['has a condition that is longer still', [first, { ...first, when: 'w'.repeat(2_400) }], 1, '*1 more step*'],
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
    '# PATH: from Opsbook\'s own environment\n# revision="1a2b3c4"\ngit checkout --detach "$revision"',
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
    'POST https://a.example/x?y=1\nAuthorization: Bearer ${T}\nX-A: b\n\n{}',
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
  expect(file).toContain(
    `\n\`\`\`\`\`\n# PATH: from Opsbook's own environment\n# revision="1a2b3c4"\n${script}\n\`\`\`\`\`\n`,
  );
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

test('choices, queries, SSH and calls are shown with all that an approver has to know', () => {
  const call = {
    procedure: 'ace.take',
    id: '1',
    parameters: {},
    conditions: [{ when: 'way == "back"', id: '', parameters: {} }],
  };
  const options = [
    { value: 'back', label: 'Put it back' },
    { value: 'on', label: 'Go on' },
  ];
  const target = { kind: 'shell', name: 'ops', env: [] } as const;
  const steps: PlannedStep[] = [
    { kind: 'choose', title: 'Which way?', risk: 'read', because: [], name: 'way', options },
    {
      ...scriptStep({ risk: 'read', everyMs: 30_000, forMs: 300_000, withinMs: 1_200_000 }),
      kind: 'promql',
      target: { kind: 'prometheus', name: 'metrics', address: 'https://prom', headers: {} },
      query: 'up == 1',
    },
    scriptStep({ target: { ...target, host: 'ssh://deploy@app1:22', cwd: '/srv', env: [] } }),
    scriptStep({ target: { ...target, host: 'ssh://deploy@app2', env: [] }, when: 'seen', call }),
  ];
  const shown = JSON.stringify(planBlocks(planOf({ steps })).blocks);
  for (const text of [
    '☐ a person chooses:\\n• Put it back\\n• Go on',
    '```up == 1```',
    'on `metrics` (https://prom)',
    'has to hold for 5 min, looks every 30 s, gives up after 20 min',
    'on `ops` (ssh://deploy@app1:22 in /srv)',
    // Another machine behind the same name is shown as well.
    'on `ops` (ssh://deploy@app2)',
    'only for “Put it back” · only when `seen`',
  ])
    expect(shown).toContain(text);
  expect(planAsMarkdown(planOf({ steps }), 'd')).toContain('Only when way == "back"\n\nOnly when seen\n');
});
