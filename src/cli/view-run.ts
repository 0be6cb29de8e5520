// A run with all that is known of it, for whoever may see it, as `/ops run-status` tells it.

import type { RunId } from '../ids.ts';
import { command } from '../verbs/run-status.ts';
import type { Reply } from '../verbs/verb.ts';
import { parseWords } from '../verbs/words.ts';
import type { Terminal } from './with-workshop.ts';

export function viewRun({ workshop, asker }: Terminal, id: RunId): Promise<Reply> {
  return command.act(parseWords(`run-status ${id}`), asker, workshop, () => undefined);
}
