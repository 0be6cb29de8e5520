// `opsbook cancel <run>`: no further step begins, as with `/ops cancel`.

import { parseRunId } from '../ids.ts';
import { hasEnded } from '../runs/run.ts';
import { cancel } from '../verbs/cancel.ts';
import type { CliCommand } from './cli-command.ts';
import { saidOf } from './said-of.ts';
import { withWorkshop } from './with-workshop.ts';

export const command: CliCommand = {
  name: 'cancel',
  describe: 'stop a run: no further step begins',
  arguments: '<run>',
  act: ([number = ''], _options, context) =>
    withWorkshop(context, async ({ workshop, asker, redact }) => {
      const reply = await cancel(workshop, asker, parseRunId(number));
      if (reply.kind !== 'run') {
        context.print(redact(saidOf(reply)));
        return 1;
      }
      const { id, state } = reply.run;
      context.print(
        hasEnded(state) ? `Run ${id} is cancelled.` : `Run ${id} is told to stop; its step under way is being ended.`,
      );
      return 0;
    }),
};
