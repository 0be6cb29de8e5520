// The network of this machine: addresses, rules, captures.

import { socketCommands } from '../socket-commands.ts';
import { changes, destroys, reads } from '../tool.ts';
import type { Tool } from '../tool.ts';

const leaves = 'takes this machine off a network';

export const ip: Tool = {
  names: ['ip'],
  flags: { plain: '-4 -6 -o -s -br -c -d -j -p -brief -details -json -stats -h', valued: '-n -netns' },
  singleDash: true,
  marks: [{ kind: 'endless', operand: 0, is: /^monitor$/ }],
  verbs: {
    'addr|address|a|link|l|route|r|ro|neigh|n|rule|ru|maddr|tunnel|xfrm|vrf|macsec|mroute|tcp_metrics': changes(
      'changes the network',
      {
        cases: [
          { atMost: 0, risk: 'read', say: 'only lists' },
          { operand: 0, is: /^(show|list|ls|lst|get|s|sh|state|policy|monitor)$/, risk: 'read', say: 'only lists' },
          { some: /^down$/, risk: 'destroy', say: leaves },
          { operand: 0, is: /^(del|delete|d|flush|f)$/, risk: 'destroy', say: leaves },
        ],
      },
    ),
    netns: {
      cases: [{ atMost: 0, risk: 'read', say: 'only lists' }],
      verbs: {
        'list|ls|show|identify|pids': reads(),
        exec: {
          cases: [{ atMost: 1, risk: 'change', say: 'opens a shell in another network' }],
          runs: { from: 1, as: 'argv' },
        },
        'add|attach|set': changes('changes the network'),
        'del|delete': destroys(leaves),
      },
    },
    monitor: { ...reads(), marks: [{ kind: 'endless' }] },
  },
};

export const firewall: Tool = {
  names: ['iptables', 'ip6tables', 'ebtables', 'arptables', 'iptables-legacy', 'iptables-nft'],
  ...changes('changes which connections are let through'),
  cases: [
    { flag: '-F --flush -X --delete-chain', risk: 'destroy', say: 'removes all firewall rules' },
    { flag: '-P --policy', some: /^(DROP|REJECT)$/, risk: 'destroy', say: 'may shut everybody out of this machine' },
    { flag: '-L -S --list --list-rules -C --check', risk: 'read', say: 'only lists' },
  ],
  flags: {
    plain: '-L -S -n -v -F -X -C --list --list-rules --line-numbers -w --flush --delete-chain --check -x',
    valued:
      '-t --table -p --protocol -s --source -d --destination -j --jump -i -o -m --match --dport --sport --state --ctstate --to-destination --comment',
  },
};

export const nft: Tool = {
  names: ['nft', 'ufw', 'firewall-cmd', 'ipset', 'tc', 'csf'],
  ...changes('changes which connections are let through', { flags: { anyOther: true, valued: '--zone' } }),
  cases: [
    {
      some: /^(flush|reset|disable|destroy|delete|del|panic-on|x|-x|-f)$/,
      risk: 'destroy',
      say: 'removes firewall rules',
    },
    { flag: '--panic-on -X -F -x', risk: 'destroy', say: 'shuts connections off' },
    {
      flag: '--list-all --list-ports --list-services --state --list-all-zones --get-active-zones --get-default-zone --query-port --list-rich-rules --get-zones -l -L',
      risk: 'read',
      say: 'only lists',
    },
    { operand: 0, is: /^(status|list|show|version|app)$/, risk: 'read', say: 'only lists' },
    { operand: 1, is: /^(show|list|ls)$/, risk: 'read', say: 'only lists' },
  ],
};

export const capture: Tool = {
  names: ['tcpdump', 'tshark', 'ngrep', 'dumpcap'],
  ...reads({
    anyOther: true,
    valued: '-i -c -s -r -n -C -G -W -F -Y -f -a -T -e -E -d -O',
    special: {
      '-w': { valued: true, writes: true },
      '-z': { valued: true, effect: { risk: 'change', say: 'runs a program' } },
    },
  }),
  marks: [{ kind: 'endless', without: '-c -r -D -a -h --version' }],
};

export const flows: Tool = {
  names: ['tcpflow'],
  ...changes('writes what it hears into files', {
    cases: [{ flag: '-c -C', risk: 'read', say: 'only listens' }],
    flags: { plain: '-c -C -I -s -D -p -v -a', valued: '-i -r -o -b -d -f -F' },
  }),
  marks: [{ kind: 'endless', without: '-r' }],
};

export const interfaces: Tool = {
  names: [
    'ifconfig',
    'route',
    'arp',
    'ethtool',
    'nmcli',
    'iwconfig',
    'iw',
    'brctl',
    'bridge',
    'wg',
    'resolvectl',
    'systemd-resolve',
    'networkctl',
    'vconfig',
    'conntrack',
    'ovs-vsctl',
    'ovs-ofctl',
    'birdc',
    'vtysh',
    'netplan',
  ],
  ...changes('changes the network', { flags: { anyOther: true } }),
  cases: [
    { flag: '--flush -F -D --delete -f', risk: 'destroy', say: 'cuts connections' },
    { some: /^(down|del|delete|flush|disconnect|del-br|del-port|delbr)$/, risk: 'destroy', say: leaves },
    { flag: '-L --dump -E --statistics --status -i -S -k -g -a', risk: 'read', say: 'only lists', atMost: 1 },
    {
      some: /^(show|status|list|query|statistics|lookup|get)$/,
      without: '-s -K -G',
      risk: 'read',
      say: 'only lists',
    },
    { atMost: 0, risk: 'read', say: 'only lists' },
    {
      atMost: 1,
      every: /^([a-z]{2,8}\d+(\.\d+)?|lo|br-?[\w-]+|[\w.-]+\.[a-z]{2,}|\d+\.\d+\.\d+\.\d+)$/,
      without: '-s -K -G -d -D -A',
      risk: 'read',
      say: 'only shows',
    },
  ],
};

// macOS. Only what this machine remembers of names is forgotten.
export const directoryCache: Tool = {
  names: ['dscacheutil'],
  effect: { risk: 'read', say: 'only looks' },
  singleDash: true,
  cases: [{ flag: '-flushcache', risk: 'change', say: 'forgets which names it has looked up' }],
  flags: { valued: '-q -a', plain: '-cachedump -configuration -statistics -flushcache' },
};

export const downUp: Tool = { names: ['ifdown'], ...destroys(leaves) };
export const up: Tool = { names: ['ifup', 'dhclient'], ...changes('changes the network') };

export const telnet: Tool = {
  names: ['telnet'],
  effect: { risk: 'read', say: 'asks whether a port answers' },
  marks: [{ kind: 'interactive', unfed: true, say: 'sends what a person types' }],
  input: socketCommands,
};

export const nc: Tool = {
  names: ['nc', 'ncat', 'netcat'],
  ...changes('opens a connection that may carry commands'),
  cases: [{ flag: '-z', risk: 'read', say: 'only asks' }],
  marks: [
    { kind: 'endless', flag: '-l -k --listen --keep-open', say: 'waits for connections: it never ends by itself' },
    { kind: 'interactive', without: '-z -l --listen -h', say: 'sends what a person types' },
  ],
  flags: { plain: '-z -v -u -n -4 -6 -l -k -N -C', valued: '-w -p -s -i -q -x -X -G' },
  input: socketCommands,
  console: 'shell',
};
