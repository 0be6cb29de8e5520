// A run that is planned goes on: whoever planned it starts it, or asks for the yes that it takes. Then it is followed.

import { setTimeout as pause } from 'node:timers/promises';
import type { RunId } from '../ids.ts';
import type { Run } from '../runs/run.ts';
import { findRun } from '../runs/store.ts';
import { whyNotCounted } from '../runs/tolerance.ts';
import { ask } from '../verbs/ask.ts';
import { confirm } from '../verbs/confirm.ts';
import type { Reply } from '../verbs/verb.ts';
import type { CliContext, CliOption } from './cli-command.ts';
import { followRun } from './follow-run.ts';
import { textOption } from './text-option.ts';
import { askFor } from './who-acts.ts';
import { noBot, runInWords, tellRun, whyNotRun } from './with-run.ts';
import type { Terminal } from './with-workshop.ts';

export const startOptions: readonly CliOption[] = [
  { flags: '--yes', describe: 'starts a change without asking once more' },
  { flags: '--reason <text>', describe: 'why, for whoever has to say yes' },
  { flags: '--no-wait', describe: 'does not follow it' },
];

type Options = Readonly<Record<string, unknown>>;

export async function startPlanned(
  context: CliContext,
  terminal: Terminal,
  planned: Reply,
  options: Options,
): Promise<number> {
  if (planned.kind !== 'run') return context.refuse(whyNotRun(terminal, planned));
  const started = planned.run.state === 'planned' ? await start(context, terminal, planned.run, options) : planned;
  if (started.kind !== 'run' || options['wait'] === false) return tellRun(context, terminal, started);
  if (!context.isJson) {
    context.print(runInWords(terminal.redact(started.run)));
    if (!(await terminal.isBotRunning())) context.print(noBot);
  }
  return followRun(context, terminal, started.run.id);
}

async function start(context: CliContext, terminal: Terminal, run: Run, options: Options): Promise<Reply> {
  const { workshop, asker } = terminal;
  await whenCounted(context, terminal, run.id);
  if (run.plan.approvals === 0 || run.preapproval !== null) return confirm(workshop, asker, run.id);
  const reason = textOption(options, 'reason') ?? (await askFor(context, 'Why? Whoever has to say yes reads it')) ?? '';
  return ask(workshop, asker, run.id, reason);
}

const countEveryMs = 500;
const countPatienceMs = 30_000;

/** Rows that a `tolerance` rests on are counted by the bot. What is not counted by then is refused with its reason. */
async function whenCounted({ screen }: CliContext, terminal: Terminal, id: RunId): Promise<void> {
  for (let waited = 0; waited < countPatienceMs; waited += countEveryMs) {
    const run = await findRun(terminal.workshop.database, id);
    const isComing = run !== undefined && run.evidence === null && whyNotCounted(run) !== undefined;
    if (!isComing || !(await terminal.isBotRunning())) break;
    screen.passing('  … counting the rows that it would change');
    await pause(countEveryMs);
  }
  screen.passing('');
}
