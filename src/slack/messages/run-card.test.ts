import { describe, expect, test } from 'vitest';
import {
  maria,
  approvalOf,
  attemptOf,
  jonas,
  later,
  noon,
  planOf,
  runOf,
  scriptStep,
  voteOf,
} from '../../../test/support/sample-run.ts';
import { approvalId, runId } from '../../ids.ts';
import type { GlassReview } from '../../runs/glass.ts';
import type { Run } from '../../runs/run.ts';
import type { SlackMessage } from '../fit.ts';
import { approvalCard } from './approval-card.ts';
import { runCard } from './run-card.ts';
import type { RunCard } from './run-headline.ts';

function cardOf(run: Partial<Run>, change: Partial<RunCard> = {}): RunCard {
  return {
    run: runOf(run),
    approval: approvalOf(),
    votes: [],
    attempts: [],
    review: undefined,
    successor: undefined,
    beforehand: undefined,
    mention: (name) => (name === '@shop-approvers' ? '<!subteam^S1|@shop-approvers>' : name),
    ...change,
  };
}

function textOf(message: SlackMessage): string {
  return JSON.stringify(message.blocks.filter((block) => block.type !== 'actions')).replaceAll('\\n', '\n');
}

/** `action value` of each button. */
function buttonsOf(message: SlackMessage): string[] {
  return message.blocks.flatMap((block) =>
    block.type === 'actions'
      ? block.elements.map((element) => (element.type === 'button' ? `${element.action_id} ${element.value}` : ''))
      : [],
  );
}

const review: GlassReview = {
  id: 1,
  run: runId.parse(42),
  brokenBy: maria,
  brokenAt: noon,
  reason: 'Nobody <!here> answers',
  digest: 'c0ffee',
  step: null,
  closedBy: null,
  closedAt: null,
  finding: '',
  reminders: 0,
};
const started = { startedAt: noon, cursor: 1 };

describe('the run card', () => {
  test.each<[string, Partial<Run>, Partial<RunCard>, string[], string[]]>([
    [
      'planned, with approval',
      { state: 'planned' },
      {},
      ['Nothing has been done', '<!subteam^S1'],
      ['run.ask 42', 'run.cancel 42'],
    ],
    [
      'planned, without',
      { state: 'planned', plan: planOf({ approvals: 0 }) },
      {},
      ['can run it'],
      ['run.confirm 42', 'run.cancel 42'],
    ],
    [
      'asked',
      { state: 'awaiting_approval', reason: 'Users are hurt' },
      {},
      ['Waiting for approval', '*Why:* Users are hurt', 'Expires <!date^', '1a2b3c4', 'c0ffee00c0ff', 'git checkout'],
      ['approval.approve 42', 'approval.deny 42', 'run.cancel 42'],
    ],
    [
      'asked for two',
      { state: 'awaiting_approval' },
      { approval: approvalOf({ needed: 2 }), votes: [voteOf(), voteOf({ approval: approvalId.parse(6) })] },
      ['1 of 2 said yes'],
      ['approval.approve 42', 'approval.deny 42', 'run.cancel 42'],
    ],
    [
      'running',
      { state: 'running', ...started },
      { votes: [voteOf()] },
      ['Running step 2 of 5', 'Approved by <@U0JONAS>', ':arrow_forward: 2.'],
      ['run.cancel 42'],
    ],
    [
      'waiting',
      { state: 'waiting', ...started, cursor: 2, say: 'Tell them' },
      {},
      ['step 3 of 5: Tell them', ':raised_hand: 3.'],
      ['step.tick 42:2', 'run.cancel 42'],
    ],
    [
      'waiting for a command by hand',
      { state: 'waiting', ...started, say: 'rm *.log' },
      {},
      ['```rm *.log```'],
      ['step.tick 42:1', 'run.cancel 42'],
    ],
    [
      'in doubt',
      { state: 'in_doubt', ...started, say: 'May have happened.' },
      {},
      ['In doubt', 'May have happened.', ':grey_question: 2.'],
      ['doubt.happened 42:1', 'doubt.again 42:1', 'doubt.stop 42:1'],
    ],
    [
      'done',
      { state: 'succeeded', startedAt: noon, cursor: 5, endedAt: later(61_000) },
      { votes: [voteOf()] },
      ['Done.', 'Took 1 min 1 s', ':heavy_check_mark: 5.'],
      [],
    ],
    [
      'failed',
      { state: 'failed', ...started, say: 'Step 2 failed: <!channel>' },
      {},
      ['Step 2 failed: &lt;!channel&gt;', ':x: 2.', ':white_circle: 3.'],
      [],
    ],
    [
      'cancelled',
      { state: 'cancelled', ...started, cancelledBy: jonas, say: 'Stopped.' },
      {},
      ['*Cancelled* by <@U0JONAS>', ':no_entry_sign: 2.'],
      [],
    ],
    [
      'denied',
      { state: 'denied' },
      { votes: [voteOf({ vote: 'no', reason: 'Not <!here>' })] },
      ['*Denied.* <@U0JONAS> said no: Not &lt;!here&gt;'],
      [],
    ],
    ['expired', { state: 'expired', say: 'Nobody decided.' }, {}, ['*Expired.* Nobody decided.'], ['run.ask-again 42']],
    ['expired at a gate', { state: 'expired', ...started, say: 'Nobody decided.' }, {}, ['*Expired.*'], []],
    ['void', { state: 'void', say: 'Step 1 changed.' }, {}, ['*Approval void.* Step 1 changed.'], ['run.ask-again 42']],
    ['asked again', { state: 'void' }, { successor: runId.parse(43) }, ['It goes on as run 43.'], []],
    [
      'in the place of another',
      { state: 'planned', againOf: runId.parse(41), changes: ["step 1's text changed"] },
      {},
      ["In the place of run 41. Since that was planned: step 1's text changed."],
      ['run.ask 42', 'run.cancel 42'],
    ],
    [
      'with broken glass',
      { state: 'running', ...started },
      { review },
      ['*Glass broken* by <@U0MARIA>: Nobody &lt;!here&gt; answers', '*Not reviewed yet.*'],
      ['run.cancel 42'],
    ],
  ])('%s', (_name, run, change, texts, buttons) => {
    const message = runCard(cardOf(run, change));
    for (const text of texts) expect(textOf(message)).toContain(text);
    expect(buttonsOf(message)).toEqual(buttons);
  });

  test.each([0, 1, 15, 35, 58, 59])(
    'a plan of 60 long steps always shows step %d while it is the current one',
    (cursor) => {
      const steps = Array.from({ length: 60 }, (_, index) => scriptStep({ title: `${index} ${'long '.repeat(30)}` }));
      const plan = planOf({ steps });
      const attempts = steps.map((_step, step) => attemptOf({ step, outcome: 'failed', say: 'x'.repeat(400) }));
      const text = textOf(runCard(cardOf({ plan, state: 'running', startedAt: noon, cursor }, { attempts })));
      expect(text).toContain(`:arrow_forward: ${cursor + 1}. ${cursor} long`);
      const before = Number(/… (\d+) steps? before/.exec(text)?.[1] ?? 0);
      const after = Number(/… (\d+) more steps?/.exec(text)?.[1] ?? 0);
      const shown = Array.from(text.matchAll(/^(?:.*"text":")?:\w+: \d+\. /gm)).length;
      expect(before + shown + after).toBe(60);
      expect(before).toBeLessThanOrEqual(cursor);
    },
  );

  test.each([
    ['skipped', attemptOf({ outcome: 'skipped' }), ':heavy_minus_sign: 1. Look at what is running · _skipped_'],
    ['done', attemptOf({ outcome: 'done' }), ':heavy_check_mark: 1. Look at what is running · _2 s_'],
    ['ticked', attemptOf({ outcome: 'done', decidedBy: jonas }), '· _by <@U0JONAS>_'],
    [
      'said to have happened',
      attemptOf({ outcome: 'happened', decidedBy: jonas }),
      '_said to have happened by <@U0JONAS>_',
    ],
    ['not met', attemptOf({ outcome: 'unmet', say: 'It was *503*.' }), '_It was \u200B*503\u200B*._'],
  ])('a step that was %s', (_name, attempt, line) => {
    expect(textOf(runCard(cardOf({ ...started }, { attempts: [attempt] })))).toContain(line);
  });
});

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
