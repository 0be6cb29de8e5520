// Ceph: https://docs.ceph.com/en/latest/man/8/ceph/. Data lives in pools, on OSDs; flags such as noout only hold things back.

import { changes, destroys, reads } from '../tool.ts';
import type { CommandRule, Flags, Tool } from '../tool.ts';

const any: Flags = { anyOther: true };
const look = reads(any);
const secret: CommandRule = { ...look, marks: [{ kind: 'prints-secret' }] };
const change = (say: string): CommandRule => changes(say, { flags: any });
const removal = (say: string): CommandRule => destroys(say, { flags: any });

const where: Flags = {
  plain: '--connect-timeout -h --help --verbose --concise -p',
  valued: '-c --conf -n --name --id --user -k --keyring --cluster -m --mon-host -f --format --pool',
};

const leaves: Readonly<Record<string, CommandRule>> = {
  [`ls list lspools stat status dump df tree get get-* show show-* query find metadata versions version perf histogram detail
    count-metadata top utilization ok-to-stop ok-to-upgrade ok-to-add-offline safe-to-destroy map getmap getcrushmap blocked-by last
    info summary check dump_* ps print whoami health errors mount-status lsr lsdf numa-status test-reweight-by-* ls-new
    dump_stuck ls-by-* peer-status ls-* host-list upgrade-status device-list`]: look,
  [`rm remove delete del purge destroy lost zap rollback rmfailed prune purge-new force-create-pg rm-pending drain stop kill fail
    down rm-snap rmsnap rm-* remove-* deep-purge blocklist blacklist`]: removal('takes data or capacity away'),
};

const group: CommandRule = { verbs: { ...leaves, '*': change('changes the cluster') } };
const deep: CommandRule = {
  verbs: {
    ...leaves,
    // `ceph orch osd rm 3`, `ceph orch host drain web1`.
    osd: { verbs: { 'rm|remove': removal('takes a disk out of the cluster'), '*': change('changes the cluster') } },
    'pool|crush|erasure-code-profile|tier|host|device|upgrade|snapshot|subvolume|cluster|module|volume|cache': group,
    '*': change('changes the cluster'),
  },
};

export const ceph: Tool = {
  names: ['ceph'],
  cases: [
    { flag: '-s --status -v --version -w --watch --watch-debug', risk: 'read', say: 'only looks' },
    { atMost: 0, risk: 'change', say: 'opens a console' },
  ],
  flags: { ...where, plain: `${where.plain ?? ''} -s --status -w --watch --watch-debug -v --version` },
  marks: [{ kind: 'endless', flag: '-w --watch --watch-debug' }],
  verbs: {
    'status|df|versions|version|quorum_status|mon_status|features|report|time-sync-status|node|device|log|insights|iostat|progress|health|fsid|telemetry':
      {
        ...look,
        verbs: { ...leaves, 'mute|unmute|on|off|clear': change('changes what is reported'), '*': look },
      },
    auth: {
      verbs: {
        'ls|list|get|get-key|print-key|export|print_key': secret,
        'del|rm': removal('takes access away'),
        '*': { ...change('changes who may do what'), marks: [{ kind: 'prints-secret' }] },
      },
    },
    'osd|pg|mon|mds|mgr|fs|orch|crash|config|config-key|nfs|rbd|dashboard|balancer|cephadm|smb|rgw': deep,
    'tell|daemon': {
      verbs: {
        '*': {
          verbs: {
            ...leaves,
            'heap|bench|injectargs|compact|scrub|config|flush_pg_stats|reset_pg_recovery_stats|debug|damage|session|client|cache':
              changes('changes how a part of the cluster works', {
                cases: [
                  { operand: 0, is: /^(show|get|ls|stats|dump|diff|help|list)$/, risk: 'read', say: 'only looks' },
                ],
                flags: any,
              }),
            '*': change('changes how a part of the cluster works'),
          },
        },
      },
    },
  },
};

export const rbd: Tool = {
  names: ['rbd'],
  flags: { ...where, anyOther: true },
  verbs: {
    'ls|list|info|du|disk-usage|status|showmapped|children|diff|help|watch|perf|merge-diff': look,
    'snap|trash|lock|mirror|group|namespace|device|migration|feature|image-meta|journal|object-map|config|pool|persistent-cache|encryption|image|snapshot':
      {
        verbs: {
          ...leaves,
          'image|pool|snap|snapshot|schedule|snapshot-schedule|peer|purge-schedule': {
            verbs: { ...leaves, '*': change('changes images') },
          },
          '*': change('changes images'),
        },
      },
    'rm|remove': removal('deletes the image'),
    resize: changes('changes the size of the image', {
      cases: [{ flag: '--allow-shrink', risk: 'destroy', say: 'cuts off what no longer fits' }],
      flags: any,
    }),
    'create|map|unmap|clone|flatten|rename|mv|cp|copy|deep|export|export-diff|import|import-diff|bench|sparsify|nbd|mirror-snapshot':
      change('changes images or writes files'),
  },
};

export const rados: Tool = {
  names: ['rados'],
  flags: {
    valued: '-p --pool -N --namespace -c --conf -n --name --id -k --keyring --cluster -f --format',
    plain: '--all',
  },
  verbs: {
    'ls|df|lspools|stat|stat2|listxattr|getxattr|listomapkeys|listomapvals|getomapval|getomapheader|lssnap|list-inconsistent-pg|list-inconsistent-obj|list-inconsistent-snapset|listwatchers':
      look,
    'rm|purge|cleanup|rmomapkey|rmxattr|rmsnap|rmpool|truncate|rollback|clearomap': removal('deletes objects'),
    'get|put|append|create|cp|export|import|bench|mksnap|setxattr|setomapval|lock|touch|load-gen|mkpool':
      change('copies or changes objects'),
  },
};

export const radosgwAdmin: Tool = {
  names: ['radosgw-admin'],
  flags: any,
  verbs: {
    'user|bucket|zone|zonegroup|realm|period|quota|usage|log|object|sync|gc|lc|metadata|mdlog|bilog|datalog|key|subuser|caps|orphans|reshard|role|topic|global|ratelimit|account':
      {
        verbs: {
          ...leaves,
          'limit|radoslist|layout|policy|init|stats': look,
          '*': change('changes users, buckets or settings'),
        },
      },
  },
};

export const cephadm: Tool = {
  names: ['cephadm', 'ceph-volume'],
  flags: any,
  verbs: {
    'ls|version|inspect-image|check-host|list-networks|logs|gather-facts|inventory|list|disk-rescan|host-maintenance':
      look,
    shell: { ...change('opens a shell in a container'), runs: { from: 0, as: 'argv' } },
    lvm: {
      verbs: {
        'list|inventory': look,
        'zap|deactivate': removal('wipes a disk'),
        '*': change('prepares a disk for the cluster'),
      },
    },
    'rm-cluster|rm-daemon|zap-osds|rm-repo': removal('takes the cluster off this machine'),
    'bootstrap|adopt|deploy|enter|run|unit|add-repo|install|prepare-host|registry-login|pull|ceph-volume|raw|simple|activate':
      change('changes this machine of the cluster'),
  },
};

export const gluster: Tool = {
  names: ['gluster'],
  flags: { valued: '--mode', plain: '--xml' },
  verbs: {
    'peer|pool': {
      verbs: { 'status|list': look, probe: change('adds a machine'), detach: removal('takes a machine out') },
    },
    volume: {
      verbs: {
        'info|status|list|get|statedump|top|profile|help': look,
        heal: changes('repairs copies', {
          cases: [{ operand: 1, is: /^(info|statistics)$/, risk: 'read', say: 'only looks' }],
          flags: any,
        }),
        'stop|delete|remove-brick|reset|reset-brick|replace-brick|barrier': removal('stops or takes away data'),
        '*': change('changes a volume'),
      },
    },
    snapshot: {
      verbs: {
        'list|info|status': look,
        'delete|restore|deactivate': removal('deletes a saved state, or puts it over what is there'),
        '*': change('saves a state'),
      },
    },
  },
};
