import { describe, expect, test } from 'vitest';
import { buttonsOf, cardOf, textOf } from '../../../test/support/sample-card.ts';
import { approvalOf, noon, planOf, scriptStep, voteOf } from '../../../test/support/sample-run.ts';
import type { Run } from '../../runs/run.ts';
import { approvalCard } from './approval-card.ts';
import type { RunCard } from './run-headline.ts';

const started = { startedAt: noon, cursor: 1 };

describe('the approval card', () => {
  const asked = { state: 'awaiting_approval', reason: 'Users are hurt' } as const;
  test.each<[string, Partial<Run>, Partial<RunCard>, string[], string[]]>([
    [
      'open',
      asked,
      {},
      [
        'Approve? Roll the shop back',
        '<@U0MARIA> asks in <#C0OPS>. *Why:* Users are hurt',
        'exactly this plan',
        'git checkout',
      ],
      ['approval.approve 42', 'approval.deny 42'],
    ],
    [
      'asked in a direct message',
      { ...asked, channel: 'D0MARIA' },
      {},
      ['<@U0MARIA> asks. *Why:*'],
      ['approval.approve 42', 'approval.deny 42'],
    ],
    [
      'a gate',
      { ...asked, ...started, cursor: 3 },
      { approval: approvalOf({ step: 3, why: 'Open again?' }) },
      ['gate at step 4', '*Why:* Open again?'],
      ['approval.approve 42', 'approval.deny 42'],
    ],
    [
      'approved',
      { state: 'running', startedAt: noon },
      { approval: approvalOf({ state: 'approved' }), votes: [voteOf()] },
      ['by <@U0JONAS>', 'running'],
      [],
    ],
    [
      'denied',
      { state: 'denied', say: 'no' },
      { approval: approvalOf({ state: 'denied' }), votes: [voteOf({ vote: 'no', reason: 'Wait' })] },
      ['by <@U0JONAS>', ': Wait'],
      [],
    ],
    [
      'void',
      { state: 'void', say: 'Step 1 changed.' },
      { approval: approvalOf({ state: 'void' }) },
      ['void', 'Step 1 changed.'],
      [],
    ],
    ['cancelled while it was open', { state: 'cancelled' }, {}, ['Closed'], []],
    ['no approval at all', { state: 'cancelled' }, { approval: undefined }, ['Closed'], []],
  ])('%s', (_name, run, change, texts, buttons) => {
    const message = approvalCard(cardOf(run, change));
    for (const text of texts) expect(textOf(message)).toContain(text);
    expect(buttonsOf(message)).toEqual(buttons);
  });

  test('a plan that does not fit says in which channel its file is', () => {
    const plan = planOf({ steps: Array.from({ length: 20 }, () => scriptStep()) });
    const words = /(\d+) more steps\*: the whole plan is a file in the thread of the run's card in <#C0OPS>\./;
    expect(textOf(approvalCard(cardOf({ ...asked, plan })))).toMatch(words);
  });
});
