// Programs that keep other programs running: pm2, s6, upstart, launchd. A stop that a start follows is a restart.

import { changes, destroys, reads } from '../tool.ts';
import type { CommandRule, Flags, Tool } from '../tool.ts';

const any: Flags = { anyOther: true };
const look = reads(any);
const change = (say: string): CommandRule => changes(say, { flags: any });
const removal = (say: string): CommandRule => destroys(say, { flags: any });
const stops: CommandRule = { effect: { risk: 'destroy', say: 'stops a running service', turns: 'off' }, flags: any };
const starts: CommandRule = { effect: { risk: 'change', say: 'starts it', turns: 'on' }, flags: any };
const restarts = change('restarts or reloads it');

// https://pm2.keymetrics.io/docs/usage/quick-start/
export const pm2: Tool = {
  names: ['pm2'],
  flags: { plain: '-s --silent -m --mini-list', valued: '-n --name' },
  verbs: {
    'list|ls|l|ps|status|show|describe|desc|info|prettylist|jlist|sysinfos|slist|id|pid|ping|report|get|conf|module:list|examples|version':
      look,
    env: { ...look, marks: [{ kind: 'prints-secret', say: 'prints the environment with its secrets' }] },
    'logs|log': { ...look, marks: [{ kind: 'endless', without: '--nostream' }] },
    'monit|imonit|dash|dashboard|attach': { ...look, marks: [{ kind: 'endless' }, { kind: 'interactive' }] },
    start: starts,
    stop: stops,
    'restart|reload|gracefulReload|startOrRestart|startOrReload|startOrGracefulReload|sendSignal|reset|update|updatePM2|save|dump|startup|unstartup|set|install|deploy|trigger|reloadLogs|serve|ecosystem|init|link|resurrect|module:update':
      restarts,
    scale: changes('changes how many run', {
      cases: [{ operand: 1, is: /^0$/, risk: 'destroy', say: 'stops a running service' }],
      flags: any,
    }),
    'delete|del|kill|cleardump|uninstall': removal('stops services and forgets them'),
    flush: removal('empties the log files'),
  },
};

export const upstart: Tool = {
  names: ['initctl'],
  verbs: {
    'list|status|version|show-config|check-config|get-env|list-env': look,
    start: starts,
    stop: stops,
    'restart|reload|reload-configuration|emit|log-priority|set-env': restarts,
  },
};

export const s6: Tool = {
  names: ['s6-svc', 's6-rc', 'svc', 'dinitctl'],
  cases: [
    { flag: '-d -D -k -x -X -O', risk: 'destroy', say: 'stops a running service' },
    { some: /^(stop|unload|release)$/, risk: 'destroy', say: 'stops a running service' },
    { some: /^(status|list|is-started|diff|listall|help)$/, risk: 'read', say: 'only looks' },
    { risk: 'change', say: 'starts or restarts a service' },
  ],
  flags: any,
};

export const serviceLooking: Tool = {
  names: [
    'svstat',
    's6-svstat',
    'rc-status',
    's6-rc-db',
    'passenger-status',
    'passenger-memory-stats',
    'pumactl-status',
  ],
  ...reads(any),
};

export const startingByItself: Tool = {
  names: ['chkconfig', 'update-rc.d', 'rc-update', 'sysv-rc-conf', 'invoke-rc.d'],
  ...changes('changes what starts by itself', {
    cases: [
      { flag: '--list', risk: 'read', say: 'only lists' },
      { operand: 0, is: /^show$/, risk: 'read', say: 'only lists' },
      { operand: 1, is: /^(stop|force-stop)$/, risk: 'destroy', say: 'stops a running service' },
      { operand: 1, is: /^status$/, risk: 'read', say: 'only looks' },
    ],
    flags: any,
  }),
};

export const launchctl: Tool = {
  names: ['launchctl'],
  verbs: {
    'list|print|print-disabled|print-cache|blame|dumpstate|getenv|version|help|managername|manageruid|procinfo|hostinfo|plist':
      look,
    'start|load|bootstrap': starts,
    'stop|unload|bootout': stops,
    'kickstart|enable|disable|setenv|unsetenv|config|limit|asuser|submit': restarts,
    'kill|remove|reboot': removal('ends a running service'),
  },
};

export const applicationManagers: Tool = {
  names: ['foreman', 'overmind', 'hivemind', 'honcho', 'goreman', 'pumactl', 'passenger-config', 'nssm'],
  verbs: {
    'status|list|stats|check|list-instances|ps|options|get|numprocesses|version|help|about|validate': look,
    'start|run': { ...starts, marks: [{ kind: 'endless', without: '-D --daemonize -d' }] },
    'stop|quit|halt|kill|rm|remove|terminate|stop-worker|phased-stop': stops,
    'restart|reload|phased-restart|restart-app|incr|decr|signal|set|add|load|monitor|unmonitor|echo|reopen-logs|refork|connect|install':
      restarts,
  },
};
