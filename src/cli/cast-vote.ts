// A yes or a no at the terminal. It is always that of a person of Slack who shows a one-time code, by the rules that hold in Slack.

import { confirm, isCancel } from '@clack/prompts';
import { parseRunId, type RunId } from '../ids.ts';
import { readRunView } from '../runs/view.ts';
import { planAsMarkdown } from '../slack/messages/plan-file.ts';
import { vote } from '../verbs/vote.ts';
import type { CliContext } from './cli-command.ts';
import { plainLine } from './plain-line.ts';
import { asHere, personHere } from './said-of.ts';
import { textOption } from './text-option.ts';
import { askFor, whoActs } from './who-acts.ts';
import { noSuchRun, tellRun } from './with-run.ts';
import { withWorkshop, type Terminal } from './with-workshop.ts';

export interface Ballot {
  readonly number: string;
  readonly vote: 'yes' | 'no';
  readonly reason: string;
  readonly options: Readonly<Record<string, unknown>>;
}

export function castVote(context: CliContext, ballot: Ballot): Promise<number> {
  const { number, reason, options } = ballot;
  return withWorkshop(context, async (terminal) => {
    const run = parseRunId(number);
    if (run === undefined) return context.refuse(noSuchRun(number));
    // Whoever gives the code as well has made up their mind.
    const isDecided = ballot.vote === 'no' || textOption(options, 'code') !== undefined;
    if (!isDecided && context.screen.isWatched && !(await isSure(context, terminal, run)))
      return context.refuse('Nothing was done.');
    const name = textOption(options, 'as') ?? (await askFor(context, 'Your Slack user id (U0123ABCD)'));
    if (name === undefined) return context.refuse(whyNobody);
    const who = await whoActs(context, terminal, { ...options, as: name });
    if (!who.ok) return context.refuse(asHere(who.refusal.say));
    const { workshop, asker } = who.value;
    const counted = await vote(workshop, asker, { run, vote: ballot.vote, reason, hasShownCode: true });
    return tellRun(context, who.value, counted);
  });
}

const whyNobody =
  'A name at a terminal is no proof of who somebody is, so a decision takes a one-time code: --as <your Slack user id> --code <six digits>. Without one (/ops enroll), decide in Slack.';

/** What is decided on is read first, as it stands in the run. */
async function isSure({ print }: CliContext, { workshop, redact }: Terminal, id: RunId): Promise<boolean> {
  const view = redact(await readRunView(workshop.database, id));
  // What is wrong is said by the vote.
  if (view === undefined || view.approval?.state !== 'pending') return true;
  const { run, approval } = view;
  print(planAsMarkdown(run.plan, run.digest, run.evidence));
  print(`${personHere(approval.askedBy)} asks for run ${run.id}: ${plainLine(approval.why)}`);
  const answer = await confirm({ message: `Say yes to run ${run.id} of ${run.procedure}?`, initialValue: false });
  return !isCancel(answer) && answer;
}
