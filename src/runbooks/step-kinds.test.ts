// Choices, calls, queries, checks, and attributes that would do nothing: what is read, and what is told.

import { describe, expect, it } from 'vitest';
import { bindClassifiers } from './bind-classifiers.ts';
import type { Problem, Procedure } from './model.ts';
import { parseRunbook } from './parse.ts';
import { loadParsers } from './risk/parsers.ts';

const classifiers = bindClassifiers(await loadParsers());

const front = `---
system: shop
approvers: ["@shop-approvers"]
targets:
  app: { http: "\${SHOP_URL}" }
  db: { postgres: "\${SHOP_DATABASE_URL}" }
  ops: { shell: "ssh://deploy@\${SHOP_HOST}:2222", known_hosts: /etc/shop/keys }
  metrics: { prometheus: "\${PROMETHEUS_URL}", headers: { Authorization: "Bearer \${METRICS_TOKEN}" } }
---
# Shop

`;

/** One procedure; with one line of settings its first own line is line 17. */
function read(body: string, settings = 'id: mend'): { procedure: Procedure | undefined; problems: readonly Problem[] } {
  const text = `${front}## Mend\n\n\`\`\`yaml procedure\n${settings}\n\`\`\`\n${body}\n`;
  const { runbook, problems } = parseRunbook('shop.md', new TextEncoder().encode(text), classifiers);
  return { procedure: runbook?.procedures[0], problems };
}

function procedureOf(body: string, settings?: string): Procedure {
  const { procedure, problems } = read(body, settings);
  expect(problems).toEqual([]);
  if (procedure === undefined) throw new Error('no procedure');
  return procedure;
}

const block = (info: string, text: string): string => `\`\`\`${info}\n${text}\n\`\`\``;
const way = block('choose save=way', 'back: "Put it back"\non: Go on');
const backward = block(`http target=app when='way == "back"'`, 'GET /back');
const params = 'id: mend\nparams: { order: {}, count: { type: integer, default: 2 } }';

describe('a choice', () => {
  it('has options with words, and later steps go by its value', () => {
    expect(procedureOf(`Which way?\n${way}\n${backward}`).steps).toMatchObject([
      {
        kind: 'choose',
        title: 'Which way?',
        risk: 'read',
        name: 'way',
        options: [
          { value: 'back', label: 'Put it back' },
          { value: 'on', label: 'Go on' },
        ],
      },
      { kind: 'http', when: 'way == "back"' },
    ]);
  });

  it.each([
    ['no name', block('choose', 'a: A\nb: B'), '17: The choice has no name.'],
    ['a name that is an expression', block('choose save=way:1', 'a: A\nb: B'), '17: `save` has the wrong form.'],
    [
      'a name that is taken',
      block('choose save=status', 'a: A\nb: B'),
      '17: `status` cannot be saved under this name.',
    ],
    ['an attribute of another kind', block('choose save=way expect=1', 'a: A\nb: B'), '17: `expect` is no attribute'],
    ['one option', block('choose save=way', 'a: A'), '18: The choice has 1 options.'],
    ['a list', block('choose save=way', '- A\n- B'), '18: The options of the choice cannot be read.'],
    [
      'a value that is no word',
      block('choose save=way', 'A b: A\nc: C'),
      '18: The options of the choice cannot be read.',
    ],
    ['words too long for a button', block('choose save=way', `a: ${'x'.repeat(76)}\nb: B`), '18: The options'],
    ['two options with the same words', block('choose save=way', 'a: Go\nb: Go'), '18: Two options are called `Go`.'],
    ['broken YAML', block('choose save=way', 'a: [A\nb: B'), 'This is not valid YAML'],
    ['nothing that goes by it', way, '17: No later step goes by the choice `way`.'],
    ['nothing later that goes by it', `${backward}\n${way}`, 'nothing is called `way`'],
    [
      'a value that it does not have',
      `${way}\n${block(`http target=app when='way == "bak"'`, 'GET /')}`,
      '21: The choice `way` has no option `bak`.',
    ],
    ['another choice of the name', `${way}\n${way}\n${backward}`, '21: `way` is a choice already.'],
    [
      'a step that saves under its name',
      `${way}\n${block('http target=app save=way:status', 'GET /')}\n${backward}`,
      '21: `way` is a choice already.',
    ],
  ])('%s', (_name, body, expected) => {
    const { procedure, problems } = read(body);
    expect(procedure).toBeUndefined();
    expect(problems.map(({ line, say }) => `${line}: ${say}`)).toContainEqual(expect.stringContaining(expected));
  });
});

describe('a call', () => {
  it('names a procedure of this page or another, and what its parameters get', () => {
    const body = `First a backup.\n${block(
      `yaml step when='parameters.count > 1'`,
      'use: backup.take\nwith: { name: "{{order}}", keep: 7, cold: true }',
    )}\n${block('yaml step', 'use: other')}`;
    expect(procedureOf(body, params).steps).toMatchObject([
      {
        kind: 'use',
        title: 'First a backup.',
        procedure: 'backup.take',
        when: 'parameters.count > 1',
        with: { name: { parameter: 'order' }, keep: { value: 7 }, cold: { value: true } },
      },
      { kind: 'use', procedure: 'shop.other', with: {} },
    ]);
  });

  it('makes a procedure of its heading by itself', () => {
    const text = `${front}## Call it\n\n${block('yaml step', 'use: other')}\n`;
    const { runbook } = parseRunbook('shop.md', new TextEncoder().encode(text), classifiers);
    expect(runbook?.procedures).toMatchObject([{ id: 'call-it', steps: [{ kind: 'use' }] }]);
  });

  it.each([
    ['no procedure', 'with: {}', '`use` in the step block has the wrong form.'],
    ['a name that is none', 'use: "Take a backup"', '`use` in the step block has the wrong form.'],
    ['an unknown setting', 'use: other\nwhen: x', 'The step block has no setting `when`.'],
    [
      'an unknown parameter of its own',
      'use: other\nwith: { a: "{{ordre}}" }',
      '`ordre` is no parameter of this procedure.',
    ],
    [
      'a parameter with words around it',
      'use: other\nwith: { a: "x{{order}}" }',
      'A parameter is handed on as a whole',
    ],
    ['a place without quotes', 'use: other\nwith: { a: {{order}} }', '`with.a` in the step block has the wrong form.'],
  ])('%s', (_name, text, expected) => {
    const { procedure, problems } = read(block('yaml step', text), params);
    expect(procedure).toBeUndefined();
    expect(problems.map(({ say }) => say)).toContainEqual(expect.stringContaining(expected));
  });
});

describe('a query', () => {
  it('reads, on a Prometheus', () => {
    const text = 'sum by (job) (rate(errors_total{job="{{order}}"}[5m])) # per second';
    expect(procedureOf(block(`promql target=metrics expect='value < 0.5'`, text), params)).toMatchObject({
      risk: 'read',
      approvals: 0,
      steps: [
        {
          kind: 'promql',
          target: 'metrics',
          repeat: 'safe',
          because: ['It is a Prometheus query, which cannot change anything'],
        },
      ],
    });
  });

  it.each([
    ['an undeclared parameter', 'up{job="{{x}}"}', '`x` is no parameter of this procedure.'],
    ['a parameter as a metric', '{{order}}{job="a"}', '`{{order}}` is not the value of a label.'],
    ['a parameter as the name of a label', 'up{"{{order}}"="a"}', '`{{order}}` is not the value of a label.'],
    [
      'a parameter in the text of a function',
      'label_replace(up, "a", "{{order}}", "b", "c")',
      'is not the value of a label.',
    ],
    ['a parameter as a time', 'up[{{order}}]', 'is not the value of a label.'],
    ['a parameter as a pattern', 'up{job=~"{{order}}"}', '`{{order}}` stands after `=~`, where'],
    ['a parameter between backquotes', 'up{job=`{{order}}`}', 'A parameter stands between backquotes'],
    ['braces without a name', 'up{job="{{ .Labels }}"}', '`{{` has to be followed by the name of a parameter'],
    ['an open quote', 'up{job="a}', 'The quote " is never closed.'],
    ['an open bracket', 'sum(up', 'A `(` of the query is never closed.'],
    ['a bracket too many', 'up)', 'The `)` closes nothing.'],
    ['nothing', '# later', 'The block holds no query.'],
  ])('%s', (_name, text, expected) => {
    const { procedure, problems } = read(block('promql target=metrics', text), params);
    expect(procedure).toBeUndefined();
    expect(problems.map(({ line, say }) => `${line}: ${say}`)).toContainEqual(expect.stringContaining(expected));
  });
});

describe('what would do nothing is told', () => {
  const http = (info: string): string => block(`http target=app ${info}`, 'GET /');
  const sql = (info: string, text = 'select 1'): string => block(`sql target=db ${info}`, text);
  const change = 'insert into a values (1)';
  it.each([
    ['every alone', http('every=5s'), '`every` stands without `within` or `for`.'],
    ['within alone', http('within=5s'), '`within` stands without `every`.'],
    ['for alone', http('for=5m'), '`for` stands without `every`.'],
    ['every longer than within', http('every=5m within=2m'), '`every` is longer than `within`'],
    ['within shorter than for', http('every=5s within=1m for=2m'), '`within` is shorter than `for`'],
    [
      "for longer than the procedure's time",
      http('every=30s for=15m'),
      "`for` is not shorter than the procedure's own time.",
    ],
    ['retry beside every', http('every=5s within=1m retry=2'), '`retry` does nothing beside `every`'],
    ['max_rows on another kind', http('max_rows=1'), '`max_rows` is only for sql blocks.'],
    ['tolerance on another kind', http('tolerance=2'), '`tolerance` is only for sql blocks.'],
    [
      'max_rows of what only reads',
      sql('max_rows=1'),
      '`max_rows` counts rows that change, but this block only reads.',
    ],
    ['a tolerance below one', sql('tolerance=0.5', change), '`tolerance` has the wrong form.'],
    ['evidence that changes something', sql('evidence', change), '`evidence` stands on a block of risk change'],
    ['a probe of what is safe to repeat', http(`verify='GET /'`), '`verify` is never asked'],
    ['a probe of a query', block(`promql target=metrics repeat=ask verify='up'`, 'up'), 'a query leaves no doubt.'],
    ['undo of what only reads', http('undo=mend'), '`undo` stands on a block that changes nothing.'],
    ['a condition that is always true', http(`when='1 < 2'`), '`when` is always true.'],
    ['a condition that never holds', http(`when='false'`), '`when` never holds, so the step is never reached.'],
    ['value of a request', http(`expect='value > 1'`), '`expect` names `value`, which this kind of step never gives.'],
    ['status of a query', block(`promql target=metrics expect='status == 200'`, 'up'), '`expect` names `status`'],
  ])('%s', (_name, body, expected) => {
    const { procedure, problems } = read(body);
    expect(procedure).toBeUndefined();
    expect(problems.map(({ say }) => say)).toContainEqual(expect.stringContaining(expected));
  });

  it('and what does something is kept', () => {
    const body = [
      http('every=10s for=2m within=10m evidence'),
      sql('max_rows=5 tolerance=1.5 undo=other.unmend', change),
    ].join('\n');
    expect(procedureOf(body).steps).toMatchObject([
      { everyMs: 10_000, forMs: 120_000, withinMs: 600_000, evidence: true },
      { maxRows: 5, tolerance: 1.5, undo: 'other.unmend', evidence: false },
    ]);
  });
});

describe('a check', () => {
  const lag = block('promql target=metrics save=lag:value', 'lag_seconds');
  const warned = 'thresholds: { lag: { warn: 1 } }';

  it('keeps its schedule, its thresholds and what leads to it', () => {
    const settings = [
      'id: mend',
      'alerts: [ShopSlow]',
      'symptoms: ["orders take for ever"]',
      'schedule: "*/15  8-18 * * mon-fri"',
      'thresholds:',
      '  lag: { warn: 30, critical: "value > 300 || lag < 0" }',
    ].join('\n');
    expect(procedureOf(lag, settings)).toMatchObject({
      alerts: ['ShopSlow'],
      symptoms: ['orders take for ever'],
      schedule: '*/15 8-18 * * mon-fri',
      thresholds: [{ metric: 'lag', warn: 'value >= 30', critical: 'value > 300 || lag < 0' }],
    });
    expect(procedureOf(lag, 'thresholds: [{ metric: lag, critical: 5 }]').thresholds).toEqual([
      { metric: 'lag', critical: 'value >= 5' },
    ]);
  });

  it.each([
    [
      'a schedule with four fields',
      'schedule: "* * * *"',
      lag,
      '`schedule` in the procedure block has the wrong form.',
    ],
    [
      'a threshold for nothing',
      'thresholds: { lagg: { warn: 1 } }',
      lag,
      'The threshold names `lagg`, which no step saves.',
    ],
    ['a threshold without level', 'thresholds: { lag: {} }', lag, 'The threshold of `lag` has no level.'],
    [
      'a threshold that does not compile',
      'thresholds: { lag: { warn: "value >" } }',
      lag,
      'The threshold of `lag` cannot be read',
    ],
    ['a threshold that is no map', 'thresholds: 5', lag, '`thresholds` in the procedure block has the wrong form.'],
    [
      'a parameter without value',
      'schedule: "0 8 * * *"\nparams: { order: {} }',
      lag,
      '`order` has no value by itself.',
    ],
    [
      'a step that changes',
      'schedule: "0 8 * * *"',
      block('sql target=db', 'update a set b = 1'),
      'this step changes something',
    ],
    ['a step for a person', warned, `${lag}\n- [ ] Look at it.`, 'this step needs a person.'],
  ])('%s', (_name, settings, body, expected) => {
    const { procedure, problems } = read(body, settings);
    expect(procedure).toBeUndefined();
    expect(problems.map(({ say }) => say)).toContainEqual(expect.stringContaining(expected));
  });
});
