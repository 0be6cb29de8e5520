// `opsbook run-status <run>`: how a run stands, step by step, as `/ops run-status` tells it.

import { parseRunId } from '../ids.ts';
import { hasEnded } from '../runs/run.ts';
import { readWholeOutput } from '../runs/store.ts';
import type { RunView } from '../runs/view.ts';
import { titleOf } from '../slack/messages/planned-words.ts';
import { jsonOption, type CliCommand, type CliContext } from './cli-command.ts';
import { waitsAsJson } from './follow-run.ts';
import { plainLine } from './plain-line.ts';
import { printJson } from './print-json.ts';
import { personHere } from './said-of.ts';
import { attemptLines, stepInWords, textLines, toneOf } from './run-lines.ts';
import { answersTo, questionInWords, questionOf } from './run-question.ts';
import { wallClock } from './wall-clock.ts';
import { noSuchRun, runAsJson, runInWords, whyNotRun } from './with-run.ts';
import { viewRun } from './view-run.ts';
import { withWorkshop, type Terminal } from './with-workshop.ts';

export const command: CliCommand = {
  name: 'run-status',
  describe: 'tell how a run stands, step by step, who asked and who said yes',
  arguments: '<run>',
  options: [jsonOption, { flags: '--output', describe: 'all that its steps printed' }],
  act: ([number = ''], { output }, context) =>
    withWorkshop(context, async (terminal) => {
      const id = parseRunId(number);
      if (id === undefined) return context.refuse(noSuchRun(number));
      const reply = terminal.redact(await viewRun(terminal, id));
      if (reply.kind !== 'run-status') return context.refuse(whyNotRun(terminal, reply));
      if (context.isJson) printJson(context, asJson(reply.view));
      else if (output === true) await printOutput(context, terminal, reply.view);
      else for (const line of linesOf(reply.view, context, terminal)) context.print(line);
      return 0;
    }),
};

function linesOf(view: RunView, { screen }: CliContext, { workshop }: Terminal): string[] {
  const { run, approval, votes } = view;
  const clock = wallClock(workshop.incidents.timezone);
  const question = questionOf(view);
  const given = Object.entries(run.plan.parameters).map(([name, value]) => `${name}=${value}`);
  return [
    screen.paint(toneOf(run.state), runInWords(run)),
    `${plainLine(run.plan.title)} · risk ${run.plan.risk} · digest ${run.digest.slice(0, 12)}${given.length === 0 ? '' : ` · ${plainLine(given.join(' '))}`}`,
    `asked by ${personHere(run.requestedBy)} at ${clock(run.createdAt)} (${workshop.incidents.timezone})${run.reason === '' ? '' : `: ${plainLine(run.reason)}`}`,
    ...votes
      .filter(({ approval: of }) => of === approval?.id)
      .map(
        ({ person, vote, votedAt, reason }) =>
          `${vote} by ${personHere(person)} at ${clock(votedAt)}${reason === '' ? '' : `: ${plainLine(reason)}`}`,
      ),
    ...attemptLines(view, screen).flat(),
    ...stillToCome(view, screen),
    ...(question === undefined
      ? []
      : [
          questionInWords(question, run.id),
          ...answersTo(question, run.id).map(({ command: line, does }) => `  ${line}  (${plainLine(does)})`),
        ]),
  ];
}

/** Those that are not begun; what a person is to do now with all its words. */
function stillToCome({ run }: RunView, { paint }: CliContext['screen']): string[] {
  if (hasEnded(run.state)) return [];
  return run.plan.steps.slice(run.cursor).flatMap((step, offset) => {
    const line = `  ${run.cursor + offset + 1}/${run.plan.steps.length}  ${paint('quiet', offset === 0 ? 'now' : 'to come')}  ${plainLine(titleOf(step))}`;
    return [line, ...(offset === 0 && run.state === 'waiting' ? stepInWords(step) : [])];
  });
}

async function printOutput(
  { print }: CliContext,
  { workshop, redact }: Terminal,
  { run, attempts }: RunView,
): Promise<void> {
  for (const { step, attempt, output, hasWholeOutput } of attempts) {
    const whole = hasWholeOutput ? await readWholeOutput(workshop.database, run.id, step, attempt) : output;
    const lines = textLines(redact(whole ?? output));
    if (lines.length > 0) print(`Step ${step + 1}, attempt ${attempt}:`);
    for (const line of lines) print(line);
  }
}

/** What programs may rely on; docs/guides/terminal.md says what each means. */
function asJson(view: RunView): object {
  const { run, attempts, approval, votes } = view;
  return {
    run: runAsJson(run),
    parameters: run.plan.parameters,
    waits: waitsAsJson(run, questionOf(view)),
    approval: approval && {
      state: approval.state,
      needed: approval.needed,
      who: approval.who,
      expiresAt: approval.expiresAt,
    },
    votes: votes.map(({ person, vote, reason, votedAt, onBehalf }) => ({ person, vote, reason, votedAt, onBehalf })),
    attempts: attempts.map(({ step, attempt, outcome, startedAt, endedAt, say, output, decidedBy }) => ({
      step: step + 1,
      attempt,
      outcome,
      startedAt,
      endedAt,
      say,
      output,
      decidedBy,
    })),
  };
}
