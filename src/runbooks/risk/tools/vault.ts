// vault and bao: https://developer.hashicorp.com/vault/docs/commands. Most of what it prints is a secret.

import { changes, destroys, reads } from '../tool.ts';
import type { CommandRule, Flags, Tool } from '../tool.ts';

const any: Flags = { anyOther: true };
// Flags are taken with one dash or two.
const dashes = (names: string): string => `${names} ${names.replace(/(^|\s)-/g, '$1--')}`;
const look = reads(any);
const secret: CommandRule = { ...look, marks: [{ kind: 'prints-secret' }] };
const change = (say: string): CommandRule => changes(say, { flags: any });
const making = (say: string): CommandRule => ({ ...change(say), marks: [{ kind: 'prints-secret' }] });
const removal = (say: string): CommandRule => destroys(say, { flags: any });

const engines = (what: string): CommandRule => ({
  verbs: {
    'list|help': look,
    'enable|tune|move': change(`changes ${what}`),
    disable: removal(`removes ${what} with everything kept there`),
  },
});

export const vault: Tool = {
  names: ['vault', 'bao'],
  singleDash: true,
  flags: {
    plain: dashes('-tls-skip-verify -non-interactive -no-print'),
    valued:
      dashes(`-address -agent-address -namespace -ns -ca-cert -ca-path -client-cert -client-key -tls-server-name -header -mfa -wrap-ttl
      -format -field`),
  },
  verbs: {
    'status|list|path-help|version|version-history|hcp': look,
    'read|unwrap|print': secret,
    'write|patch': making('changes what is kept there'),
    delete: removal('deletes what is kept there'),
    login: {
      ...look,
      marks: [{ kind: 'interactive', atMost: 0, without: '-method --method' }],
    },
    kv: {
      verbs: {
        'list|enable-versioning': look,
        get: secret,
        'put|patch|undelete|rollback': change('changes a secret'),
        'delete|destroy': removal('deletes a secret'),
        metadata: {
          verbs: {
            get: look,
            'put|patch': change('changes how a secret is kept'),
            delete: removal('deletes a secret with all its versions'),
          },
        },
      },
    },
    secrets: engines('a store of secrets'),
    auth: engines('a way to log in'),
    audit: {
      verbs: {
        list: look,
        enable: change('records who did what'),
        disable: removal('stops the record of who did what'),
      },
    },
    policy: {
      verbs: {
        'list|read|fmt': look,
        write: change('changes who may do what'),
        delete: removal('takes permissions away'),
      },
    },
    token: {
      verbs: {
        'lookup|capabilities': look,
        create: making('makes a token'),
        renew: change('makes a token last longer'),
        revoke: removal('takes access away'),
      },
    },
    lease: { verbs: { lookup: look, renew: change('makes access last longer'), revoke: removal('takes access away') } },
    operator: {
      verbs: {
        'members|key-status|diagnose|usage|utilization': look,
        seal: removal('closes the vault, and nobody gets a secret any more'),
        unseal: { ...change('opens the vault'), marks: [{ kind: 'interactive', atMost: 0 }] },
        'init|generate-root|rekey': making('makes keys that open the vault'),
        'rotate|rotate-keys|step-down|import|migrate': change('changes the keys or the leader'),
        raft: {
          verbs: {
            'list-peers|autopilot': look,
            join: change('joins a cluster'),
            'remove-peer': removal('takes a server out of the cluster'),
            'demote|promote': change('changes the part of a server'),
            snapshot: {
              verbs: {
                save: change('writes the data of the vault to a file'),
                inspect: look,
                restore: removal('puts a saved copy over what is there now'),
              },
            },
          },
        },
      },
    },
    plugin: {
      verbs: {
        'list|info|runtime': look,
        'register|reload|reload-status': change('changes plugins'),
        deregister: removal('removes a plugin'),
      },
    },
    namespace: {
      verbs: {
        'list|lookup': look,
        'create|patch|lock|unlock': change('changes namespaces'),
        delete: removal('removes a namespace with its secrets'),
      },
    },
    'monitor|events': { ...look, marks: [{ kind: 'endless' }] },
    debug: change('writes files'),
    'server|agent|proxy': { ...change('runs in the foreground'), marks: [{ kind: 'endless' }] },
    ssh: { ...change('opens a shell on a machine'), marks: [{ kind: 'interactive' }, { kind: 'elsewhere' }] },
    'pki|transit|transform': {
      verbs: { 'health-check|verify-sign|list-intermediates': look, '*': change('makes keys or certificates') },
    },
  },
};
