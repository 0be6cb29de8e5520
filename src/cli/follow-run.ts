// Tells how a run goes, from its rows, until it rests: until it has an end, or waits for a person.

import { setTimeout as pause } from 'node:timers/promises';
import type { RunId } from '../ids.ts';
import { describeState } from '../runs/decide.ts';
import { hasEnded, type Run } from '../runs/run.ts';
import { readRunView, type RunView } from '../runs/view.ts';
import type { CliContext } from './cli-command.ts';
import { plainLine } from './plain-line.ts';
import type { Terminal } from './with-workshop.ts';

const everyMs = 500;

/** 0 when it succeeded, else 1. */
export async function followRun({ print }: CliContext, terminal: Terminal, id: RunId): Promise<number> {
  const { workshop, redact, isBotRunning } = terminal;
  let told = 0;
  for (;;) {
    const view = redact(await readRunView(workshop.database, id));
    if (view === undefined) return 1;
    const lines = linesOf(view);
    for (const line of lines.slice(told)) print(line);
    told = lines.length;
    const { run } = view;
    if (hasEnded(run.state)) {
      print(`Run ${id}: ${describeState(run.state)}.${run.say === '' ? '' : ` ${plainLine(run.say)}`}`);
      return run.state === 'succeeded' ? 0 : 1;
    }
    const rest = (await isBotRunning()) ? whatWaits(run) : 'No bot is running, so nothing happens until one is.';
    if (rest !== undefined) {
      print(rest);
      return 1;
    }
    await pause(everyMs);
  }
}

/** One line for each attempt that has an end. */
function linesOf({ run, attempts }: RunView): string[] {
  return attempts
    .filter(({ endedAt }) => endedAt !== null)
    .map(({ step, outcome, say }) =>
      [`  ${step + 1}/${run.plan.steps.length}`, outcome ?? '', plainLine(say)].join('  ').trimEnd(),
    );
}

function whatWaits({ id, state, cursor }: Run): string | undefined {
  if (state === 'waiting') return `Run ${id} waits for a person at step ${cursor + 1}. Answer it on its card in Slack.`;
  if (state === 'awaiting_approval') return `Run ${id} waits for an approval, in Slack.`;
  return state === 'in_doubt'
    ? `Nobody knows whether step ${cursor + 1} of run ${id} happened. Look, and choose on its card in Slack.`
    : undefined;
}
