// The `post` duty: a job names what changed; the message is rendered here, from the rows as they are now.

import { z } from 'zod';
import { readRehearsed } from '../drills/rehearsed.ts';
import { runId, type RunId } from '../ids.ts';
import { findCard, findPost, insertFileCard, listCards } from '../runs/cards.ts';
import type { Attempt } from '../runs/run.ts';
import { readWholeOutput } from '../runs/store.ts';
import { awaitsEvidence } from '../runs/tolerance.ts';
import { readRunView, type RunView } from '../runs/view.ts';
import { failureOf } from '../slack/clients.ts';
import { inDrill } from '../slack/messages/drill-mark.ts';
import { outputMessage } from '../slack/messages/output.ts';
import { planAsMarkdown } from '../slack/messages/plan-file.ts';
import { planBlocks } from '../slack/messages/plan-steps.ts';
import type { RunCard } from '../slack/messages/run-headline.ts';
import { runCard } from '../slack/messages/run-card.ts';
import type { People } from '../slack/people.ts';
import { upload, type Posted } from '../slack/voice.ts';
import { clockNow } from './clock.ts';
import { isLeftToTask } from './first-card.ts';
import { postAlert, postFlood } from './post-alert.ts';
import { postCheck, postDigest, type PostCheckDuty } from './post-check.ts';
import { postApprovalReminder, postDelegation, showToApprovers } from './post-approval.ts';
import { postGlass } from './post-glass.ts';
import { postActionItem, postIncident, type IncidentPoster } from './post-incident.ts';
import { postUnlock } from './post-unlock.ts';
import { postPreapproval } from './post-preapproval.ts';
import { placeOfRun } from './run-place.ts';
import { againIn } from './in-turn.ts';
import { mirrorUpdates } from './mirror-updates.ts';
import { showCard } from './show-card.ts';

export interface PostDuty extends IncidentPoster, PostCheckDuty {
  readonly people: People;
  /** Where there is one, what was never rehearsed says so. */
  readonly range: object | undefined;
}

const outOfTurnMs = 500;

export async function postSubject(
  duty: PostDuty,
  data: { readonly subject: string },
): Promise<{ readonly again: number } | undefined> {
  try {
    return (await isLeftToTask(duty.database, data.subject)) ? undefined : await showNow(duty, data.subject);
  } catch (thrown) {
    const again = againIn(thrown, duty.log);
    if (again !== undefined) return { again };
    const failure = failureOf(thrown);
    if (failure.kind === 'refused') {
      duty.log.error({ subject: data.subject, error: failure.error }, 'Slack refused a post');
      return undefined;
    }
    throw thrown;
  }
}

/** What the job does, for who cannot wait for a job; throws what Slack answers. */
export async function showNow(duty: PostDuty, subject: string): Promise<{ readonly again: number } | undefined> {
  const [kind, ...numbers] = subject.split(':');
  if (kind === 'run') await postRun(duty, runId.parse(Number(numbers[0])));
  else if (kind === 'delegation') await postDelegation(duty, numbers.map(Number));
  else if (kind === 'preapproval') await postPreapproval(duty, numbers.map(Number));
  else if (kind === 'glass') await postGlass(duty, numbers.map(Number));
  else if (kind === 'approval-reminder') await postApprovalReminder(duty, numbers.map(Number));
  else if (kind === 'output') return postOutput(duty, subject, outputKey.parse(numbers.map(Number)));
  else if (kind === 'unlock') await postUnlock(duty, Number(numbers[0]));
  else if (kind === 'check') await postCheck(duty, Number(numbers[0]));
  else if (kind === 'digest') await postDigest(duty, new Date(Number(numbers[0])));
  else if (kind === 'action') await postActionItem(duty, numbers.map(Number));
  else if (kind === 'alert') await postAlert(duty, Number(numbers[0]));
  else if (kind === 'alert-flood') await postFlood(duty);
  else if (kind === 'mirror') return mirrorUpdates(duty);
  else if (!(await postIncident(duty, subject))) duty.log.error({ subject }, 'a post for a subject of no known kind');
  return undefined;
}

const outputKey = z.tuple([runId, z.number().int(), z.number().int()]);

async function postRun(duty: PostDuty, id: RunId): Promise<void> {
  const view = await readRedacted(duty, id);
  if (view === undefined) return;
  const { run } = view;
  const where = await placeOfRun(duty.database, run, duty.incidents.announceChannel);
  if (where === undefined) return;
  const subject = `run:${id}`;
  const isAhead = run.plan.drill === undefined && run.startedAt === null;
  const rehearsed = isAhead ? await readRehearsed(duty.database, run.procedure, duty.range) : undefined;
  const card: RunCard = {
    ...view,
    mention: duty.people.mention,
    ...(rehearsed === undefined ? {} : { rehearsed }),
  };
  const at = await showCard(duty, {
    subject,
    ...where,
    message: inDrill(runCard(card), run.plan.drill?.name),
    fallback: run.requestedBy,
  });
  // A file is never edited, so it waits for what will stand in it.
  const isWhole = planBlocks(run.plan, undefined, run.evidence).isWhole;
  if (!isWhole && !awaitsEvidence(run)) await postPlanFile(duty, view, where.thread ?? at);
  await showToApprovers(duty, card);
}

/** Redacted before it is rendered: escaping and cutting would hide a secret from the redactor, not from a reader. */
async function readRedacted(duty: PostDuty, id: RunId): Promise<RunView | undefined> {
  return duty.redact(await readRunView(duty.database, id));
}

async function postPlanFile(duty: PostDuty, { run }: RunView, at: Posted): Promise<void> {
  const body = planAsMarkdown(run.plan, run.digest, run.evidence);
  await uploadOnce(duty, `plan:${run.id}`, run.channel, at, { name: `run-${run.id}-plan.md`, body });
}

async function postOutput(
  duty: PostDuty,
  subject: string,
  key: z.infer<typeof outputKey>,
): Promise<{ readonly again: number } | undefined> {
  const [id, step, number] = key;
  const view = await readRedacted(duty, id);
  const attempt = view?.attempts.find((one) => one.step === step && one.attempt === number);
  if (view === undefined || attempt === undefined) return undefined;
  const { run } = view;
  const where = await placeOfRun(duty.database, run, duty.incidents.announceChannel);
  if (where === undefined) return undefined;
  const { place } = where;
  const card = await findPost(duty.database, `run:${id}`, place);
  if (card === undefined || (await isAheadOfItsTurn(duty, view, attempt, place))) return { again: outOfTurnMs };
  // What stands in a thread has no thread of its own.
  const thread = where.thread ?? card;
  await showCard(duty, {
    subject,
    place,
    message: inDrill(outputMessage(run, attempt), run.plan.drill?.name),
    fallback: run.requestedBy,
    thread,
  });
  if (!attempt.hasWholeOutput) return undefined;
  const body = await readWholeOutput(duty.database, id, step, number);
  if (body !== undefined)
    await uploadOnce(duty, `file:${id}:${step}:${number}`, place, thread, {
      name: `run-${id}-step-${step + 1}.txt`,
      body,
    });
  return undefined;
}

/** Outputs stand in the order of their steps; one that Slack will not take holds the others up for a minute at most. */
async function isAheadOfItsTurn(
  duty: PostDuty,
  { run, attempts }: RunView,
  mine: Attempt,
  place: string,
): Promise<boolean> {
  const now = await clockNow(duty.database);
  if (mine.endedAt !== null && now.getTime() - mine.endedAt.getTime() > 60_000) return false;
  for (const [index, each] of attempts.entries()) {
    const isLastOfStep = attempts[index + 1]?.step !== each.step;
    if (each.step >= mine.step || !isLastOfStep || each.output === '') continue;
    const card = await findCard(duty.database, `output:${run.id}:${each.step}:${each.attempt}`, place);
    if (card?.ts === null || card === undefined) return true;
  }
  return false;
}

/** A file cannot be looked up by a key of ours: after a crash in the middle it may stand there twice, never not at all. */
async function uploadOnce(
  duty: PostDuty,
  subject: string,
  place: string,
  at: Posted,
  file: { readonly name: string; readonly body: string },
): Promise<void> {
  const cards = await listCards(duty.database, subject);
  if (cards.some((card) => card.shown !== null)) return;
  await upload(duty.client, duty.redact, at, file);
  await insertFileCard(duty.database, subject, place, at);
}
