// `opsbook locks`: who holds which lock, and who waits for it, as `/ops locks` lists them.

import { command as listed } from '../verbs/locks.ts';
import { parseWords } from '../verbs/words.ts';
import type { CliCommand } from './cli-command.ts';
import { plainLine } from './plain-line.ts';
import { withWorkshop } from './with-workshop.ts';

export const command: CliCommand = {
  name: 'locks',
  describe: 'list the locks that runs hold or wait for',
  options: [{ flags: '--json', describe: 'one JSON document' }],
  act: (_words, { json }, context) =>
    withWorkshop(context, async ({ workshop, asker, redact }) => {
      const reply = redact(await listed.act(parseWords(''), asker, workshop, () => undefined));
      const locks = reply.kind === 'locks' ? reply.locks : [];
      if (json === true) context.print(JSON.stringify({ version: 1, locks }, null, 2));
      else if (reply.kind === 'locks') for (const lock of locks) context.print(line(lock, reply.now));
      else context.print(reply.kind === 'said' ? reply.say : '');
      return 0;
    }),
};

type Listed = Extract<Awaited<ReturnType<typeof listed.act>>, { readonly kind: 'locks' }>['locks'][number];

function line({ name, state, run, procedure, requestedBy, since, reason }: Listed, now: Date): string {
  const minutes = Math.floor((now.getTime() - since.getTime()) / 60_000);
  const cells = [name, state, `run ${run}`, procedure, requestedBy.replace(/^cli:/, ''), `${minutes} min`];
  return [...cells, ...(reason === '' ? [] : [plainLine(reason)])].join('  ');
}
