// Hosts of virtual machines and system containers: virsh, Proxmox, Vagrant, LXD, VirtualBox, vSphere.

import { changes, destroys, reads } from '../tool.ts';
import type { CommandRule, Flags, MarkRule, Tool } from '../tool.ts';

const any: Flags = { anyOther: true };
const look = reads(any);
const change = (say: string): CommandRule => changes(say, { flags: any });
const removal = (say: string): CommandRule => destroys(say, { flags: any });
const entering: readonly MarkRule[] = [{ kind: 'interactive' }, { kind: 'elsewhere' }];
const entered: CommandRule = { ...change('opens the machine'), marks: entering };
const stops: CommandRule = { effect: { risk: 'destroy', say: 'stops the machine', turns: 'off' }, flags: any };
const starts: CommandRule = { effect: { risk: 'change', say: 'starts the machine', turns: 'on' }, flags: any };
const execFrom = (from: number): CommandRule => ({
  flags: { anyOther: true, plain: '-t -T -i --', valued: '--env --user --cwd --mode -u' },
  runs: { from, as: 'argv' },
  cases: [{ atMost: from, risk: 'change', say: 'opens the machine' }],
});

export const virsh: Tool = {
  names: ['virsh'],
  flags: { plain: '-r --readonly -q --quiet', valued: '-c --connect -d --debug -l --log' },
  verbs: {
    [`list dominfo domstate domblklist domblkstat domblkinfo domiflist domifstat domifaddr dommemstat domstats domjobinfo domdisplay domid
      domname domuuid dumpxml nodeinfo nodememstats nodecpustats version uri hostname capabilities sysinfo freecell maxvcpus vcpucount
      vcpuinfo pool-list pool-info pool-dumpxml vol-list vol-info vol-path vol-dumpxml net-list net-info net-dumpxml net-dhcp-leases
      iface-list iface-dumpxml snapshot-list snapshot-info snapshot-dumpxml snapshot-current nodedev-list nwfilter-list secret-list
      checkpoint-list domcontrol domtime domfsinfo guestinfo help domblkerror`]: look,
    start: starts,
    'shutdown|destroy|suspend|managedsave|save': stops,
    'undefine|vol-delete|vol-wipe|pool-destroy|pool-delete|pool-undefine|net-destroy|net-undefine|snapshot-delete|snapshot-revert|restore|reset|managedsave-remove|iface-destroy|blockcommit|checkpoint-delete|nodedev-destroy':
      removal('takes the machine, its disks or its saved states away'),
    'console|vncdisplay-open': entered,
    '*': change('changes the machine or its host'),
  },
};

export const proxmox: Tool = {
  names: ['qm', 'pct'],
  verbs: {
    'list|status|config|pending|listsnapshot|showcmd|help|cpusets|fsck-check|df': look,
    'start|resume|unsuspend': starts,
    'stop|shutdown|suspend': stops,
    'destroy|rollback|delsnapshot|unlink|restore|importovf-over|reset|fstrim-all': removal(
      'takes the machine, its disks or its saved states away',
    ),
    'terminal|enter|console|monitor': entered,
    exec: execFrom(1),
    guest: {
      verbs: {
        exec: execFrom(1),
        'exec-status|cmd': change('runs something in the machine'),
        passwd: change('changes a password'),
      },
    },
    agent: change('runs something in the machine'),
    '*': change('changes the machine'),
  },
};

export const proxmoxCluster: Tool = {
  names: ['pvecm', 'pvesm', 'pvesh', 'pveceph', 'ha-manager', 'pveum', 'pvesr', 'pvenode', 'pveversion', 'pveperf'],
  cases: [
    {
      operand: 0,
      is: /^(status|nodes|list|get|ls|config|scan|path|ticket|permissions|export)$/,
      risk: 'read',
      say: 'only looks',
    },
    {
      some: /^(delnode|delete|remove|rm|free|destroy|purge|prune-backups|disable)$/,
      risk: 'destroy',
      say: 'takes a machine or data away',
    },
    { flag: '-v --verbose', atMost: 0, risk: 'read', say: 'only prints' },
    { risk: 'change', say: 'changes the cluster' },
  ],
  flags: any,
};

export const qmrestore: Tool = {
  names: ['qmrestore', 'pctrestore', 'vzrestore'],
  ...removal('puts a saved copy in place of a machine'),
};

export const vagrant: Tool = {
  names: ['vagrant'],
  verbs: {
    'status|global-status|port|ssh-config|version|validate|list-commands|cap|help': look,
    'up|resume|reload|provision|package|init|upload|rsync|rsync-auto|autocomplete|cloud|login|powershell|winrm|rdp|share':
      change('changes the machine'),
    'halt|suspend': change("stops the operator's own machine"),
    destroy: removal('deletes the machine with its disks'),
    ssh: {
      flags: {
        anyOther: true,
        special: { '-c': { valued: true, runs: 'shell' }, '--command': { valued: true, runs: 'shell' } },
      },
      cases: [{ without: '-c --command', risk: 'change', say: 'opens the machine' }],
      marks: entering.map((mark) => ({ ...mark, without: '-c --command' })),
    },
    'box|plugin|snapshot': {
      verbs: {
        'list|outdated': look,
        'remove|prune|delete|pop|restore|uninstall|expunge': removal(
          'deletes it, or puts an older state over what is there',
        ),
        '*': change('changes boxes or saved states'),
      },
    },
  },
};

export const lxd: Tool = {
  names: ['lxc', 'incus'],
  flags: { plain: '--debug --verbose -v -q --quiet --force-local', valued: '--project' },
  verbs: {
    'list|ls|info|version|monitor|warning|operation|query': look,
    exec: execFrom(1),
    start: starts,
    'stop|pause': stops,
    'delete|rm|restore|rebuild': removal('deletes it, or puts an older state over what is there'),
    'console|shell': entered,
    'config|network|storage|profile|image|project|remote|cluster|alias|snapshot|admin|auth': {
      verbs: {
        'list|ls|show|get|info|get-default|list-leases|list-tokens|metadata|trust|device': {
          ...look,
          verbs: {
            'remove|delete|rm|revoke': removal('takes it away'),
            'add|set|unset|edit': change('changes it'),
            '*': look,
          },
        },
        'delete|rm|remove|unset|restore|evacuate|recover-from-quorum-loss': removal('takes it away'),
        'volume|bucket|forward|acl|zone|load-balancer|peer': {
          verbs: {
            'list|ls|show|get|info': look,
            'delete|rm|remove|restore': removal('deletes it with what it holds'),
            '*': change('changes it'),
          },
        },
        '*': change('changes the host'),
      },
    },
    file: { verbs: { '*': change('copies files') } },
    'launch|create|init|restart|copy|cp|move|mv|rename|publish|import|export|resume|webui|add':
      change('changes what runs'),
  },
};

export const virtualBox: Tool = {
  names: ['VBoxManage', 'vboxmanage', 'vmrun', 'prlctl', 'utmctl'],
  verbs: {
    'list|showvminfo|showhdinfo|showmediuminfo|getextradata|metrics|about|ls|find|vm.info|host.info|datastore.info|datastore.ls|pool.info|events|tasks|metric.ls|metric.sample|vm.ip|version|device.info|snapshot.tree|vm.info.*':
      look,
    'startvm|start|vm.power-on': starts,
    'stop|suspend|pause|poweroff': stops,
    'vm.power': changes('changes whether a machine runs', {
      cases: [{ flag: '-off -s -suspend', risk: 'destroy', say: 'stops a machine' }],
      flags: any,
    }),
    controlvm: changes('changes whether a machine runs', {
      cases: [
        {
          operand: 1,
          is: /^(poweroff|acpipowerbutton|savestate|pause|shutdown)$/,
          risk: 'destroy',
          say: 'stops a machine',
        },
      ],
      flags: any,
    }),
    'unregistervm|closemedium|vm.destroy|datastore.rm|snapshot.remove|snapshot.revert|delete|deleteVM|revertToSnapshot|deleteSnapshot|host.remove|object.destroy|pool.destroy|device.remove':
      removal('takes the machine, its disks or its saved states away'),
  },
};

/** Its long flags have one dash: `govc vm.power -off web1`. */
export const govc: Tool = { ...virtualBox, names: ['govc'], singleDash: true };
