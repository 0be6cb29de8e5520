// What a verb answered, in a terminal: its sentence, who will tell Slack, and the exit code.

import type { Reply } from '../verbs/verb.ts';
import type { CliContext } from './cli-command.ts';
import { printJson } from './print-json.ts';
import { saidOf } from './said-of.ts';
import type { Terminal } from './with-workshop.ts';

export async function printReply(context: CliContext, terminal: Terminal, reply: Reply): Promise<number> {
  const said = terminal.redact(saidOf(reply));
  if (reply.kind === 'said' && reply.isRefusal === true) return context.refuse(said);
  const isBotRunning = await terminal.isBotRunning();
  if (context.isJson) printJson(context, { said, botRunning: isBotRunning });
  else {
    context.print(said);
    if (!isBotRunning) context.print('It is kept. No bot is running now: Slack hears of it as soon as one is.');
  }
  return 0;
}
