// What an approver gets as a direct message: who asks, what, why, the digest, the plan, and the two buttons while it is open.

import type { KnownBlock } from '@slack/types';
import { describeState } from '../../runs/decide.ts';
import { actions, context, divider, header, section } from '../blocks.ts';
import { plain, time, type SlackMessage } from '../fit.ts';
import { planBlocks } from './plan-steps.ts';
import { approvalButtons, facts, type RunCard } from './run-card.ts';

export function approvalCard(card: RunCard): SlackMessage {
  const { run, approval, votes } = card;
  const isOpen = run.state === 'awaiting_approval' && approval?.state === 'pending';
  const gate = approval?.step === null || approval?.step === undefined ? undefined : run.plan.steps[approval.step];
  const title = `${run.plan.title}${gate === undefined ? '' : `: gate at step ${(approval?.step ?? 0) + 1}`}`;
  const why = approval?.why === '' || approval === undefined ? run.reason : approval.why;
  const blocks: KnownBlock[] = [
    header(isOpen ? `Approve? ${title}` : title),
    context(...facts(run)),
    section(`<@${run.requestedBy}> asks in <#${run.channel}>.${why === '' ? '' : ` *Why:* ${plain(why, 1000)}`}`),
  ];
  if (isOpen) {
    blocks.push(
      section(`Your yes is for exactly this plan. It expires ${time(approval.expiresAt)}.`),
      divider,
      ...planBlocks(run.plan).blocks,
      actions(...approvalButtons(String(run.id))),
    );
  } else {
    const voters = votes
      .filter((vote) => vote.approval === approval?.id)
      .map((vote) => `<@${vote.person}> said ${vote.vote}${vote.reason === '' ? '' : `: ${plain(vote.reason, 300)}`}`);
    const said = voters.length === 0 ? '' : ` ${voters.join('; ')}.`;
    blocks.push(
      section(
        `*Closed.*${said} The run is now: ${describeState(run.state)}.${run.say === '' ? '' : ` ${plain(run.say, 800)}`}`,
      ),
    );
  }
  return {
    text: isOpen ? `Approve? ${title} (run ${run.id})` : `${title} (run ${run.id}): ${describeState(run.state)}`,
    blocks,
  };
}
