// Administration of this machine: clock, accounts of the kernel, logs, mail, modules.

import { changes, destroys, reads } from '../tool.ts';
import type { Tool } from '../tool.ts';

const listed =
  /^(status|show|show-\w+|list|list-\w+|timesync-status|session-status|user-status|seat-status|image-status)$/;

export const systemSettings: Tool = {
  names: [
    'timedatectl',
    'hostnamectl',
    'localectl',
    'loginctl',
    'bootctl',
    'machinectl',
    'coredumpctl',
    'busctl',
    'portablectl',
    'tuned-adm',
    'sestatus',
    'getenforce',
    'aa-status',
  ],
  ...changes('changes settings of this machine', { flags: { anyOther: true, valued: '-p -n -u --since --until -o' } }),
  cases: [
    { atMost: 0, risk: 'read', say: 'only looks' },
    { operand: 0, is: listed, risk: 'read', say: 'only looks' },
    {
      operand: 0,
      is: /^(info|dump|tree|introspect|monitor|active|recommend|verify|help)$/,
      risk: 'read',
      say: 'only looks',
    },
    {
      operand: 0,
      is: /^(terminate-\w+|kill-\w+|poweroff|reboot|terminate|kill|remove|clean|off)$/,
      risk: 'destroy',
      say: 'ends sessions or machines',
    },
  ],
};

export const systemdAnalyze: Tool = {
  names: ['systemd-analyze', 'systemd-cgls', 'systemd-delta', 'systemd-detect-virt', 'systemd-path'],
  ...reads({ anyOther: true }),
};
export const systemdTop: Tool = {
  names: ['systemd-cgtop'],
  ...reads({ anyOther: true }),
  marks: [{ kind: 'endless', without: '-n --iterations' }],
};

export const clocks: Tool = {
  names: ['chronyc', 'ntpq', 'ntpstat', 'ntpdate', 'hwclock', 'ntpdc'],
  ...changes('sets the clock or its source', { flags: { anyOther: true } }),
  cases: [
    {
      operand: 0,
      is: /^(tracking|sources|sourcestats|activity|ntpdata|clients|waitsync|serverstats|rtcdata|peers|as|rv)$/,
      risk: 'read',
      say: 'only looks',
    },
    {
      flag: '-p -q -r --show --get -pn -c',
      without: '-w -s --systohc --hctosys --set',
      risk: 'read',
      say: 'only looks',
    },
    { atMost: 0, without: '-w -s --systohc --hctosys --set', risk: 'read', say: 'only looks' },
  ],
};

export const modules: Tool = {
  names: [
    'modprobe',
    'insmod',
    'depmod',
    'grub-mkconfig',
    'update-grub',
    'grub2-mkconfig',
    'grub-install',
    'dracut',
    'update-initramfs',
    'mkinitcpio',
    'setenforce',
    'setsebool',
    'restorecon',
    'chcon',

    'augtool',
  ],
  ...changes('changes the kernel, its start or its rules', { flags: { anyOther: true } }),
  cases: [
    {
      flag: '-r --remove -d --delete -D --deleteall',
      risk: 'destroy',
      say: 'takes a part of the kernel or its rules away',
    },
    { flag: '-n --dry-run --show --showconfig', risk: 'read', say: 'only shows' },
  ],
};

export const selinux: Tool = {
  names: ['semanage', 'semodule'],
  ...changes('changes what programs may do', { flags: { anyOther: true } }),
  cases: [
    { flag: '-d --delete -D --deleteall -r --remove', risk: 'destroy', say: 'removes rules' },
    { flag: '-l --list', risk: 'read', say: 'only lists' },
  ],
};

export const moduleRemoval: Tool = { names: ['rmmod', 'kexec'], ...destroys('takes a part of the kernel away') };

export const mail: Tool = {
  names: ['postqueue', 'mailq', 'qshape', 'mailstats', 'exiqgrep'],
  ...reads({ anyOther: true }),
  cases: [{ flag: '-f -i -s', risk: 'change', say: 'sends waiting mail now' }],
};

export const mailRemoval: Tool = {
  names: ['postsuper', 'exim', 'exim4', 'sendmail', 'postfix', 'doveadm'],
  ...changes('changes or sends mail', { flags: { anyOther: true } }),
  cases: [
    { flag: '-d -Mrm -Mg', risk: 'destroy', say: 'deletes waiting mail' },
    { operand: 0, is: /^(stop|abort|expunge|purge|kick)$/, risk: 'destroy', say: 'stops it, or deletes mail' },
    { flag: '-bp -bpc -bt -bV -Mvh -Mvl -Mvb -bP', risk: 'read', say: 'only looks' },
    { operand: 0, is: /^(status|check|who|search|fetch)$/, risk: 'read', say: 'only looks' },
  ],
  flags: { plain: '-bp -bpc -bt -bV -Mrm -Mvh -Mvl -Mvb -Mg -bP -d -h -r', anyOther: true },
};

export const history: Tool = {
  names: ['history'],
  ...reads({ plain: '-a -n -r -w -p -s -c -d' }),
  cases: [
    { flag: '-c -d', risk: 'destroy', say: 'removes the record of past commands' },
    { flag: '-w -a', risk: 'change', say: 'writes the record of past commands' },
  ],
};

export const logging: Tool = {
  names: ['logger', 'wall', 'write', 'mesg', 'notify-send', 'mail', 'mailx', 'mutt', 'sendEmail', 'swaks'],
  ...changes('sends a message', { flags: { anyOther: true } }),
};

export const rotation: Tool = {
  names: ['logrotate', 'tmpreaper', 'tmpwatch', 'anacron', 'run-parts', 'savelog'],
  ...changes('rotates, packs or deletes old files', { flags: { anyOther: true, valued: '-s --state' } }),
  cases: [{ flag: '-d --debug --test --list', risk: 'read', say: 'only tries' }],
};

export const fuser: Tool = {
  names: ['fuser'],
  ...reads({ anyOther: true, valued: '-n -s' }),
  cases: [{ flag: '-k --kill', risk: 'destroy', say: 'kills what uses the file or the port' }],
};

export const clipboard: Tool = {
  names: ['pbcopy', 'xclip', 'xsel', 'pbpaste', 'wl-copy', 'wl-paste', 'open', 'xdg-open', 'say'],
  ...reads({ anyOther: true }),
};

export const moreutils: Tool = {
  names: [
    'sponge',
    'patch',
    'csplit',
    'split',
    'dos2unix',
    'unix2dos',
    'convmv',
    'ffmpeg',
    'convert',
    'magick',
    'mogrify',
    'pandoc',
    'exiftool',
    'crudini',
  ],
  ...changes('writes files', { flags: { anyOther: true } }),
  cases: [{ flag: '--dry-run --version -version', risk: 'read', say: 'only tries' }],
};

export const printing: Tool = {
  names: [
    'envsubst',
    'iconv',
    'pv',
    'ts',
    'figlet',
    'pygmentize',
    'glow',
    'mdcat',
    'tldr',
    'jo',
    'getopt',
    'units',
    'gettext',
    'xsv',
    'datamash',
    'shuf',
    'tsort',
    'look',
    'pr',
    'fmt',
    'sum',
    'vdir',
    'dircolors',
    'logname',
    'faillog',
    'runlevel',
    'hostid',
    'nstat',
    'lnstat',
    'ipcs',
    'xxd',
  ],
  ...reads({
    anyOther: true,
    special: { '-o': { valued: true, writes: true }, '--output': { valued: true, writes: true } },
  }),
  cases: [{ flag: '-r', atLeast: 2, risk: 'change', say: 'writes its second file' }],
};
