import { expect, test } from 'vitest';
import type { Procedure, Runbook, Step } from '../../runbooks/model.ts';
import { attemptOf, runOf } from '../../../test/support/sample-run.ts';
import { outputMessage } from './output.ts';
import { procedurePage } from './procedure-page.ts';

function pageOf(steps: readonly Step[], change: Partial<Procedure> = {}): string {
  const procedure: Procedure = {
    name: 'shop.rollback',
    id: 'rollback',
    title: 'Roll back',
    purpose: 'When it is bad.',
    line: 1,
    approvals: 1,
    timeoutMs: 1,
    parameters: [
      {
        name: 'revision',
        type: 'string',
        pattern: '[0-9a-f]+',
        describe: 'last good',
        choices: ['a', 'b'],
        default: 'a',
      },
    ],
    steps,
    risk: 'destroy',
    ...change,
  };
  const runbook: Runbook = {
    system: 'shop',
    title: 'Shop',
    file: 'runbooks/shop.md',
    revision: 'f00dfeed',
    owners: [],
    approvers: ['@shop-approvers'],
    targets: {},
    procedures: [procedure],
  };
  return JSON.stringify(procedurePage({ runbook, procedure, runs: [runOf()], warnings: ['APP_URL is not set.'] }));
}

const script: Step = {
  kind: 'sh',
  title: '',
  line: 1,
  risk: 'destroy',
  because: ['it deletes'],
  target: 'ops',
  text: 'rm -rf x',
  save: [],
  timeoutMs: 1,
  retry: 0,
  repeat: 'ask',
  secret: false,
};

test.each<[string, string, string[]]>([
  [
    'what it is',
    pageOf([]),
    ['Roll back', '`shop.rollback` · risk *destroy* · needs one other person of @shop-approvers', 'When it is bad.'],
  ],
  [
    'its parameters',
    pageOf([]),
    ['• `revision` last good (string, matches `[0-9a-f]+`, one of `a`, `b`, default `a`)'],
  ],
  ['its warnings and runs', pageOf([]), [':warning: APP', 'Last runs: 42 running']],
  ['a step', pageOf([script]), ['*1. Script*', '```rm -rf x```', '*destroy* on `ops`: it deletes']],
  [
    'steps that do not fit',
    pageOf(Array.from({ length: 20 }, () => script)),
    ['*14. Script*', '6 more steps: see `runbooks/shop.md`'],
  ],
  [
    'steps too long for one message',
    pageOf(Array.from({ length: 14 }, () => ({ ...script, text: 'x'.repeat(650) }))),
    ['*7. Script*', '7 more steps'],
  ],
  ['nobody else', pageOf([], { approvals: 0, risk: 'change' }), ['asks you to confirm']],
  ['reads', pageOf([], { approvals: 0, risk: 'read' }), ['runs at once']],
  ['two others', pageOf([], { approvals: 2 }), ['needs 2 other people of']],
])('shows %s', (_name, page, texts) => {
  for (const text of texts) expect(page).toContain(text);
  expect(page).toContain('procedure.run');
});

test('output stands under its step’s name, with the file where there is one', () => {
  const attempt = attemptOf({ step: 1, output: 'a ``` <!channel>' });
  const shown = JSON.stringify(outputMessage(runOf(), attempt));
  expect(shown).toContain('*Step 2: Put the code back*');
  expect(shown).toContain('&lt;!channel&gt;```');
  expect(shown).not.toContain('file below');
  expect(JSON.stringify(outputMessage(runOf(), { ...attempt, hasWholeOutput: true }))).toContain('file below');
});
