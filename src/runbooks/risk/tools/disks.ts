// Disks, partitions, volumes and file systems. Making one overwrites what was there.

import { changes, destroys, reads } from '../tool.ts';
import type { Flags, Tool } from '../tool.ts';

const any: Flags = { anyOther: true };

export const formatting: Tool = {
  names:
    `mkfs mkfs.ext2 mkfs.ext3 mkfs.ext4 mkfs.xfs mkfs.btrfs mkfs.vfat mkfs.fat mkfs.f2fs mkfs.ntfs mkfs.exfat mke2fs mkswap mkdosfs
    blkdiscard nwipe scrub`.split(/\s+/),
  ...destroys('overwrites the disk or the partition', {
    cases: [{ flag: '-V --version', risk: 'read', say: 'only prints' }],
    flags: { anyOther: true },
  }),
};

export const partitioning: Tool = {
  names: ['fdisk', 'sfdisk', 'gdisk', 'cfdisk', 'cgdisk'],
  ...destroys('rewrites the partitions of a disk', {
    cases: [
      {
        flag: '-l --list -s --show-size -d --dump -J --json -V --verify -x',
        without: '--delete',
        risk: 'read',
        say: 'only lists',
      },
      { flag: '-n --no-act', risk: 'read', say: 'only tries' },
    ],
    flags: { anyOther: true, valued: '-b -u -w -W -o --output -t -c -C -H -S' },
    marks: [{ kind: 'interactive', without: '-l --list -s --show-size -d --dump -J --json' }],
  }),
};

export const parted: Tool = {
  names: ['parted'],
  ...destroys('rewrites the partitions of a disk', {
    cases: [
      { flag: '-l --list -v --version', risk: 'read', say: 'only lists' },
      { operand: 1, is: /^(print|p|unit|help|align-check)$/, risk: 'read', say: 'only lists' },
      {
        operand: 1,
        is: /^(resizepart|name|set|toggle|disk_set|disk_toggle)$/,
        risk: 'change',
        say: 'changes a partition',
      },
    ],
    flags: { plain: '-l --list -m --machine -j --json -s --script -f --fix', valued: '-a --align' },
    marks: [{ kind: 'interactive', atMost: 1, without: '-l --list -s --script' }],
  }),
};

export const sgdisk: Tool = {
  names: ['sgdisk'],
  ...destroys('rewrites the partitions of a disk', {
    cases: [
      {
        flag: '-p --print -i --info -v --verify -O --print-mbr -E --end-of-largest -F --first-in-largest -L --list-types -P --pretend',
        without:
          '-d --delete -Z -z --zap --zap-all -o --clear -n --new -t --typecode -l --load-backup -R --replicate -c --change-name -G -g -s --sort -e',
        risk: 'read',
        say: 'only lists',
      },
      { flag: '-b --backup', risk: 'change', say: 'writes the table of partitions to a file' },
    ],
    flags: {
      anyOther: true,
      valued:
        '-i --info -b --backup -d --delete -n --new -t --typecode -c --change-name -l --load-backup -R --replicate',
    },
  }),
};

export const wipefs: Tool = {
  names: ['wipefs'],
  ...reads({
    plain: '-i --noheadings -J --json -n --no-act -p --parsable -q --quiet',
    valued: '-O --output -t --types',
  }),
  cases: [
    { flag: '-n --no-act', risk: 'read', say: 'only tries' },
    { flag: '-a --all -o --offset -f --force', risk: 'destroy', say: 'wipes what tells what is on the disk' },
  ],
};

export const volumes: Tool = {
  names:
    `lvs vgs pvs lvdisplay vgdisplay pvdisplay lvmdiskscan lvscan vgscan pvscan pvck vgck blkid lsscsi dumpe2fs xfs_info
    xfs_db xfs_logprint xfs_bmap filefrag e2freefrag quota repquota swaplabel lvmconfig lvmdump`.split(/\s+/),
  ...reads(any),
};

export const volumeChanges: Tool = {
  names:
    `lvcreate lvextend vgextend lvchange vgchange pvchange lvrename vgrename pvresize pvmove vgimport vgexport vgcfgbackup vgmerge
    vgsplit vgmknodes pvcreate vgcreate resize2fs xfs_growfs xfs_admin e2label fatlabel partprobe partx kpartx growpart
    setquota edquota quotaon quotaoff fstrim xfs_freeze fsfreeze udisksctl`.split(/\s+/),
  ...changes('changes volumes, partitions or file systems', {
    cases: [
      { flag: '-an -a', value: /^n$/, risk: 'destroy', say: 'takes volumes away from who uses them' },
      { flag: '--activate', value: /^n$/, risk: 'destroy', say: 'takes volumes away from who uses them' },
    ],
    flags: { anyOther: true, valued: '-a --activate -L --size' },
  }),
};

export const tune2fs: Tool = {
  names: ['tune2fs'],
  ...changes('changes a file system', {
    cases: [{ flag: '-l', without: '-c -i -L -m -O -o -U -E -e -j -r -u -g', risk: 'read', say: 'only looks' }],
    flags: { plain: '-l -j -f', valued: '-c -i -L -m -O -o -U -E -e -r -u -g -C -T -J -M' },
  }),
};

export const volumeResize: Tool = {
  names: ['lvresize'],
  ...changes('changes the size of a volume', {
    cases: [
      { flag: '-L --size -l --extents', value: /^\+/, risk: 'change', say: 'grows a volume' },
      { flag: '-t --test', risk: 'read', say: 'only tries' },
      { risk: 'destroy', say: 'may cut a volume off' },
    ],
    flags: { plain: '-r --resizefs -t --test -f --force -y --yes -v -n', valued: '-L --size -l --extents' },
  }),
};

export const volumeRemoval: Tool = {
  names: ['lvremove', 'vgremove', 'pvremove', 'lvreduce', 'vgreduce', 'vgcfgrestore', 'lvconvert', 'dmraid'],
  ...destroys('removes a volume, cuts it off or changes what it holds', {
    flags: any,
    dryRun: '-t --test',
  }),
};

export const mdadm: Tool = {
  names: ['mdadm'],
  cases: [
    {
      flag: '--create -C --stop -S --zero-superblock --fail -f --set-faulty --remove -r --build -B',
      risk: 'destroy',
      say: 'stops an array, or overwrites or takes out its disks',
    },
    {
      flag: '--add -a --re-add --assemble -A --grow -G --readwrite -w --readonly -o --run -R --manage --replace --update',
      risk: 'change',
      say: 'changes an array',
    },
    {
      flag: '--detail -D --examine -E --query -Q --detail-platform --version -V --scan -s --export --test --misc',
      risk: 'read',
      say: 'only looks',
    },
    { flag: '--monitor -F --follow', risk: 'change', say: 'watches arrays' },
  ],
  flags: { anyOther: true },
};

export const checking: Tool = {
  names:
    `fsck fsck.ext2 fsck.ext3 fsck.ext4 fsck.xfs fsck.vfat fsck.fat e2fsck xfs_repair badblocks ntfsfix dosfsck btrfsck`.split(
      /\s+/,
    ),
  ...changes('repairs a file system, which may drop what is broken', {
    cases: [
      { flag: '-L -w', risk: 'destroy', say: 'throws away what was not written yet, or overwrites the disk' },
      { flag: '-n -N', risk: 'read', say: 'only looks' },
    ],
    flags: { anyOther: true, valued: '-b -B -t -C -o' },
  }),
};

export const smartctl: Tool = {
  names: ['smartctl'],
  ...reads({
    plain: '-a -i -H -c -A -x --all --info --health --capabilities --attributes --xall --scan --scan-open -j --json -V',
    valued: '-l --log -d --device -n --nocheck -q -T --tolerance -P -f --format',
    special: {
      '-t': { valued: true, effect: { risk: 'change', say: 'starts a test' } },
      '--test': { valued: true, effect: { risk: 'change', say: 'starts a test' } },
      '-s': { valued: true, effect: { risk: 'change', say: 'changes the settings of the disk' } },
      '-X': { effect: { risk: 'change', say: 'calls off a test' } },
    },
  }),
};

export const drives: Tool = {
  names: ['nvme', 'hdparm', 'sg_format', 'sdparm'],
  cases: [
    {
      some: /^(format|sanitize|write-zeroes|dsm|delete-ns|write|fw-commit|reset|subsystem-reset|ns-rescan)$/,
      risk: 'destroy',
      say: 'erases or resets the disk',
    },
    {
      flag: '--security-erase --security-erase-enhanced --trim-sector-ranges --write-sector --format -S',
      risk: 'destroy',
      say: 'erases the disk or stops it',
    },
    {
      operand: 0,
      is: /^(list|list-subsys|list-ns|list-ctrl|id-ctrl|id-ns|smart-log|error-log|fw-log|get-feature|get-log|show-regs|self-test-log|version|help|telemetry-log|effects-log)$/,
      risk: 'read',
      say: 'only looks',
    },
    { flag: '-I -i -t -T -g -C -v --Istdin', risk: 'read', say: 'only looks' },
    { risk: 'change', say: 'changes the settings of the disk' },
  ],
  flags: { anyOther: true },
};

export const cryptsetup: Tool = {
  names: ['cryptsetup', 'dmsetup', 'integritysetup', 'veritysetup'],
  verbs: {
    'status|luksDump|isLuks|luksUUID|benchmark|ls|info|table|deps|tcryptDump|dump|targets|version|mknodes': reads(any),
    'open|luksOpen|plainOpen|luksAddKey|luksChangeKey|resize|reencrypt|luksHeaderBackup|config|refresh|luksSuspend|luksResume|create|resume|suspend|message|rename|load|reload|convert|token':
      changes('opens or changes an encrypted or mapped disk', { flags: any }),
    'close|luksClose|remove|remove_all|wipe_table': destroys('takes a disk away from who uses it', { flags: any }),
    'luksFormat|format|erase|luksErase|luksRemoveKey|luksKillSlot|luksHeaderRestore': destroys(
      'makes what is on the disk unreadable',
      {
        flags: any,
      },
    ),
  },
};

export const storageNetworks: Tool = {
  names: ['multipath', 'iscsiadm', 'losetup', 'drbdadm', 'targetcli', 'multipathd'],
  cases: [
    {
      flag: '-f -F --flush -u --logout -D --detach-all -d --detach',
      risk: 'destroy',
      say: 'takes disks away from who uses them',
    },
    {
      some: /^(down|detach|disconnect|secondary|invalidate|invalidate-remote|delete|del|clearconfig|shutdown|wipe-md)$/,
      risk: 'destroy',
      say: 'takes disks away from who uses them',
    },
    {
      flag: '--force --overwrite-data-of-peer',
      operand: 0,
      is: /^primary$/,
      risk: 'destroy',
      say: 'gives up what the other side has written',
    },
    { flag: '-l --list -ll -a --all -t -c', risk: 'read', say: 'only lists' },
    { some: /^(status|role|dstate|cstate|ls|show|dump|list|sh-.*)$/, risk: 'read', say: 'only looks' },
    { flag: '-P --print', risk: 'read', say: 'only looks' },
    {
      flag: '-m --mode',
      value: /^(session|node|iface|fw)$/,
      without: '-l --login -o --op -R --rescan -s',
      risk: 'read',
      say: 'only lists',
    },
    { risk: 'change', say: 'changes which disks are there' },
  ],
  flags: { anyOther: true, plain: '-ll', valued: '-m --mode -T --targetname -p --portal -o --op -n --name -P --print' },
};
