// Programs that print what they read and have no flag that writes or runs anything.

import { secretFile, secretVariable } from '../secret-names.ts';
import { changes, reads } from '../tool.ts';
import type { MarkRule, Tool } from '../tool.ts';

const printsSecretFile: MarkRule = {
  kind: 'prints-secret',
  some: secretFile,
  say: 'prints a file that is likely to hold secrets',
};

export const fileReaders: Tool = {
  names: `cat head tac rev nl od hexdump strings cut tr comm paste fold column expand unexpand
    grep egrep fgrep zgrep rgrep rg ag ack zcat gzcat bzcat xzcat zstdcat jq gron bat batcat base64 base32 diff cmp colordiff
    csvcut csvlook csvstat`
    .trim()
    .split(/\s+/),
  ...reads({ anyOther: true }),
  marks: [printsSecretFile],
};

export const tail: Tool = {
  names: ['tail', 'multitail', 'gtail'],
  ...reads({ anyOther: true, valued: '-n --lines -c --bytes -s --sleep-interval --pid' }),
  marks: [
    printsSecretFile,
    { kind: 'endless', flag: '-f -F --follow --follow=name --follow=descriptor --retry', without: '--pid' },
  ],
};

export const echo: Tool = {
  names: ['echo', 'printf', 'print'],
  ...reads({ anyOther: true }),
  marks: [{ kind: 'prints-secret', variable: secretVariable, say: 'prints a variable that is likely to be a secret' }],
};

export const textTools: Tool = {
  names: `wc ls stat readlink realpath basename dirname pwd df du lsblk findmnt lsattr getfacl namei
    md5sum sha1sum sha224sum sha256sum sha384sum sha512sum cksum b2sum shasum md5
    true false : test [ seq sleep wait expr bc factor numfmt
    whoami who w id groups users last lastb lastlog getent uname arch nproc uptime free lscpu lsmod lspci lsusb lsof lsns lsmem
    modinfo ps pgrep pidof pstree pmap netstat
    traceroute tracepath whois getconf
    locale tty type which whereis help jobs times cal shellcheck tput clear reset cls`
    .trim()
    .split(/\s+/),
  ...reads({ anyOther: true }),
};

export const environment: Tool = {
  names: ['printenv'],
  ...reads({ anyOther: true }),
  marks: [
    { kind: 'prints-secret', atMost: 0, say: 'prints the whole environment, with the secrets in it' },
    { kind: 'prints-secret', some: secretVariable, say: 'prints a variable that is likely to be a secret' },
  ],
};

export const endlessText: Tool = { names: ['yes'], ...reads({ anyOther: true }), marks: [{ kind: 'endless' }] };

export const pagers: Tool = {
  names: ['less', 'more', 'most', 'zless', 'man', 'info'],
  ...reads({ anyOther: true, special: { '-P': { valued: true, runs: 'shell' } } }),
  marks: [
    { kind: 'interactive', without: '-F --quit-if-one-screen --help --version', say: 'opens a pager' },
    printsSecretFile,
  ],
};

export const screens: Tool = {
  names: [
    'htop',
    'atop',
    'btop',
    'iotop',
    'iftop',
    'nethogs',
    'nmon',
    'glances',
    'slabtop',
    'powertop',
    'bmon',
    'lazydocker',
    'ctop',
    'ncdu',
    'ranger',
  ],
  ...reads({ anyOther: true, valued: '-n -d -i' }),
  cases: [{ flag: '-w', risk: 'change', say: 'writes a record' }],
  marks: [
    { kind: 'interactive', without: '-b --batch -v --version -V', say: 'fills the screen and waits for keys' },
    { kind: 'endless', without: '-n -v --version -V --help' },
  ],
};

export const top: Tool = {
  names: ['top'],
  ...reads({ anyOther: true, valued: '-n -d -p -u -U -o -w' }),
  marks: [
    { kind: 'interactive', without: '-b -h -v', say: 'fills the screen and waits for keys' },
    { kind: 'endless', without: '-n -h -v -l' },
  ],
};

export const ping: Tool = {
  names: ['ping', 'ping6', 'fping', 'arping', 'tcping'],
  ...reads({ anyOther: true, valued: '-c -w -W -i -s -I -t' }),
  marks: [{ kind: 'endless', without: '-c -w --count -V' }],
};

export const dig: Tool = {
  names: ['dig', 'kdig', 'drill', 'delv', 'dog'],
  // `dig @server name +short`; none of its flags writes.
  ...reads({ anyOther: true }),
};

// `vmstat 1` goes on for ever, `vmstat 1 5` does not.
export const statistics: Tool = {
  names: ['vmstat', 'iostat', 'mpstat', 'pidstat', 'nfsstat', 'nfsiostat', 'ifstat', 'prstat', 'turbostat'],
  ...reads({ anyOther: true, valued: '-p -d -S -u' }),
  marks: [{ kind: 'endless', atLeast: 1, atMost: 1, every: /^\d+(\.\d+)?$/ }],
};

export const lookups: Tool = {
  names: ['nslookup', 'host'],
  ...reads({ anyOther: true }),
  marks: [{ kind: 'interactive', atMost: 0, say: 'asks for names one by one' }],
};

export const mtr: Tool = {
  names: ['mtr'],
  ...reads({ anyOther: true, valued: '-c -i -P -m' }),
  marks: [{ kind: 'interactive', without: '-r --report -w --report-wide -c -j --json -C --csv -x --xml' }],
};

export const uniq: Tool = {
  names: ['uniq'],
  ...changes('writes its second file'),
  cases: [{ atMost: 1, risk: 'read', say: 'only prints' }],
  flags: {
    plain: '-c -d -D -u -i -z --count --repeated --unique --ignore-case',
    valued: '-f -s -w --skip-fields --skip-chars',
  },
};

export const reports: Tool = {
  names: ['tree', 'sar'],
  ...reads({
    anyOther: true,
    special: { '-o': { valued: true, writes: true }, '--output': { valued: true, writes: true } },
  }),
};

export const sockets: Tool = {
  names: ['ss'],
  ...reads({
    plain: `-a -n -t -u -l -p -e -m -i -o -s -4 -6 -x -w -r -H -O -Z --all --numeric --tcp --udp --listening --processes --extended
      --memory --info --summary --no-header --oneline`,
    valued: '-f --family -F',
    special: { '-K': { effect: { risk: 'destroy', say: 'closes connections that are in use' } } },
  }),
};

export const fileType: Tool = { names: ['file'], ...reads({ plain: '-b -i -L -k -s -z --brief --mime --mime-type' }) };
