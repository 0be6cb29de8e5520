import { describe, expect, it } from 'vitest';
import { bindClassifiers } from './bind-classifiers.ts';
import type { Classifiers } from './classifiers.ts';
import type { Problem } from './model.ts';
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

function parse(text: string): ReturnType<typeof parseRunbook> {
  return parseRunbook('shop.md', new TextEncoder().encode(text), classifiers);
}

/** A page with one procedure; its first own line is line 12 of the file. */
function page(body: string, settings = ''): string {
  return `${front}## Mend\n${settings === '' ? '' : `\n\`\`\`yaml procedure\n${settings}\n\`\`\`\n`}${body}\n`;
}

function shown({ line, say }: Problem): string {
  return `${line}: ${say}`;
}

describe('a problem leaves its procedure out, and no other', () => {
  const sound = '\n## Sound\n\n```http target=app\nGET /health\n```\n';
  const http = (info: string, text = 'GET /'): string => `\`\`\`http target=app ${info}\n${text}\n\`\`\``;
  const sh = (text: string, info = ''): string => `\`\`\`sh target=ops ${info}\n${text}\n\`\`\``;
  const sql = (text: string, info = ''): string => `\`\`\`sql target=db ${info}\n${text}\n\`\`\``;
  const name = 'params: { name: {} }';
  const cases: readonly (readonly [string, string, string, string?])[] = [
    ['an unknown attribute', http('expct=1'), '12: `expct` is no attribute of a block.'],
    ['a quote that is never closed', http(`expect='status`), '12: The attributes cannot be read'],
    ['a misspelt target', '```sh taget=ops\nls\n```', '12: The block has `taget` but no `target`.'],
    ['attributes without a target', '```sh expect=1\nls\n```', '12: The block has `expect` but no `target`.'],
    ['a language that cannot run', '```python target=ops\nx\n```', '12: A block of `python` cannot be run.'],
    ['an unknown target', '```sh target=opps\nls\n```', '12: The target `opps` is not declared.'],
    ['a target of another kind', '```sh target=db\nls\n```', '12: The target `db` is of kind postgres'],
    ['an unknown undo', sh('ls', 'undo=unmend'), '12: `undo` names `unmend`, which this page does not have.'],
    ['a bad duration', http('timeout=5'), '12: `timeout` has the wrong form.'],
    ['within without every', http('within=5s'), '12: `within` stands without `every`.'],
    ['an expression that does not compile', http("expect='status =='"), '12: `expect` cannot be read: `status ==`'],
    ['an unknown name in an expression', http("expect='stauts == 200'"), '12: `expect` cannot be read'],
    ['what a kind of step never gives', sh('ls', "expect='status == 200'"), '12: `expect` names `status`'],
    ['a `when` over its own step', http("when='status == 200'"), '12: `when` names `status`'],
    ['an undeclared parameter in an expression', http("expect='parameters.x == 1'"), '12: `x` is no parameter'],
    ['an undeclared parameter in a path', http('', 'GET /\nX-A: {{x}}'), '14: `x` is no parameter'],
    ['an undeclared parameter in SQL', sql('select 1,\n  :x'), '14: `x` is no parameter'],
    ['an undeclared variable in a script', sh('ls\necho "$x"'), '14: `x` is no parameter'],
    ['an undeclared parameter in a checklist', '- [ ] Tell {{x}}', '16: `x` is no parameter', 'id: mend'],
    ['a place in a script', sh('echo {{ name }}'), '13: `{{name}}` is not filled in here.'],
    ['a place in SQL', sql("select '{{name}}'"), '13: `{{name}}` is not filled in here.'],
    ['an unquoted parameter', sh('ls\nrm $name'), '18: `$name` stands without quotes', name],
    ['an unfilled placeholder', sh('kubectl delete pod <pod name>'), '13: `<pod name>` still has to be filled in.'],
    [
      'risk lowered without a reason',
      sh('rm -rf /srv', 'risk=read'),
      '12: The block is lowered to read without a reason',
    ],
    ['a probe that acts', sh('ls', "verify='rm a'"), '12: `verify` may change something'],
    ['a zero-width character', sh('ls\n\u200bls'), '14: The block holds an invisible character (U+200B) in column 1.'],
    ['a curly quote', sh('echo \u201chi\u201d'), '13: The block holds a curly quote (U+201C) in column 6.'],
    [
      'a no-break space',
      sh('ls\u00a0-l'),
      '13: The block holds a blank that is no ordinary space (U+00A0) in column 3.',
    ],
    ['a prompt in a script', sh('$ ls'), '13: This line begins with a `$ ` prompt.'],
    ['output in a console block', '```console target=ops\n$ ls\nfile\n```', '14: This line has no `$ ` prompt'],
    ['SQL that does not parse', sql('select 1;\nselct 2'), '14: '],
    ['two requests in a block', http('', 'GET /a\n###\nGET /b'), '14: The block holds more than one request.'],
    ['a wait without duration', '```wait\nsoon\n```', '17: This is no duration.', 'id: mend'],
    [
      'a pattern that never ends',
      http(''),
      '16: The pattern of `name` takes for ever',
      'params:\n  name:\n    pattern: "(a+)+b"',
    ],
    [
      'a pattern that is none',
      http(''),
      '14: The pattern of `name` is no regular expression',
      'params: { name: { pattern: "(" } }',
    ],
    [
      'a default that does not fit',
      http(''),
      '14: "x" in the default of `name`',
      'params: { name: { default: x, pattern: y } }',
    ],
    [
      'a parameter called like a shell variable',
      http(''),
      "14: `PATH` cannot be a parameter's name",
      'params: { PATH: {} }',
    ],
    ['an unknown setting', http(''), '14: The procedure block has no setting `aprove`', 'aprove: 1'],
    ['a lock of no name', http(''), '14: `lock` in the procedure block has the wrong form', 'lock: The Door'],
    [
      'an unknown way to wait',
      http(''),
      '14: `when_locked` in the procedure block has the wrong form',
      'when_locked: hope',
    ],
    [
      'a settings block after a step',
      `${http('')}\n\`\`\`yaml procedure\nid: x\n\`\`\``,
      '15: This settings block comes after a step',
    ],
    ['no steps', 'Words.', '11: The procedure has no steps.', 'id: mend'],
  ];
  const complete = cases.map(([title, body, expected, settings = '']) => [title, body, expected, settings] as const);
  it.each(complete)('%s', (_title, body, expected, settings) => {
    const { runbook, problems } = parse(page(body, settings) + sound);
    expect(problems.map(shown)).toContainEqual(expect.stringContaining(expected));
    expect(runbook?.procedures.map(({ id }) => id)).toEqual(['sound']);
  });

  it('also the second procedure with an id, not the first', () => {
    const { runbook, problems } = parse(front + sound + sound.replace('/health', '/other'));
    expect(problems.map(shown)).toEqual(['18: The id `sound` is already that of the procedure on line 12.']);
    expect(runbook?.procedures).toMatchObject([{ steps: [{ text: 'GET /health' }] }]);
  });

  it('also what destroys without anybody to approve it', () => {
    const { runbook, problems } = parse(page(sql('drop table a')).replace(/approvers.*\n/, '') + sound);
    expect(problems.map(shown)).toEqual(['10: The procedure destroys something, but nobody may approve it.']);
    expect(runbook?.procedures.map(({ id }) => id)).toEqual(['sound']);
  });

  it('and names the procedure', () => {
    expect(parse(page(http('expct=1'))).problems).toMatchObject([{ file: 'shop.md', procedure: 'shop.mend' }]);
  });

  it('also a target with a secret in plain text, while others go on', () => {
    const { runbook, problems } = parse(
      (page(sql('select 1')) + sound).replace('"${SHOP_DATABASE_URL}"', '"postgres://a:secret@h/b"'),
    );
    expect(problems.map(shown)).toEqual([
      '6: The target `db` holds a password in plain text.',
      '12: The target `db` is not declared rightly.',
    ]);
    expect(runbook?.procedures.map(({ id }) => id)).toEqual(['sound']);
  });
});
