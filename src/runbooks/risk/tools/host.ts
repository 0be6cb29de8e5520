// Small programs about this machine that look in one form and change it in another.

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
  flags: { plain: '-l -r -e -i', valued: '-u' },
};

export const ip: Tool = {
  names: ['ip'],
  flags: { plain: '-4 -6 -o -s -br -c -d -j -p -brief -details -json -stats', valued: '-n -netns' },
  singleDash: true,
  verbs: {
    'addr|address|a|link|l|route|r|neigh|n|rule|maddr': changes('changes the network', {
      cases: [
        { atMost: 0, risk: 'read', say: 'only lists' },
        { operand: 0, is: /^(show|list|ls|get|s)$/, risk: 'read', say: 'only lists' },
        { some: /^down$/, risk: 'destroy', say: 'takes this machine off a network' },
        { operand: 0, is: /^(del|delete|flush)$/, risk: 'destroy', say: 'takes this machine off a network' },
      ],
    }),
  },
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

export const firewall: Tool = {
  names: ['iptables', 'ip6tables', 'nft', 'ufw'],
  ...changes('changes which connections are let through'),
  cases: [
    { flag: '-F --flush -X', risk: 'destroy', say: 'removes all firewall rules' },
    { flag: '-L -S --list --list-rules', risk: 'read', say: 'only lists' },
    { operand: 0, is: /^(flush|reset|disable)$/, risk: 'destroy', say: 'removes firewall rules' },
    { operand: 0, is: /^(status|list)$/, risk: 'read', say: 'only lists' },
  ],
  flags: { plain: '-L -S -n -v -F -X --list --list-rules --line-numbers -a', valued: '-t --table' },
};

export const openssl: Tool = {
  names: ['openssl'],
  verbs: {
    's_client|x509|rand|version|verify|crl|req|pkey|rsa|dgst|ciphers|asn1parse|ocsp|list': {
      effect: { risk: 'read', say: 'only looks' },
      flags: {
        plain: `-showcerts -noout -text -dates -subject -issuer -fingerprint -serial -enddate -startdate -hex -base64 -quiet -brief
          -modulus -pubkey -pubin -check -sha256 -purpose -ext -email -status -starttls -tls1_2 -tls1_3 -verify_return_error -a -v`,
        valued: `-connect -servername -CAfile -CApath -cert -key -in -inform -outform -checkend -checkhost -verify -starttls -proxy
          -nameopt -days -passin -alpn -host -port`,
        special: { '-out': { valued: true, writes: true } },
      },
    },
  },
  singleDash: true,
};

export const nc: Tool = {
  names: ['nc', 'ncat', 'netcat', 'telnet'],
  ...changes('opens a connection that may carry commands'),
  cases: [{ flag: '-z', risk: 'read', say: 'only asks' }],
  flags: { plain: '-z -v -u -n -4 -6', valued: '-w -p -s' },
};

export const password: Tool = {
  names: ['passwd', 'chpasswd', 'useradd', 'usermod', 'groupadd', 'chsh', 'visudo'],
  ...changes('changes accounts on this machine'),
};

export const accountRemoval: Tool = {
  names: ['userdel', 'groupdel', 'deluser', 'delgroup'],
  ...destroys('removes an account'),
};

export const editors: Tool = {
  names: ['vi', 'vim', 'nano', 'emacs', 'less', 'more', 'ed'],
  ...changes('opens an editor or a pager, which a person has to close'),
};
