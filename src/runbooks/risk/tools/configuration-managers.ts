// Salt, Puppet, Chef, and programs that run a line on many machines. A machine is brought to its described state unless it is a trial.

import { changes, destroys, reads } from '../tool.ts';
import type { CommandRule, Flags, Tool } from '../tool.ts';

const any: Flags = { anyOther: true };
const look = reads(any);
const change = (say: string): CommandRule => changes(say, { flags: any });

// https://docs.saltproject.io/en/latest/ref/modules/all/: target, function, arguments.
const saltFlags: Flags = {
  plain: '-G -E -L -P -C -I -N -S -b --batch --async --static --show-timeout --verbose -v --local --dry-run',
  valued: '-t --timeout --out --output --log-level -l --state-output --batch-size -c --config-dir',
};

const saltCases = (at: number): Tool['cases'] => [
  {
    operand: at,
    is: /^(test|grains|pillar|status|network|disk|ps|sys|config)\.(?!set|append|delkey|delval|remove|kill|pkill)\w+$|\.(list|get|show|status|version|info|find|ls|available|search|exists|is_\w+|list_\w+|get_\w+|show_\w+)$/,
    risk: 'read',
    say: 'only asks',
  },
  {
    operand: at,
    is: /\.(remove|removed|purge|purged|stop|absent|delete|kill|kill_all|rm|rmdir|prune|drop|shutdown|poweroff|reboot|halt|restore|flush|flushall)\w*$/,
    unsure: true,
    risk: 'destroy',
    say: 'removes or stops it on every machine named',
  },
  { some: /^test=true$/i, risk: 'read', say: 'only compares' },
  {
    operand: at,
    is: /^(?!cmd\.)/,
    risk: 'change',
    say: 'changes the machines it names',
  },
];

export const salt: Tool = {
  names: ['salt'],
  cases: saltCases(1) ?? [],
  flags: saltFlags,
  runs: {
    from: 2,
    as: 'shell',
    after: /^cmd\.(run|run_all|run_stdout|run_stderr|run_bg|shell|powershell|retcode|script)$/,
  },
};

export const saltCall: Tool = {
  names: ['salt-call', 'salt-run'],
  cases: saltCases(0) ?? [],
  flags: saltFlags,
  runs: {
    from: 1,
    as: 'shell',
    after: /^cmd\.(run|run_all|run_stdout|run_stderr|run_bg|shell|powershell|retcode|script)$/,
  },
};

export const saltKey: Tool = {
  names: ['salt-key'],
  cases: [
    { flag: '-d -D --delete --delete-all', risk: 'destroy', say: 'shuts a machine out' },
    {
      flag: '-a -A -r -R --accept --accept-all --reject --reject-all',
      risk: 'change',
      say: 'lets a machine in, or not',
    },
    { flag: '-L -l -F -f -P --list --list-all --finger --print', risk: 'read', say: 'only lists' },
  ],
  flags: {
    plain: '-L -F -A -R -D -y --yes --list-all --accept-all',
    valued: '-l --list -a --accept -r -d --delete -f --finger -p --print',
  },
};

// https://www.puppet.com/docs/puppet/8/man/overview.html
export const puppet: Tool = {
  names: ['puppet'],
  verbs: {
    'facts|lookup|config|help|describe|parser|filebucket|strings|module': {
      ...look,
      verbs: {
        'show|find|print|validate|list|get|diff|search|dump': look,
        'set|install|upgrade|build|generate|backup': change("changes Puppet's own settings or modules"),
        'uninstall|delete|restore': destroys('removes or replaces it', { flags: any }),
        '*': look,
      },
    },
    agent: changes('brings this machine to its described state', {
      cases: [
        { flag: '--fingerprint --configprint', risk: 'read', say: 'only prints' },
        { flag: '--disable --enable', risk: 'change', say: 'turns Puppet off or on here' },
      ],
      flags: { anyOther: true, valued: '--server --environment --tags --waitforcert' },
      dryRun: '--noop',
    }),
    apply: changes('brings this machine to its described state', { flags: any, dryRun: '--noop' }),
    resource: changes('changes what it names', {
      cases: [
        { some: /^ensure=["']?(absent|purged|stopped)/, risk: 'destroy', say: 'removes or stops it' },
        { some: /=/, risk: 'change', say: 'changes what it names' },
        { flag: '-e --edit', risk: 'change', say: 'opens an editor' },
        { atMost: 2, risk: 'read', say: 'only prints' },
      ],
      flags: any,
      dryRun: '--noop',
    }),
    'node|cert|certificate|ssl|ca': {
      verbs: {
        'list|print|show|fingerprint|verify|find|search': look,
        'sign|generate|submit_request|download_cert|bootstrap': change('lets a machine in'),
        'clean|purge|deactivate|revoke|destroy|delete': destroys('shuts a machine out and forgets it', { flags: any }),
      },
    },
  },
};

// https://docs.chef.io/workstation/knife/
export const knife: Tool = {
  names: ['knife'],
  flags: {
    valued:
      '-c --config -E --environment -F --format -s --server-url -u --user -k --key -x --ssh-user -a --attribute -i',
    plain: '-y --yes -V -z',
  },
  verbs: {
    'status|search|diff|list|show|help|exec': look,
    ssh: {
      flags: { anyOther: true, valued: '-x --ssh-user -a --attribute -i -P -p -C --concurrency' },
      runs: { from: 1, as: 'shell' },
      cases: [{ atMost: 1, risk: 'change', say: 'opens a shell on machines' }],
    },
    'bootstrap|upload|download|deps|edit|raw': change('changes the Chef server or a machine'),
    '*': {
      verbs: {
        'list|show|compare|status|test': look,
        'upload|create|edit|from|run_list|run|set|add|reregister|download|generate|environment_set|tag':
          change('changes the Chef server'),
        'delete|bulk|purge': destroys('deletes it with what it holds', { flags: any }),
        bag: {
          verbs: {
            'list|show': look,
            'create|edit|from': change('changes the Chef server'),
            delete: destroys('deletes it with what it holds', { flags: any }),
          },
        },
      },
    },
  },
};

export const chefClient: Tool = {
  names: ['chef-client', 'chef-solo', 'cinc-client'],
  ...changes('brings this machine to its described state', { flags: any, dryRun: '-W --why-run' }),
};

// pdsh -w web[1-9] uptime: the line runs on each of them.
export const manyMachines: Tool = {
  names: ['pdsh', 'clush', 'pssh', 'parallel-ssh', 'dsh'],
  cases: [{ atMost: 0, risk: 'change', say: 'opens a shell on machines' }],
  flags: { plain: '-a -b -B -i -v -N -A -P -M -c', valued: '-w -g -x -l -u -t -f -h -H -p -o -e -R -O -m' },
  runs: { from: 0, as: 'shell' },
  input: 'shell',
};
