// podman and nerdctl: docker's commands and their own. https://docs.podman.io/en/latest/Commands.html

import { changes, destroys, reads } from '../tool.ts';
import type { Flags, Tool } from '../tool.ts';
import { docker } from './docker.ts';

const any: Flags = { anyOther: true };
const look = reads(any);

export const podman: Tool = {
  ...docker,
  names: ['podman', 'nerdctl'],
  verbs: {
    ...docker.verbs,
    healthcheck: { verbs: { run: look } },
    machine: {
      verbs: {
        'list|ls|inspect|info': look,
        'init|start|set|reset-all|os|cp': changes("changes podman's own virtual machine", { flags: any }),
        stop: destroys('stops every container in the virtual machine', { flags: any }),
        'rm|reset': {
          ...destroys('removes the virtual machine with its containers and volumes', { flags: any }),
          marks: [{ kind: 'interactive', without: '-f --force', say: 'asks before it does it' }],
        },
        ssh: { ...changes('opens a shell in the virtual machine', { flags: any }), runs: { from: 1, as: 'argv' } },
      },
    },
    pod: {
      verbs: {
        'ps|ls|list|inspect|stats|top|logs|exists': look,
        'create|start|restart|unpause|clone': changes('changes what runs', { flags: any }),
        'stop|kill|pause': destroys('stops running services', { flags: any }),
        'rm|prune': destroys('deletes it', { flags: any }),
      },
    },
    secret: {
      verbs: {
        'ls|list|inspect|exists': look,
        create: changes('stores a secret', { flags: any }),
        rm: destroys('deletes it', { flags: any }),
      },
    },
    'generate|auto-update|unshare|mount|unmount|untag|apply': changes('changes what runs or what is stored', {
      flags: any,
      dryRun: '--dry-run',
    }),
    'kube|play': {
      verbs: {
        'play|kube|apply': changes('starts what the file names', {
          cases: [
            { flag: '--down', risk: 'destroy', say: 'stops and removes what the file names' },
            { flag: '--replace', risk: 'destroy', say: 'removes what the file names and makes it again' },
          ],
          flags: any,
        }),
        generate: look,
        down: destroys('stops and removes what the file names', { flags: any }),
      },
    },
  },
};
