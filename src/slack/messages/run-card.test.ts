import { describe, expect, test } from 'vitest';
import { buttonsOf, cardOf, textOf } from '../../../test/support/sample-card.ts';
import {
  maria,
  approvalOf,
  attemptOf,
  jonas,
  later,
  noon,
  planOf,
  scriptStep,
  voteOf,
} from '../../../test/support/sample-run.ts';
import { approvalId, runId } from '../../ids.ts';
import type { GlassReview } from '../../runs/glass.ts';
import type { Run } from '../../runs/run.ts';
import type { Obstacle } from '../../runs/locks.ts';
import type { Undoing } from '../../runs/undo.ts';
import { runCard } from './run-card.ts';
import type { RunCard } from './run-headline.ts';

const undoable = planOf({ steps: [scriptStep({ undo: 'shop.start' })] });
const obstacle: Obstacle = {
  name: 'shop:ops',
  state: 'held',
  since: noon,
  run: runId.parse(7),
  procedure: 'shop.stop',
  requestedBy: jonas,
  reason: '',
  channel: 'C0OPS',
  ts: '1.5',
};

function undoing(state: Run['state']): Undoing {
  return { id: runId.parse(12), procedure: 'shop.start', state, requestedBy: jonas };
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
      ['run.retry 42'],
    ],
    [
      'cancelled',
      { state: 'cancelled', ...started, cancelledBy: jonas, say: 'Stopped.' },
      {},
      ['*Cancelled* by <@U0JONAS>', ':no_entry_sign: 2.'],
      [],
    ],
    [
      'queued',
      { state: 'queued', wakeAt: later(3_600_000) },
      { obstacle },
      ['*Waits for its turn.* `shop:ops` is held by <https://slack.com/app_redirect', '|run 7> of <@U0JONAS>'],
      ['run.cancel 42'],
    ],
    ['queued, and free', { state: 'queued' }, {}, ['Nobody is before it any more.'], ['run.cancel 42']],
    [
      'done, with something to take back',
      { state: 'succeeded', ...started, plan: undoable },
      { attempts: [attemptOf({ step: 0 })] },
      ['*Done.*'],
      ['run.undo 42'],
    ],
    [
      'failed, with something to take back',
      { state: 'failed', ...started, plan: undoable },
      { attempts: [attemptOf({ step: 0, outcome: 'failed' })] },
      ['*Failed.*'],
      ['run.retry 42', 'run.undo 42'],
    ],
    [
      'being undone',
      { state: 'failed', ...started, plan: undoable },
      { attempts: [attemptOf({ step: 0 })], undoneBy: [undoing('awaiting_approval')] },
      ['Being undone by run 12 (`shop.start`): waiting for approval.'],
      [],
    ],
    [
      'undone in vain',
      { state: 'succeeded', ...started, plan: undoable },
      { attempts: [attemptOf({ step: 0 })], undoneBy: [undoing('denied')] },
      ['Not undone by run 12 (`shop.start`): it was denied.'],
      ['run.undo 42'],
    ],
    [
      'undone',
      { state: 'succeeded', ...started, plan: undoable, undoes: runId.parse(5) },
      { attempts: [attemptOf({ step: 0 })], undoneBy: [undoing('succeeded')] },
      ['Undone by run 12 (`shop.start`): it succeeded.', 'Undoes run 5.'],
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
