// The loud post about a run that was started without the second person it needs, and the reminder that nobody has reviewed it.

import type { KnownBlock } from '@slack/types';
import type { GlassReview } from '../../runs/glass.ts';
import { askedOf } from '../../runs/right.ts';
import type { Run } from '../../runs/run.ts';
import { actions, context, header, section, type ButtonSpec } from '../blocks.ts';
import { code, escape, plain, time, type SlackMessage } from '../fit.ts';
import { who } from './who.ts';

export interface GlassPost {
  readonly run: Run;
  readonly review: GlassReview;
  readonly mention: (name: string) => string;
}

const longest = 1_500;

export function glassPost({ run, review, mention }: GlassPost): SlackMessage {
  const title = `Glass broken: ${run.plan.title}`;
  const where = review.step === null ? 'its start' : `the gate at step ${review.step + 1}`;
  const asked = review.brokenBy === run.requestedBy ? '' : ` ${who(run.requestedBy)} had planned it.`;
  return {
    text: `${escape(title)} (run ${run.id})`,
    blocks: [
      header(title),
      section(
        `:rotating_light: ${who(review.brokenBy)} passed ${where} *without the second person it needs*, ${time(review.brokenAt)}.${asked}\n*Why:* ${plain(review.reason, longest)}`,
      ),
      context(
        `${code(run.procedure)} · run ${run.id} in <#${run.channel}> · risk *${run.plan.risk}* · digest ${code(review.digest.slice(0, 12))}`,
      ),
      ...(review.closedBy === null ? open(run, mention) : [section(closed(review))]),
    ],
  };
}

function open(run: Run, mention: (name: string) => string): KnownBlock[] {
  const whom = askedOf(run.plan).who.map(mention).join(', ');
  return [
    section(`:mag: *To be reviewed* by another person: ${whom}. It stays open until one of them says what they found.`),
    actions(reviewButton(run)),
  ];
}

function reviewButton(run: Run): ButtonSpec {
  return { action: 'glass.review', text: 'Close the review', value: String(run.id) };
}

function closed({ closedBy, closedAt, finding }: GlassReview): string {
  const when = closedAt === null ? '' : ` ${time(closedAt)}`;
  return `:white_check_mark: *Reviewed* by <@${closedBy}>${when}: ${plain(finding, longest)}`;
}

export function glassReminder({ run, review, mention }: GlassPost): SlackMessage {
  if (review.closedBy !== null)
    return { text: `Run ${run.id} is reviewed.`, blocks: [section(`Run ${run.id}: ${closed(review)}`)] };
  const whom = askedOf(run.plan).who.map(mention).join(', ');
  return {
    text: `Run ${run.id} is not reviewed yet`,
    blocks: [
      section(
        `:rotating_light: ${whom}: nobody has reviewed run ${run.id}, *${plain(run.plan.title, 200)}*, which ${who(review.brokenBy)} started without a second person ${time(review.brokenAt, 'date')}.`,
      ),
      actions(reviewButton(run)),
    ],
  };
}

/** On the card of the run. */
export function glassLine({ brokenBy, reason, step, closedBy, finding }: GlassReview): string {
  const where = step === null ? '' : ` at step ${step + 1}`;
  const end = closedBy === null ? '*Not reviewed yet.*' : `Reviewed by <@${closedBy}>: ${plain(finding, 500)}`;
  return `:rotating_light: *Glass broken*${where} by ${who(brokenBy)}: ${plain(reason, 800)} ${end}`;
}
