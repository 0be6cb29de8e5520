// `/ops breakglass <run> <reason>`: the one way around the second person. It has a permission of its own and is loud: a post in the
// channel, an entry in the audit, and a review that stays open until another person closes it.

import { refuse, type Result } from '../errors.ts';
import { parseRunId, type RunId } from '../ids.ts';
import { closeApproval, pendingApproval } from '../runs/approvals.ts';
import { setGoing, type Begun } from '../runs/begin.ts';
import { describeState } from '../runs/decide.ts';
import { openReview } from '../runs/glass.ts';
import { findObstacle } from '../runs/lock-store.ts';
import { admit, type Obstacle } from '../runs/locks.ts';
import type { Approval, Run } from '../runs/run.ts';
import { changesSince, voidRun } from '../runs/still-true.ts';
import { whyNotCounted } from '../runs/tolerance.ts';
import { onRun, type OnRun } from './on-run.ts';
import { said, type Asker, type Command, type Reply, type Workshop } from './verb.ts';
import type { Words } from './words.ts';

const longestReason = 1_000;

export const command: Command = {
  name: 'breakglass',
  usage: 'breakglass <run> <reason>',
  describe: 'start a run without the second person it needs; everybody is told, and somebody else reviews it',
  needs: 'breakglass',
  changes: true,
  before: async (words) => {
    const { run, reason } = read(words);
    if (run === undefined)
      return said('Say which run and why: /ops breakglass 42 the database is down and nobody answers');
    if (reason === '') return said(`Say why: /ops breakglass ${run} <reason>. Everybody reads it, and it is reviewed.`);
    return reason.length > longestReason
      ? said(`That reason is too long: ${longestReason} characters are the most.`)
      : undefined;
  },
  act: (words, asker, workshop) => {
    const { run, reason } = read(words);
    return breakGlass(workshop, asker, run, reason);
  },
};

function read({ rest }: Words): { readonly run: RunId | undefined; readonly reason: string } {
  const [, number = '', reason = ''] = /^((?:run\s+)?\S+)\s*([^]*)$/i.exec(rest) ?? [];
  return { run: parseRunId(number), reason: reason.trim() };
}

interface Seen {
  readonly denied: string | undefined;
  readonly changes: readonly string[];
}

export async function breakGlass(
  workshop: Workshop,
  asker: Asker,
  id: RunId | undefined,
  reason: string,
): Promise<Reply> {
  return onRun(workshop, asker, {
    id,
    attempted: 'glass.break',
    look: async (run): Promise<Seen> => ({
      denied: await workshop.whyNot(asker.person, 'breakglass', { system: run.plan.system, channel: asker.channel }),
      changes: await changesSince(workshop, run),
    }),
    read: (tx, run, before) => Promise.all([pendingApproval(tx, run), findObstacle(tx, before)]),
    act: (on, seen) => carryOut(workshop, asker, on, reason, seen),
  });
}

async function carryOut(
  workshop: Workshop,
  asker: Asker,
  { tx, run, now, rows: [approval, obstacle] }: OnRun<readonly [Approval | undefined, Obstacle | undefined]>,
  reason: string,
  { denied, changes }: Seen,
): Promise<Result<Run | Begun>> {
  if (denied !== undefined) return refuse('denied', denied);
  if (run.plan.drill !== undefined)
    return refuse(
      'conflict',
      `Run ${run.id} is a drill, in which no glass is broken. Ask for approval, as you would then.`,
    );
  if (run.state !== 'planned' && run.state !== 'awaiting_approval')
    return refuse(
      'conflict',
      `Run ${run.id} waits for nobody's yes: ${describeState(run.state)}. Nothing was changed.`,
    );
  if (run.state === 'planned' && run.plan.approvals === 0)
    return refuse('conflict', `Run ${run.id} needs nobody else's yes. Press *Run* on its card.`);
  const uncounted = run.state === 'planned' ? whyNotCounted(run) : undefined;
  if (uncounted !== undefined) return refuse('conflict', uncounted);
  if (changes.length > 0 && run.startedAt === null) return voidRun(tx, workshop, run, changes, asker.person, now);
  const step = approval?.step ?? null;
  // A run that stands at a gate has its locks.
  const start = admit(run, step === null ? obstacle : undefined, now);
  if (!start.ok) return start;
  if (approval !== undefined) closeApproval(tx, approval.id, 'bypassed');
  const review = await openReview(tx, workshop.queue, run, asker.person, reason);
  const event = { kind: 'glass-broken', step, start: start.value, reason } as const;
  const detail = { reason, review, askedBy: run.requestedBy };
  return setGoing(tx, workshop, run, event, { actor: asker.person, action: 'glass.broken', detail }, now);
}
