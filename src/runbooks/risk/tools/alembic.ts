// Alembic, the migrations of Python programs: https://alembic.sqlalchemy.org/en/latest/

import { changes, destroys, reads } from '../tool.ts';
import type { Tool } from '../tool.ts';

export const alembic: Tool = {
  names: ['alembic'],
  flags: { plain: '--raiseerr', valued: '-c --config -n --name -x' },
  verbs: {
    'current|history|heads|branches|show|check|list_templates': reads({
      plain: '-v --verbose -i --indicate-current --check-heads',
      valued: '-r --rev-range',
    }),
    upgrade: changes("changes the database's tables", { dryRun: '--sql', flags: { plain: '--sql' } }),
    downgrade: destroys('takes tables or columns back, with their data', {
      dryRun: '--sql',
      flags: { plain: '--sql' },
    }),
    'revision|merge|init|edit': changes('writes a migration file'),
    'stamp|ensure_version': changes('says which migration the database has', {
      cases: [{ flag: '--purge', risk: 'destroy', say: 'forgets which migrations the database has' }],
      flags: { plain: '--purge' },
    }),
  },
};
