// Tells how a run goes, from its rows, until it rests: until it has an end, or waits for somebody. Whoever watches is asked on the spot.

import { setTimeout as pause } from 'node:timers/promises';
import type { RunId } from '../ids.ts';
import { hasEnded, type Run } from '../runs/run.ts';
import { readRunView, type RunView } from '../runs/view.ts';
import { titleOf } from '../slack/messages/planned-words.ts';
import { answerInline } from './answer-inline.ts';
import { waits, type CliContext } from './cli-command.ts';
import { plainLine } from './plain-line.ts';
import { printJson } from './print-json.ts';
import { attemptLines, stepInWords, tookInWords, toneOf } from './run-lines.ts';
import { answersTo, questionInWords, questionOf, type RunQuestion } from './run-question.ts';
import { cutTo } from './table.ts';
import { runAsJson, runInWords, whyNotRun } from './with-run.ts';
import type { Terminal } from './with-workshop.ts';

const everyMs = 500;
const noBotNow = 'No bot is running, so nothing happens until one is.';

/** 0 when it succeeded, 3 while it waits, else 1. */
export async function followRun(context: CliContext, terminal: Terminal, id: RunId): Promise<number> {
  let told = 0;
  let announced = '';
  for (;;) {
    const view = terminal.redact(await readRunView(terminal.workshop.database, id));
    if (view === undefined) return context.refuse(`Run ${id} is not there any more.`);
    const { run } = view;
    const isBotRunning = await terminal.isBotRunning();
    const question = questionOf(view);
    if (context.isJson) {
      if (isAtRest(run, question, isBotRunning)) return endInJson(context, view, question, isBotRunning);
      await pause(everyMs);
      continue;
    }
    const lines = attemptLines(view, context.screen);
    for (const line of lines.slice(told).flat()) context.print(line);
    told = lines.length;
    if (hasEnded(run.state)) return endInWords(context, run);
    const { isWatched } = context.screen;
    if (question !== undefined && question.kind !== 'approval' && isWatched) {
      const end = await askWatcher(context, terminal, run, question);
      if (end !== undefined) return end;
      continue;
    }
    if (!isWatched && isAtRest(run, question, isBotRunning)) return rest(context, run, question);
    const news = newsOf(run, question, isBotRunning);
    if (news !== '' && news !== announced) for (const line of news.split('\n')) context.print(line);
    announced = news;
    context.screen.passing(cutTo((context.screen.width ?? 80) - 1, progressOf(view)));
    await pause(everyMs);
  }
}

function isAtRest(run: Run, question: RunQuestion | undefined, isBotRunning: boolean): boolean {
  return hasEnded(run.state) || question !== undefined || !isBotRunning || run.state === 'planned';
}

function endInJson(
  context: CliContext,
  { run }: RunView,
  question: RunQuestion | undefined,
  isBotRunning: boolean,
): number {
  printJson(context, { run: runAsJson(run), waits: waitsAsJson(run, question), botRunning: isBotRunning });
  return codeOf(run);
}

/** What programs may rely on; null when it waits for nobody. */
export function waitsAsJson(run: Run, question: RunQuestion | undefined): object | null {
  return question === undefined
    ? null
    : { kind: question.kind, say: questionInWords(question, run.id), answers: answersTo(question, run.id) };
}

function endInWords({ print, screen }: CliContext, run: Run): number {
  print(screen.paint(toneOf(run.state), runInWords(run)));
  return codeOf(run);
}

function codeOf({ state }: Run): number {
  if (!hasEnded(state)) return waits;
  return state === 'succeeded' ? 0 : 1;
}

/** Undefined while it is worth to go on watching. */
async function askWatcher(
  context: CliContext,
  terminal: Terminal,
  run: Run,
  question: Exclude<RunQuestion, { kind: 'approval' }>,
): Promise<number | undefined> {
  context.screen.passing('');
  const reply = await answerInline(context, terminal, run, question);
  if (reply === undefined) return rest(context, run, question);
  if (reply.kind === 'run') return undefined;
  context.print(whyNotRun(terminal, reply));
  // Somebody else may have answered meanwhile; whoever may not is not asked again.
  const now = await readRunView(terminal.workshop.database, run.id);
  return now?.run.state === run.state && now.run.cursor === run.cursor ? 1 : undefined;
}

/** What it waits for, and what answers it. */
function rest({ print, screen }: CliContext, run: Run, question: RunQuestion | undefined): number {
  for (const line of restLines(run, question)) print(line);
  screen.passing('');
  return waits;
}

function restLines(run: Run, question: RunQuestion | undefined): string[] {
  if (question === undefined) return run.state === 'planned' ? [runInWords(run)] : [noBotNow];
  const answers = answersTo(question, run.id);
  const widest = Math.max(...answers.map(({ command }) => command.length));
  const step = question.kind === 'tick' ? run.plan.steps[question.step] : undefined;
  return [
    questionInWords(question, run.id),
    ...(step === undefined ? [] : stepInWords(step)),
    ...answers.map(({ command, does }) => `  ${command.padEnd(widest)}  ${plainLine(does)}`),
    'Or answer it on its card in Slack.',
  ];
}

/** Said once, above what passes. */
function newsOf(run: Run, question: RunQuestion | undefined, isBotRunning: boolean): string {
  if (!isBotRunning) return noBotNow;
  if (question !== undefined) return restLines(run, question).join('\n');
  return run.state === 'queued' ? runInWords(run) : '';
}

function progressOf({ run, attempts }: RunView): string {
  const { steps } = run.plan;
  const step = steps[run.cursor];
  if (run.state !== 'running') return '  … waiting (Ctrl-C leaves; the run goes on)';
  if (step === undefined) return '  … ending';
  const since = attempts.findLast((attempt) => attempt.endedAt === null)?.startedAt;
  const took = since === undefined ? '' : tookInWords(since, new Date());
  return `  ${run.cursor + 1}/${steps.length}  running  ${plainLine(titleOf(step))}${took}`;
}
