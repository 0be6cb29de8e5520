import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bindClassifiers } from './bind-classifiers.ts';
import type { Classifiers } from './classifiers.ts';
import type { Problem, Runbook } from './model.ts';
import { parseRunbook } from './parse.ts';
import { loadParsers } from './risk/parsers.ts';

const classifiers: Classifiers = bindClassifiers(await loadParsers());

const front = `---
system: shop
approvers: ["@shop-approvers"]
targets:
  app: { http: "\${SHOP_URL}" }
  db: { postgres: "\${SHOP_DATABASE_URL}" }
  ops: { shell: local, env: [KUBECONFIG] }
---
# Shop

`;

function parse(text: string | Uint8Array): ReturnType<typeof parseRunbook> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  return parseRunbook('shop.md', bytes, classifiers);
}

/** A page with one procedure; its first own line is line 12 of the file. */
function page(body: string, settings = ''): string {
  return `${front}## Mend\n${settings === '' ? '' : `\n\`\`\`yaml procedure\n${settings}\n\`\`\`\n`}${body}\n`;
}

function runbookOf(text: string): Runbook {
  const { runbook, problems } = parse(text);
  expect(problems).toEqual([]);
  if (runbook === undefined) throw new Error('not a runbook');
  return runbook;
}

function shown({ line, say }: Problem): string {
  return `${line}: ${say}`;
}

describe('a whole page', () => {
  it('becomes procedures with steps in the order of the page', () => {
    const [procedure] = runbookOf(
      page(
        `
1. Look at it.

   \`\`\`http target=app save=before:json.version
   GET /version?of={{revision}}
   \`\`\`

2. - [ ] Tell **everybody**.

### Then

Put it back.

\`\`\`bash target=ops risk=destroy undo=mend timeout=20m retry=2 secret when='before == "x"'
kubectl rollout undo deployment/shop
echo "$revision"
\`\`\`

\`\`\`wait
30s
\`\`\`

\`\`\`approve
who: ["@shop-leads"]
why: The rest cannot be undone.
\`\`\`

\`\`\`sql target=db max_rows=1
update orders set state = 'new' where id = :revision;
\`\`\`

\`\`\`sh
make by-hand
\`\`\`

\`\`\`json
{ "illustration": true }
\`\`\``,
        'id: mend\napprove: 2\ntimeout: 10m\nparams:\n  revision: { type: string, pattern: "[a-z]+" }',
      ),
    ).procedures;
    expect(procedure).toMatchObject({
      name: 'shop.mend',
      title: 'Mend',
      risk: 'destroy',
      approvals: 2,
      timeoutMs: 600_000,
    });
    expect(procedure?.steps).toMatchObject([
      { kind: 'http', title: 'Look at it.', line: 23, risk: 'read', repeat: 'safe', timeoutMs: 60_000, retry: 0 },
      { kind: 'manual', text: 'Tell everybody.', line: 27 },
      { kind: 'sh', title: 'Put it back.', line: 33, risk: 'destroy', repeat: 'ask', timeoutMs: 600_000, retry: 2 },
      { kind: 'wait', durationMs: 30_000 },
      { kind: 'approve', who: ['@shop-leads'], why: 'The rest cannot be undone.' },
      { kind: 'sql', maxRows: 1, risk: 'change', target: 'db' },
      { kind: 'manual', text: 'make by-hand' },
    ]);
    expect(procedure?.steps[2]).toMatchObject({ undo: 'shop.mend', secret: true, when: 'before == "x"' });
  });

  it('gives a heading its own procedure by a target alone, and needs approval for what destroys', () => {
    const text = `${front}## 1. Drop it\nBe careful.\n\n\`\`\`sql target=db\ndrop table orders\n\`\`\`\n\n## Notes\n- [ ] not a step of anything\n`;
    const { procedures } = runbookOf(text);
    expect(procedures).toMatchObject([
      {
        id: 'drop-it',
        purpose: 'Be careful.',
        approvals: 1,
        risk: 'destroy',
        timeoutMs: 900_000,
        steps: [{ title: '' }],
      },
    ]);
  });

  it('keeps Windows line ends out of scripts', () => {
    const [procedure] = runbookOf(page('```sh target=ops\nls\npwd\n```').replaceAll('\n', '\r\n')).procedures;
    expect(procedure?.steps).toMatchObject([{ text: 'ls\npwd', line: 12 }]);
  });

  it('takes `$ ` prompts, and nothing else, off a console block', () => {
    const [procedure] = runbookOf(page('```console target=ops\n$ ls \\\n  -l\n$ $HOME/bin/check\n```')).procedures;
    expect(procedure?.steps).toMatchObject([{ text: 'ls \\\n  -l\n$HOME/bin/check' }]);
  });

  it('is a guide, and no problem, without `system` in its front matter', () => {
    for (const text of ['# Hello\n\n```sh\nrm -rf /\n```\n', '---\nweight: 3\n---\n# Hello\n', '']) {
      expect(parse(text)).toMatchObject({ page: 'guide', problems: [], runbook: { page: 'guide', targets: {} } });
    }
  });
});

describe('a page that is refused as a whole', () => {
  const cases: readonly (readonly [string, string | Uint8Array, string])[] = [
    ['a file that cannot be read', Uint8Array.from([35, 0xe9]), '1: The file is not UTF-8.'],
    ['a list as front matter', '---\n- system\n---\n', '2: The front matter is not a list of settings with names.'],
    ['broken YAML', '---\nsystem: [a\n---\n', '2: This is not valid YAML'],
    ['a system that is no name', '---\nsystem: My Shop\n---\n', '2: `system` in the front matter has the wrong form.'],
  ];
  it.each(cases)('%s', (_name, text, expected) => {
    const { page: kind, problems } = parse(text);
    expect([kind, problems.map(shown)]).toEqual(['refused', [expect.stringContaining(expected)]]);
  });
});

it('lowers a risk with a reason, which approvers see', () => {
  const [procedure] = runbookOf(
    page('```sh target=ops risk=read because="only a cache"\nrm -rf cache\n```'),
  ).procedures;
  expect(procedure?.steps[0]?.because[0]).toBe('lowered from destroy by the author: only a cache');
  expect(procedure).toMatchObject({ risk: 'read', approvals: 0 });
});

it('reads or refuses any text, and never throws', () => {
  const markup = [
    '```',
    '~~~',
    '\n',
    '## H\n',
    '- [ ] x',
    '1. ',
    '> ',
    '```yaml procedure\n',
    'id: a',
    'target=app ',
    'expect="',
  ];
  const code = [
    '```http target=app\nGET /',
    '```sql target=db\nselect ',
    ':x',
    "'",
    '$$',
    '/*',
    '```sh target=ops\n',
    '```promql target=app\nup{a="{{x}}',
    '```choose save=way\na: A',
    '```yaml step\nuse: ',
    '{{x}}',
  ];
  const pieces = [...markup, ...code, '<x>', '\t', '\u200b', '\r'];
  const texts = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 12 })), {
    maxLength: 30,
  });
  fc.assert(
    fc.property(texts, (parts) => {
      const { problems, runbook } = parse(front + parts.join(''));
      expect(problems.every(({ line, say }) => line >= 1 && say.length > 5)).toBe(true);
      expect(runbook !== undefined || problems.length > 0).toBe(true);
    }),
    { numRuns: 100 },
  );
}, 60_000);
