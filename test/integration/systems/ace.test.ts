// Every procedure of ACE through Slack.

import path from 'node:path';
import { startPracticePostgres } from '../../../practice/postgres/start-practice-postgres.ts';
import { startAce } from '../../../practice/systems/ace/start-ace.ts';
import { exercises } from '../../support/exercises/ace.ts';
import { practiseSystem } from '../../support/practise-system.ts';

practiseSystem(
  'ace',
  async (folder) => {
    const postgres = await startPracticePostgres({ folder: path.join(path.dirname(folder), 'postgres') });
    const ace = await startAce({ folder, postgres });
    return {
      ...ace,
      stop: async () => {
        await ace.stop();
        await postgres.stop();
      },
    };
  },
  exercises,
);
