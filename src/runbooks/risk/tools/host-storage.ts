// The hardware of this machine, its disk controllers and what it shares. Disks and volumes are in disks.ts.

import { changes, reads } from '../tool.ts';
import type { Tool } from '../tool.ts';

export const hardware: Tool = {
  names: [
    'biosdecode',
    'dmidecode',
    'hwinfo',
    'lshw',
    'inxi',
    'sensors',
    'nvidia-smi',
    'rocm-smi',
    'numastat',
    'getfattr',
  ],
  ...reads({ anyOther: true }),
  cases: [
    {
      flag: '-r --gpu-reset -pm --persistence-mode -pl --reset-gpu-clocks --cache',
      risk: 'change',
      say: 'changes the device',
    },
  ],
  marks: [{ kind: 'endless', flag: '-l --loop dmon' }],
};

export const sync: Tool = { names: ['sync'], effect: { risk: 'read', say: 'only waits for the disks' } };

const takesAway = 'takes a disk, an array or a machine away';

export const ipmitool: Tool = {
  names: ['ipmitool', 'racadm', 'freeipmi'],
  ...changes('changes a machine through its controller', {
    flags: { anyOther: true, valued: '-I -H -h -U -u -P -p -L -C -f -r', secret: '-P' },
  }),
  cases: [
    { some: /^(off|soft|cycle|reset|clear|serveraction|racreset|delete|disable)$/, risk: 'destroy', say: takesAway },
    { some: /^(on|set|activate|enable|bootdev|bootparam|write|raw)$/, risk: 'change', say: 'changes a machine' },
    {
      operand: 0,
      is: /^(sensor|sel|fru|sdr|chassis|lan|mc|user|power|getsysinfo|getsensorinfo|getsel|get|channel|session|dcmi)$/,
      risk: 'read',
      say: 'only looks',
    },
  ],
  marks: [
    { kind: 'elsewhere', operand: 0, is: /^sol$/, say: 'opens a console of a machine: what follows is meant for it' },
  ],
};

export const raid: Tool = {
  names: ['megacli', 'storcli', 'sg_scan', 'arcconf', 'ssacli', 'hpssacli', 'perccli'],
  ...changes('changes a disk or a controller', { flags: { anyOther: true } }),
  cases: [
    {
      some: /^(format|sanitize|remove|remove_all|wipe|delete|del|offline|erase|initialize|set|clear|start|stop|spindown|missing)$/i,
      risk: 'destroy',
      say: takesAway,
    },
    {
      some: /^(show|list|getconfig|getstatus|getlogs|help|version|status|detail|all)$/i,
      risk: 'read',
      say: 'only looks',
    },
  ],
};

export const shares: Tool = {
  names: ['exportfs', 'showmount', 'rpcinfo', 'smbstatus', 'nfsidmap'],
  ...reads({ anyOther: true }),
  cases: [
    { flag: '-u', risk: 'destroy', say: 'takes a share away from who uses it' },
    { flag: '-r -a -o -d -c', risk: 'change', say: 'changes what is shared' },
  ],
};
