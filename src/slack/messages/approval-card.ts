// What an approver gets as a direct message: who asks, what, why, the digest, the plan, and the two buttons while it is open.

import type { KnownBlock } from '@slack/types';
import { describeState } from '../../runs/decide.ts';
import type { Approval, Vote } from '../../runs/run.ts';
import { actions, context, divider, header, section } from '../blocks.ts';
import { escape, plain, time, type SlackMessage } from '../fit.ts';
import { planBlocks } from './plan-steps.ts';
import { rehearsedLine } from './rehearsed-line.ts';
import { recordMark } from './record-mark.ts';
import { aboutBefore, approvalButtons, facts, summary } from './run-card.ts';
import { soFar, voter, type RunCard } from './run-headline.ts';
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
  const cast = votes.filter((vote) => vote.approval === approval?.id);
  const blocks: KnownBlock[] = [
    header(isOpen ? `Approve? ${title}` : title),
    context(...facts(run)),
    section(`<@${run.requestedBy}> asks${place}.${why === '' ? '' : ` *Why:* ${plain(why, 1000)}`}`),
    ...aboutBefore(run),
  ];
  if (isOpen) {
    blocks.push(
      section(
        `Your yes is for exactly this plan.${soFar(
          card,
          approval,
          cast.filter(({ vote }) => vote === 'yes'),
        )}`,
      ),
      divider,
      ...planBlocks(run.plan, rest, run.startedAt === null ? run.evidence : null).blocks,
      divider,
      context(...summary(run)),
      ...rehearsedLine(card.rehearsed),
      actions(...approvalButtons(run)),
    );
  } else {
    const say = run.say === '' || run.state === 'denied' ? '' : ` ${plain(run.say, 800)}`;
    blocks.push(section(cast.length === 0 ? '*Closed* without a decision.' : cast.map(voteInWords).join('\n')));
    blocks.push(section(`The run now: ${stateMark(run.state)}.${say}`));
    blocks.push(...recordMark(mark).map((words) => context(words)));
  }
  const name = escape(title);
  return {
    text: isOpen ? `Approve? ${name} (run ${run.id})` : `${name} (run ${run.id}): ${describeState(run.state)}`,
    blocks,
  };
}

function voteInWords(vote: Vote): string {
  const why = vote.reason === '' ? '.' : `: ${plain(vote.reason, 300)}`;
  return `*${vote.vote === 'yes' ? 'Approved' : 'Denied'}* by ${voter(vote)}${why}`;
}

/** Below the card, once. In a channel it says whom it is for. */
export function approvalReminder(card: RunCard & { readonly approval: Approval }, isForAll: boolean): SlackMessage {
  const { run, approval, votes } = card;
  const yes = votes.filter(({ vote, approval: of }) => vote === 'yes' && of === approval.id);
  const whom = isForAll ? `${approval.who.map(card.mention).join(', ')}: ` : '';
  return {
    text: `Still waiting for a decision on run ${run.id}: ${escape(run.plan.title)}`,
    blocks: [
      section(
        `:alarm_clock: ${whom}<@${run.requestedBy}> has waited for a decision since ${time(approval.askedAt)}. The buttons are on the card above.${soFar(card, approval, yes)}`,
      ),
    ],
  };
}
