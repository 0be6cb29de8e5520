// The whole set of firewall rules as a text: saved, or put in place of what is there.

import { destroys, reads } from '../tool.ts';
import type { Tool } from '../tool.ts';

export const firewallSave: Tool = {
  names: ['iptables-save', 'ip6tables-save', 'ebtables-save'],
  ...reads({
    plain: '-c --counters',
    valued: '-t --table -M --modprobe',
    special: { '-f': { valued: true, writes: true }, '--file': { valued: true, writes: true } },
  }),
};

export const firewallRestore: Tool = {
  names: ['iptables-restore', 'ip6tables-restore', 'ebtables-restore'],
  ...destroys('puts other firewall rules in place of all that are there', {
    cases: [{ flag: '-n --noflush', risk: 'change', say: 'adds firewall rules' }],
    flags: { plain: '-c --counters -v --verbose -n --noflush -t --test', valued: '-T --table -M --modprobe -w --wait' },
    dryRun: '-t --test',
  }),
};
