// What people type into a server's socket with nc, telnet or socat.

import type { Language } from './language.ts';

/**
 * The short commands that servers take over a socket: memcached, ZooKeeper's four letters, HAProxy's runtime interface, Redis.
 * https://docs.haproxy.org/3.0/management.html#9.3, https://github.com/memcached/memcached/blob/master/doc/protocol.txt
 */
export const socketCommands: Language = {
  name: 'the server it sends to',
  ends: /\r?\n|\\r\\n|\\n|;/,
  destroys:
    /^(flush_all|flushall|flushdb|shutdown|delete|del|kill|stop|quit-server|drop|truncate|slabs\s+reassign|clear\s+(table|map|acl)|DELETE|purge)\b/i,
  changes:
    /^(set|add|replace|append|prepend|cas|incr|decr|touch|enable|disable|clear|operator|prepare|commit|abort|new|verbosity|crst|srst|POST|PUT|PATCH|MAIL|RCPT|DATA|config)\b/i,
  reads:
    /^(stats(\s+(items|slabs|sizes|settings|conns|detail\s+dump|cachedump\s+[\d ]+))?|version|quit|exit|get\s+\S+|gets\s+\S+|mn|me\s+\S+|ruok|stat|srvr|mntr|conf|cons|dump|envi|wchs|wchc|wchp|isro|dirs|hash|gtmk|ping|info(\s+\w+)?|show\s+[^;|]*|help|echo.*|hello|HELO\s+\S+|EHLO\s+\S+|HEAD\s[^\n]*|GET\s[^\n]*|Host:[^\n]*|Connection:[^\n]*|User-Agent:[^\n]*|get\s+(weight|map|acl|var)\b[^;]*)$/i,
};
