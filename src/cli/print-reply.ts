// What a verb answered, in a terminal: its sentence, who will tell Slack, and the exit code.

import type { Reply } from '../verbs/verb.ts';
import type { CliContext } from './cli-command.ts';
import type { Terminal } from './with-workshop.ts';

export async function printReply({ print }: CliContext, terminal: Terminal, reply: Reply): Promise<number> {
  if (reply.kind !== 'said') throw new Error(`a terminal has no words for a reply of the kind ${reply.kind}`);
  print(terminal.redact(reply.say));
  if (reply.isRefusal === true) return 1;
  if (!(await terminal.isBotRunning()))
    print('It is kept. No bot is running now: Slack hears of it as soon as one is.');
  return 0;
}
