// What an approver gets as a direct message: who asks, what, why, the digest, the plan, and the two buttons while it is open.

import type { KnownBlock } from '@slack/types';
import { describeState } from '../../runs/decide.ts';
import type { Vote } from '../../runs/run.ts';
import { actions, context, divider, header, section } from '../blocks.ts';
import { escape, plain, time, type SlackMessage } from '../fit.ts';
import { planBlocks } from './plan-steps.ts';
import { recordMark } from './record-mark.ts';
import { approvalButtons, facts, summary, type RunCard } from './run-card.ts';
import { stateMark } from './state-mark.ts';

/** `mark`: the entry of the record by which it was decided. */
export function approvalCard(card: RunCard, mark?: string): SlackMessage {
  const { run, approval, votes } = card;
  const isOpen = run.state === 'awaiting_approval' && approval?.state === 'pending';
  const gate = approval?.step === null || approval?.step === undefined ? undefined : run.plan.steps[approval.step];
  const title = `${run.plan.title}${gate === undefined ? '' : `: gate at step ${(approval?.step ?? 0) + 1}`}`;
  const why = approval?.why === '' || approval === undefined ? run.reason : approval.why;
  const place = /^[CG]/.test(run.channel) ? ` in <#${run.channel}>` : '';
  const rest = `a file in the thread of the run's card${place}`;
  const blocks: KnownBlock[] = [
    header(isOpen ? `Approve? ${title}` : title),
    context(...facts(run)),
    section(`<@${run.requestedBy}> asks${place}.${why === '' ? '' : ` *Why:* ${plain(why, 1000)}`}`),
  ];
  if (isOpen) {
    blocks.push(
      section(`Your yes is for exactly this plan. It expires ${time(approval.expiresAt)}.`),
      divider,
      ...planBlocks(run.plan, rest, run.startedAt === null ? run.evidence : null).blocks,
      divider,
      context(...summary(run)),
      actions(...approvalButtons(String(run.id))),
    );
  } else {
    const cast = votes.filter((vote) => vote.approval === approval?.id).map(voteInWords);
    const say = run.say === '' || run.state === 'denied' ? '' : ` ${plain(run.say, 800)}`;
    blocks.push(section(cast.length === 0 ? '*Closed* without a decision.' : cast.join('\n')));
    blocks.push(section(`The run now: ${stateMark(run.state)}.${say}`));
    blocks.push(...recordMark(mark).map((words) => context(words)));
  }
  const name = escape(title);
  return {
    text: isOpen ? `Approve? ${name} (run ${run.id})` : `${name} (run ${run.id}): ${describeState(run.state)}`,
    blocks,
  };
}

function voteInWords({ person, vote, reason }: Vote): string {
  const why = reason === '' ? '.' : `: ${plain(reason, 300)}`;
  return `*${vote === 'yes' ? 'Approved' : 'Denied'}* by <@${person}>${why}`;
}
