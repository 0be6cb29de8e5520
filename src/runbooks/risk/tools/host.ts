// Small programs about this machine that look in one form and change it in another.

import { otherScript } from '../script-languages.ts';
import { changes, destroys, reads } from '../tool.ts';
import type { Tool } from '../tool.ts';

export const date: Tool = {
  names: ['date'],
  ...changes('sets the clock'),
  cases: [
    { flag: '-s --set', risk: 'change', say: 'sets the clock' },
    { every: /^\+/, risk: 'read', say: 'only prints' },
    { atMost: 0, risk: 'read', say: 'only prints' },
  ],
  flags: {
    plain: '-u --utc --universal -R --rfc-email -I --iso-8601 --debug -Is -Iseconds --iso',
    valued: '-d --date -r --reference --rfc-3339',
    special: { '-s': { valued: true }, '--set': { valued: true } },
  },
};

export const hostname: Tool = {
  names: ['hostname', 'domainname'],
  ...changes('changes the name of this machine'),
  cases: [{ atMost: 0, without: '-F --file -b', risk: 'read', say: 'only prints' }],
  flags: { plain: '-f -s -i -I -d -A --fqdn --short --ip-address --all-ip-addresses' },
};

export const dmesg: Tool = {
  names: ['dmesg'],
  marks: [{ kind: 'endless', flag: '-w -W --follow --follow-new' }],
  ...reads({
    plain: '-T -H -w -W -k -u -x -e -r -L --ctime --human --follow --kernel --decode --nopager',
    valued: '-l --level -f --facility -s --since --until',
    special: {
      '-C': { effect: { risk: 'destroy', say: "clears the kernel's log" } },
      '-c': { effect: { risk: 'destroy', say: "clears the kernel's log" } },
      '--clear': { effect: { risk: 'destroy', say: "clears the kernel's log" } },
      '--read-clear': { effect: { risk: 'destroy', say: "clears the kernel's log" } },
    },
  }),
};

export const crontab: Tool = {
  names: ['crontab'],
  ...changes('replaces the list of scheduled commands'),
  cases: [
    { flag: '-r', risk: 'destroy', say: 'removes all scheduled commands' },
    { flag: '-l', risk: 'read', say: 'only lists' },
  ],
  marks: [{ kind: 'interactive', flag: '-e', say: 'opens an editor' }],
  flags: { plain: '-l -r -e -i', valued: '-u' },
};

export const sysctl: Tool = {
  names: ['sysctl'],
  ...reads({
    plain: '-a -n -e -q --all --values',
    special: {
      '-w': { effect: { risk: 'change', say: "changes the kernel's settings" } },
      '-p': { effect: { risk: 'change', say: "changes the kernel's settings" } },
      '--system': { effect: { risk: 'change', say: "changes the kernel's settings" } },
    },
  }),
  cases: [{ some: /=/, risk: 'change', say: "changes the kernel's settings" }],
};

export const password: Tool = {
  names: ['passwd', 'chsh', 'chfn', 'gpasswd', 'smbpasswd', 'htpasswd'],
  ...changes('changes accounts on this machine'),
  cases: [
    { flag: '-S --status', risk: 'read', say: 'only looks' },
    { flag: '-d --delete -x', risk: 'destroy', say: 'removes a password or an account' },
  ],
  marks: [
    {
      kind: 'interactive',
      without: '-S --status -l -u -e -d --stdin --lock --unlock -b -i',
      say: 'asks for a password',
    },
  ],
  flags: { plain: '-S --status -l -u -e -d --stdin --delete --lock --unlock -b -i -a' },
};

export const accounts: Tool = {
  names: [
    'chpasswd',
    'useradd',
    'usermod',
    'groupadd',
    'groupmod',
    'adduser',
    'addgroup',
    'chage',
    'newgrp',
    'faillock',
    'pam_tally2',
  ],
  ...changes('changes accounts on this machine', { flags: { anyOther: true } }),
  cases: [{ flag: '-l --list', atMost: 1, risk: 'read', say: 'only lists' }],
};

export const accountRemoval: Tool = {
  names: ['userdel', 'groupdel', 'deluser', 'delgroup'],
  ...destroys('removes an account'),
};

const editing = { kind: 'interactive', say: 'opens an editor' } as const;

export const editors: Tool = {
  names: ['vi', 'vim', 'nvim', 'nano', 'pico', 'emacs', 'micro', 'mcedit', 'joe', 'code', 'subl', 'view', 'vimdiff'],
  ...changes('opens an editor, which a person has to close'),
  marks: [editing],
};

export const lineEditors: Tool = {
  names: ['ed', 'ex'],
  ...changes('edits a file'),
  marks: [editing],
  input: otherScript,
};

export const accountEditors: Tool = {
  names: ['visudo', 'vipw', 'vigr'],
  ...changes('changes accounts on this machine'),
  cases: [{ flag: '-c', risk: 'read', say: 'only checks' }],
  marks: [{ ...editing, without: '-c' }],
};
