// Programs that make, change and remove files and disks.

import { changes, destroys } from '../tool.ts';
import type { CommandRule, Tool } from '../tool.ts';

const savedCopy = /(\b|_)(backups?|bak|dumps?|snapshots?|orig|old|saved?)(\b|_|\d)|(^|\/)archives?\//i;
const disk = /^of=\/dev\/(sd|hd|vd|xvd|nvme|mmcblk|md|dm-|mapper\/|disk\/)/;

const copying: CommandRule = changes('writes the copy, over a file that is there', {
  cases: [
    { operand: 0, is: /^\/dev\/null$/, risk: 'destroy', say: 'empties the file' },
    { operand: 0, is: savedCopy, risk: 'destroy', say: 'puts a saved copy over what is there now' },
  ],
  flags: { anyOther: true, valued: '-t --target-directory -S --suffix -m -o -g' },
});

export const removing: Tool = {
  names: ['rm', 'unlink', 'rmdir'],
  ...destroys('removes files for good', {
    cases: [
      { atMost: 0, flag: '--version --help', risk: 'read', say: 'only prints' },
      {
        every: /^\/(var\/)?tmp\/(?!.*\.\.)[^*?]+$/,
        without: '-r -R --recursive',
        risk: 'change',
        say: 'removes scratch files',
      },
      { flag: '-r -R --recursive', risk: 'destroy', say: 'removes whole directories for good' },
    ],
    flags: { plain: '-f -r -R -i -I -v -d --force --recursive --verbose --one-file-system' },
    ownFiles: true,
  }),
};

export const shredding: Tool = { names: ['shred', 'srm'], ...destroys('overwrites files for good') };

export const copy: Tool = { names: ['cp', 'install'], ...copying };

export const move: Tool = {
  names: ['mv', 'rename'],
  ...copying,
  cases: [
    { some: /^\/dev\/null$/, risk: 'destroy', say: 'throws the file away' },
    { operand: 0, is: savedCopy, risk: 'destroy', say: 'puts a saved copy over what is there now' },
  ],
  effect: { risk: 'change', say: 'moves files, over others that are there' },
};

export const making: Tool = {
  names: ['mkdir', 'touch', 'mkfifo', 'mknod'],
  ...changes('makes files or directories', { flags: { anyOther: true } }),
};

export const linking: Tool = { names: ['ln'], ...changes('makes or replaces a link', { flags: { anyOther: true } }) };

export const permitting: Tool = {
  names: ['chmod', 'chown', 'chgrp', 'setfacl', 'chattr'],
  ...changes('changes who may use a file'),
  cases: [
    {
      flag: '-R --recursive',
      some: /^(\/|~|\/(bin|boot|dev|etc|home|lib|lib64|opt|root|sbin|srv|usr|var|var\/lib)?\/?\*?|\/\*)$/,
      risk: 'destroy',
      say: 'changes who may use every file below, and nobody knows the old rights',
    },
  ],
  flags: {
    plain: '-R --recursive -v --verbose -c -f -h -i -a -e -P -L -H',
    valued: '--reference -m -x --from',
  },
};

export const tee: Tool = {
  names: ['tee'],
  effect: { risk: 'read', say: 'only prints' },
  flags: { plain: '-a --append -i --ignore-interrupts -p' },
  writesOperands: true,
};

export const dd: Tool = {
  names: ['dd'],
  ...changes('writes a file'),
  cases: [
    { some: disk, unsure: true, risk: 'destroy', say: 'overwrites a disk, or may' },
    { every: /^(of=\/dev\/null|(if|bs|count|skip|status|iflag|conv)=.*)$/, risk: 'read', say: 'only prints' },
  ],
};

export const truncate: Tool = {
  names: ['truncate', 'fallocate'],
  ...destroys('cuts off or overwrites what a file holds'),
};

export const mktemp: Tool = {
  names: ['mktemp'],
  effect: { risk: 'read', say: 'makes a temporary file of its own' },
  flags: { plain: '-d -u -q -t --directory --quiet --dry-run', valued: '-p --suffix --tmpdir' },
};

export const mounting: Tool = {
  names: ['mount', 'swapon'],
  ...changes('changes what is mounted'),
  cases: [{ atMost: 0, without: '-a --all', risk: 'read', say: 'only lists' }],
  flags: { plain: '-l -s --show', valued: '-t -o' },
};

export const unmounting: Tool = {
  names: ['umount', 'swapoff'],
  ...changes('takes a file system away from who uses it', { flags: { plain: '-a -f -l -R -v -n' } }),
};
