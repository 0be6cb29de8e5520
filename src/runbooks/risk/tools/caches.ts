// Caches and proxies that are told what to do: Varnish, Squid, memcached, HAProxy's and others' sockets over nc and socat.

import { socketCommands } from '../socket-commands.ts';
import { changes, destroys, reads } from '../tool.ts';
import type { CommandRule, Flags, Tool } from '../tool.ts';

const any: Flags = { anyOther: true };
const look = reads(any);
const change = (say: string): CommandRule => changes(say, { flags: any });
const removal = (say: string): CommandRule => destroys(say, { flags: any });

export const socat: Tool = {
  names: ['socat'],
  effect: { risk: 'change', say: 'joins two connections' },
  cases: [
    { some: /^(exec|system|shell):/i, risk: 'change', say: 'runs a program for whoever connects' },
    { some: /listen/i, risk: 'change', say: 'passes on what others send' },
  ],
  flags: { plain: '-v -x -u -U -d -dd -ddd -4 -6 -s', valued: '-t -T -b -L -W' },
  input: socketCommands,
  marks: [
    { kind: 'endless', some: /listen/i },
    { kind: 'interactive', some: /^(-|stdio|stdin)(,|$)/i },
  ],
};

export const varnishadm: Tool = {
  names: ['varnishadm'],
  flags: { valued: '-n -S -T -t' },
  verbs: {
    'ping|status|banner|help|pid|backend.list|vcl.list|vcl.show|vcl.deps|param.show|ban.list|storage.list|panic.show|debug.listen_address|cert.list':
      look,
    'start|vcl.load|vcl.inline|vcl.use|vcl.label|vcl.state|backend.set_health|param.set|param.reset|cert.load|cert.commit|reload':
      change('changes what the cache does'),
    'ban|ban.url|purge': change('makes the cache fetch things anew'),
    'stop|quit|vcl.discard|panic.clear|cert.discard': removal('stops the cache or drops what it holds'),
  },
};

export const varnishLogs: Tool = {
  names: ['varnishlog', 'varnishstat', 'varnishncsa', 'varnishtop', 'varnishhist'],
  ...reads({ anyOther: true, special: { '-w': { valued: true, writes: true } } }),
  marks: [{ kind: 'endless', without: '-1 -d -k -j -x' }],
};

export const squid: Tool = {
  names: ['squid', 'squid3'],
  ...changes('starts the proxy', {
    cases: [
      { flag: '-k', value: /^(parse|check|debug)$/, risk: 'read', say: 'only checks' },
      { flag: '-k', value: /^(reconfigure|rotate|restart)$/, risk: 'change', say: 'reloads it' },
      { flag: '-k', risk: 'destroy', say: 'stops the proxy' },
      { flag: '-v', risk: 'read', say: 'only prints' },
    ],
    flags: { plain: '-z -N -D -s -F -v -C -Y -S -X', valued: '-f -k -a -u -n -d -l' },
  }),
  marks: [{ kind: 'endless', flag: '-N' }],
};

export const squidclient: Tool = {
  names: ['squidclient', 'cachemgr'],
  cases: [
    { flag: '-m', value: /^purge$/i, risk: 'change', say: 'makes the cache fetch it anew' },
    { some: /^(mgr:|cache_object:)?shutdown/, risk: 'destroy', say: 'stops the proxy' },
    { flag: '-m', risk: 'change', say: 'sends a request that may change something' },
    { risk: 'read', say: 'only asks' },
  ],
  flags: { plain: '-a -r -s -v -n', valued: '-h -p -m -U -W -u -w -l -t -T -H -i -P' },
};

export const memcachedTool: Tool = {
  names: ['memcached-tool', 'memcstat', 'memcping', 'memccat', 'memcexist', 'memcdump'],
  ...reads(any),
  cases: [{ some: /^(flush|flush_all)$/, risk: 'destroy', say: 'empties the cache' }],
};

export const memcachedDeletes: Tool = {
  names: ['memcrm', 'memcflush'],
  ...destroys('empties the cache', { flags: any }),
};

export const fail2ban: Tool = {
  names: ['fail2ban-client', 'cscli'],
  flags: { plain: '-v -q -d', valued: '-c -s -o --output' },
  verbs: {
    'status|ping|version|banned|get|help|metrics|explain|support': look,
    'set|unban|reload|restart|add|server-start|hub|simulation': change('changes who is shut out'),
    start: { effect: { risk: 'change', say: 'starts it', turns: 'on' } },
    stop: { effect: { risk: 'destroy', say: 'lets everybody in again', turns: 'off' } },
    'decisions|alerts|bouncers|machines|collections|parsers|scenarios': {
      verbs: {
        'list|inspect': look,
        'delete|remove|prune|flush': removal('removes it'),
        '*': change('changes who is shut out'),
      },
    },
  },
};
