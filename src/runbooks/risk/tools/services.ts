// systemd, its older relatives, its log, and the power switch. A stop that a start follows in the same step is a restart.

import { changes, destroys, reads } from '../tool.ts';
import type { Tool } from '../tool.ts';

const stops = { risk: 'destroy', say: 'stops a running service', turns: 'off' } as const;
const starts = { risk: 'change', say: 'starts it', turns: 'on' } as const;

export const systemctl: Tool = {
  names: ['systemctl'],
  flags: {
    plain:
      '--user --system --no-pager -a --all -l --full -q --quiet --no-legend --failed --plain --value --no-block --now -r --recursive',
    valued: '-t --type --state -p --property -n --lines -o --output -H --host -M --machine -s --signal --kill-who',
  },
  cases: [{ atMost: 0, risk: 'read', say: 'only lists' }],
  verbs: {
    'status|show|cat|list-units|list-unit-files|list-timers|list-sockets|list-dependencies|list-jobs|list-machines|is-active|is-enabled|is-failed|is-system-running|get-default|show-environment|help':
      reads(),
    stop: { effect: stops },
    start: { effect: starts },
    'restart|reload|try-restart|reload-or-restart|try-reload-or-restart|daemon-reload|daemon-reexec|reset-failed':
      changes('restarts or reloads it'),
    edit: { ...changes('changes what starts by itself'), marks: [{ kind: 'interactive', say: 'opens an editor' }] },
    'enable|unmask|reenable|preset|set-property|set-default|link|set-environment|import-environment|revert': changes(
      'changes what starts by itself',
      {
        dryRun: '--dry-run',
      },
    ),
    'disable|mask': changes('changes what starts by itself', {
      cases: [{ flag: '--now', risk: 'destroy', say: 'stops a running service' }],
    }),
    kill: destroys('kills the processes of a service', {
      cases: [
        { flag: '-s --signal', value: /^(SIG)?(HUP|USR1|USR2|WINCH)$|^1$/, risk: 'change', say: 'sends it a signal' },
      ],
    }),
    'isolate|rescue|emergency|poweroff|halt|suspend|hibernate|kexec|exit': destroys(
      'takes the machine or its services down',
    ),
    'reboot|soft-reboot': destroys('restarts the whole machine'),
  },
};

export const service: Tool = {
  names: ['service', 'rc-service'],
  cases: [
    { flag: '--status-all', risk: 'read', say: 'only lists' },
    { operand: 1, is: /^status$/, risk: 'read', say: 'only looks' },
    { operand: 1, is: /^(stop|force-stop)$/, unsure: true, risk: 'destroy', say: 'stops a running service' },
    {
      operand: 1,
      is: /^(start|restart|reload|force-reload|try-restart)$/,
      risk: 'change',
      say: 'starts or restarts it',
    },
  ],
  flags: { plain: '--status-all' },
};

export const supervisorctl: Tool = {
  names: ['supervisorctl', 'sv', 'circusctl', 'monit'],
  flags: { valued: '-c -s -u -p', secret: '-p' },
  marks: [
    { kind: 'interactive', atMost: 0, say: 'opens a console' },
    { kind: 'endless', flag: '-f', operand: 0, is: /^tail$/ },
  ],
  verbs: {
    'status|avail|pid|tail|version|summary|report|check': reads({ plain: '-f' }),
    stop: { effect: stops },
    start: { effect: starts },
    'restart|reread|reload|signal': changes('restarts or reloads it'),
    'update|add': changes('applies changed settings'),
    'remove|clear|shutdown': destroys('stops or removes services'),
  },
};

export const processManagers: Tool = {
  names: ['forever', 'god', 'eye', 'bluepill'],
  flags: { plain: '--version -v --silent', valued: '--env --name --lines' },
  verbs: {
    'list|ls|l|status|show|describe|info|prettylist|jlist|env|report|id|pid|columns|desc': reads({ anyOther: true }),
    'logs|log|monit|monitor|imonit|dash': {
      ...reads({ anyOther: true, valued: '--lines' }),
      marks: [{ kind: 'endless', without: '--nostream --no-stream' }],
    },
    stop: { effect: stops },
    start: { effect: starts },
    'restart|reload|gracefulReload|scale|reset|save|startup|resurrect|update|install|set|deploy|sendSignal|serve|ping|link|unstartup':
      changes('restarts it or changes how it runs', { flags: { anyOther: true } }),
    'delete|del|kill|flush|cleardump|remove|stopall|killall': destroys('stops or removes what runs, or its logs'),
  },
};

export const journalctl: Tool = {
  names: ['journalctl'],
  marks: [{ kind: 'endless', flag: '-f --follow' }],
  ...reads({
    plain: `-f -e -x -r -k -b -q -a -l -m --follow --no-pager --pager-end --catalog --reverse --dmesg --boot --quiet --all --list-boots
      --utc --no-hostname --disk-usage --user --system --no-tail --header --verify`,
    valued:
      '-u --unit -n --lines -S --since -U --until -p --priority -o --output -t --identifier -g --grep --user-unit -D --directory -M',
    special: {
      '--vacuum-size': { valued: true, effect: { risk: 'destroy', say: 'deletes old log entries' } },
      '--vacuum-time': { valued: true, effect: { risk: 'destroy', say: 'deletes old log entries' } },
      '--vacuum-files': { valued: true, effect: { risk: 'destroy', say: 'deletes old log entries' } },
      '--rotate': { effect: { risk: 'change', say: 'starts new log files' } },
      '--flush': { effect: { risk: 'change', say: 'moves the log to disk' } },
      '--sync': { effect: { risk: 'change', say: 'writes the log to disk' } },
    },
  }),
};

export const power: Tool = {
  names: ['shutdown', 'poweroff', 'halt', 'reboot', 'init', 'telinit'],
  ...destroys('takes the whole machine down', {
    cases: [{ flag: '-c', risk: 'change', say: 'calls off a shutdown' }],
    flags: { plain: '-c' },
  }),
};
