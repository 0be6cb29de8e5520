// gzip, tar and their like: listing and testing only looks, anything else makes, replaces or overwrites files.

import { changes, reads } from '../tool.ts';
import type { Tool } from '../tool.ts';

const savedCopy = /(\b|_)(backups?|bak|dumps?|snapshots?)(\b|_|\d)/i;

export const compression: Tool = {
  names: ['gzip', 'gunzip', 'bzip2', 'bunzip2', 'xz', 'unxz', 'zstd', 'unzstd'],
  ...changes('replaces the file by another'),
  cases: [
    { flag: '-l --list -t --test -c --stdout --to-stdout', risk: 'read', say: 'only prints' },
    { atMost: 0, risk: 'read', say: 'only prints' },
  ],
  flags: {
    plain:
      '-c --stdout --to-stdout -d --decompress -k --keep -l --list -t --test -v --verbose -q --quiet -n -1 -2 -3 -4 -5 -6 -7 -8 -9 -T0 --fast --best',
    special: { '-f': {}, '--force': {}, '-r': {} },
  },
};

export const tar: Tool = {
  names: ['tar', 'gtar', 'bsdtar'],
  bareFlags: true,
  ...changes('reads or writes an archive'),
  cases: [
    { flag: '--delete --remove-files', risk: 'destroy', say: 'removes files' },
    {
      flag: '-f --file',
      value: savedCopy,
      without: '-t --list -c --create -d --diff -O --to-stdout -r -u',
      risk: 'destroy',
      say: 'unpacks a saved copy over what is there now',
    },
    { flag: '-x --extract --get', risk: 'change', say: 'unpacks over files that are there' },
    { flag: '-c --create -r --append -u --update -A', risk: 'change', say: 'writes an archive' },
    { flag: '-t --list -d --diff --compare', risk: 'read', say: 'only lists' },
  ],
  flags: {
    plain:
      '-t --list -d --diff --compare -v --verbose -z -j -J -p -a --gzip --bzip2 --xz --zstd -x --extract -c --create -O --to-stdout -P -h -k',
    valued: '-f --file -C --directory -X --exclude --strip-components -T --files-from --wildcards',
    special: {
      '--to-command': { valued: true, runs: 'shell' },
      '--checkpoint-action': { valued: true, effect: { risk: 'change', say: 'runs a command' } },
      '--checkpoint': {},
      '-I': { valued: true, effect: { risk: 'change', say: 'runs a program' } },
      '--use-compress-program': { valued: true, effect: { risk: 'change', say: 'runs a program' } },
    },
  },
};

export const zip: Tool = { names: ['zip'], ...changes('writes an archive') };

export const unzip: Tool = {
  names: ['unzip'],
  ...changes('unpacks over files that are there'),
  cases: [
    { flag: '-l -t -Z -p', risk: 'read', say: 'only looks' },
    { operand: 0, is: savedCopy, risk: 'destroy', say: 'unpacks a saved copy over what is there now' },
  ],
  flags: { plain: '-l -t -Z -p -v -q -o -n -j -u', valued: '-d -x' },
};

export const cpio: Tool = {
  names: ['cpio', 'pax', '7z', '7za', 'unrar', 'unar'],
  ...changes('packs files, or unpacks over files that are there', { flags: { anyOther: true } }),
  cases: [
    { flag: '-t --list', risk: 'read', say: 'only lists' },
    { operand: 0, is: /^(l|t|lt|v)$/, risk: 'read', say: 'only lists' },
  ],
};

export const zipinfo: Tool = { names: ['zipinfo'], ...reads({ anyOther: true }) };
