// The frame of a terminal verb that acts on one run: whoever acts is known first, what came of it is told after.

import { parseRunId, type RunId } from '../ids.ts';
import { describeState } from '../runs/decide.ts';
import { hasEnded, type Run } from '../runs/run.ts';
import type { Reply } from '../verbs/verb.ts';
import type { CliContext } from './cli-command.ts';
import { plainLine } from './plain-line.ts';
import { printJson } from './print-json.ts';
import { asHere, saidOf } from './said-of.ts';
import { whoActs } from './who-acts.ts';
import { withWorkshop, type Terminal } from './with-workshop.ts';

export interface OneRun {
  readonly number: string;
  readonly options: Readonly<Record<string, unknown>>;
}

export function withRun(
  context: CliContext,
  { number, options }: OneRun,
  act: (terminal: Terminal, id: RunId) => Promise<Reply>,
): Promise<number> {
  return withWorkshop(context, async (terminal) => {
    const id = parseRunId(number);
    if (id === undefined) return context.refuse(noSuchRun(number));
    const who = await whoActs(context, terminal, options);
    if (!who.ok) return context.refuse(asHere(who.refusal.say));
    return tellRun(context, who.value, await act(who.value, id));
  });
}

export function noSuchRun(number: string): string {
  return `There is no run ${JSON.stringify(number)}. Name it by its number; opsbook runs lists them.`;
}

/** What a verb did to a run, or why it did nothing. */
export async function tellRun(context: CliContext, terminal: Terminal, reply: Reply): Promise<number> {
  if (reply.kind !== 'run') return context.refuse(whyNotRun(terminal, reply));
  const run = terminal.redact(reply.run);
  const isBotRunning = await terminal.isBotRunning();
  if (context.isJson) {
    printJson(context, { run: runAsJson(run), botRunning: isBotRunning });
    return 0;
  }
  context.print(runInWords(run));
  if (!isBotRunning && !hasEnded(run.state)) context.print(noBot);
  return 0;
}

export const noBot = 'No bot is running now: the run is kept, and goes on as soon as one is.';

/** Where it may be that a right hangs on a group that could not be looked up, that is said too. */
export function whyNotRun({ redact, directory }: Terminal, reply: Reply): string {
  const silence = directory.silence();
  return [redact(saidOf(reply)), ...(silence === undefined ? [] : [silence])].join('\n');
}

export function runInWords({ id, procedure, state, say, cancelledBy }: Run): string {
  const words = say === '' ? '' : ` ${asHere(plainLine(say))}`;
  if (hasEnded(state)) return `Run ${id} of ${procedure}: ${describeState(state)}.${words}`;
  return `Run ${id} of ${procedure} is ${describeState(state)}${cancelledBy === null ? '' : ', and was told to stop'}.${words}`;
}

/** What programs may rely on; docs/guides/terminal.md says what each means. */
export function runAsJson(run: Run): object {
  const { id, state, procedure, plan, requestedBy, createdAt, startedAt, endedAt, say } = run;
  const { digest, reason, cursor } = run;
  const step = hasEnded(state) ? null : cursor + 1;
  const asked = { requestedBy, reason, createdAt, startedAt, endedAt, say };
  return {
    id,
    state,
    procedure,
    risk: plan.risk,
    drill: plan.drill?.name ?? null,
    digest,
    step,
    steps: plan.steps.length,
    ...asked,
  };
}
