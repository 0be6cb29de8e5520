// velero: https://velero.io/docs/main/. A backup is made beside the cluster; a restore writes into it.

import { changes, destroys, reads } from '../tool.ts';
import type { CommandRule, Flags, Tool } from '../tool.ts';

const any: Flags = { anyOther: true };
const look = reads(any);
const change = (say: string): CommandRule => changes(say, { flags: any });
const removal = (say: string): CommandRule => destroys(say, { flags: any });

const restoring = destroys('loads a saved copy over what is there', {
  cases: [{ flag: '-o --output', risk: 'read', say: 'only prints' }],
  flags: { anyOther: true, valued: '-o --output' },
});

const group: CommandRule = {
  verbs: {
    'get|describe|logs': look,
    download: change('writes files'),
    create: change('saves a copy, or plans one'),
    'pause|unpause|set|add': change('changes how copies are saved'),
    'delete|remove': removal('deletes saved copies or their record'),
  },
};

export const velero: Tool = {
  names: ['velero'],
  flags: { plain: '--colorized', valued: '-n --namespace --kubecontext --kubeconfig -v --features' },
  verbs: {
    'get|describe': { verbs: { 'restore|restores': look, '*': look } },
    'backup|schedule|backup-location|snapshot-location|plugin|repo|client|restic|node-agent': group,
    restore: { verbs: { ...group.verbs, create: restoring } },
    create: { verbs: { restore: restoring, '*': change('saves a copy, or plans one') } },
    delete: { verbs: { '*': removal('deletes saved copies or their record') } },
    'version|completion|bug': look,
    debug: change('writes an archive'),
    install: changes('installs velero', { flags: any, dryRun: '--dry-run' }),
    uninstall: removal('removes velero'),
  },
};
