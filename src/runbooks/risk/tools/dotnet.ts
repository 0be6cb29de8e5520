// dotnet: what builds is as with other builders; `dotnet ef` changes databases. https://learn.microsoft.com/ef/core/cli/dotnet

import { changes, destroys, reads } from '../tool.ts';
import type { CommandRule, Flags, Tool } from '../tool.ts';
import { cargo } from './build-tools.ts';

const any: Flags = { anyOther: true };
const look = reads(any);
const files = changes('writes files', { flags: any });
const empty = destroys('deletes what the database holds', { flags: any, dryRun: '--dry-run' });

const efVerbs: Readonly<Record<string, CommandRule>> = {
  database: {
    verbs: {
      update: changes('changes the tables of the database', {
        cases: [{ operand: 0, is: /^0$/, risk: 'destroy', say: 'takes all changes of the database back' }],
        flags: any,
      }),
      drop: empty,
    },
  },
  migrations: { verbs: { 'list|has-pending-model-changes': look, 'add|script|bundle|remove': files } },
  dbcontext: { verbs: { 'info|list': look, 'scaffold|script|optimize': files } },
};

export const dotnet: Tool = {
  ...cargo,
  names: ['dotnet'],
  verbs: {
    ...cargo.verbs,
    ef: { verbs: efVerbs },
    nuget: {
      verbs: {
        'list|verify|why': look,
        delete: destroys('takes a published package away', { flags: any }),
        '*': changes('changes packages', { flags: any }),
      },
    },
    'user-secrets': {
      verbs: {
        list: { ...look, marks: [{ kind: 'prints-secret' }] },
        'set|init': changes("changes the operator's own settings", { flags: any }),
        'remove|clear': changes("changes the operator's own settings", { flags: any }),
      },
    },
    'counters|trace|dump|gcdump|stack|monitor': changes('looks into a running program, and may write files', {
      flags: any,
    }),
  },
};
