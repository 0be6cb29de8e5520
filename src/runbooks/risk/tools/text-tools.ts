// Programs that print what they read and have no flag that writes or runs anything.

import { changes, reads } from '../tool.ts';
import type { Tool } from '../tool.ts';

export const textTools: Tool = {
  names: `cat head tail wc cut tr comm paste fold nl tac rev column expand unexpand strings od hexdump
    grep egrep fgrep zgrep zcat zless bzcat xzcat diff cmp colordiff jq gron
    ls stat readlink realpath basename dirname pwd df du lsblk findmnt
    md5sum sha1sum sha224sum sha256sum sha384sum sha512sum cksum b2sum base64 base32
    echo printf true false : test [ seq yes sleep wait expr bc factor numfmt
    whoami who w id groups users last getent uname arch nproc uptime free lscpu lsmod lspci lsusb lsof
    ps pgrep pstree top htop atop vmstat iostat mpstat pidstat netstat
    dig nslookup host ping ping6 traceroute tracepath mtr whois
    printenv locale tty type which whereis man help jobs times cal shellcheck`
    .trim()
    .split(/\s+/),
  ...reads({ anyOther: true }),
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
  names: ['tree', 'sar', 'info'],
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
