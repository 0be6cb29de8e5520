// Commands that open another machine or a console: what follows them is typed into it.

import { simpleCommands } from './block-commands.ts';
import type { Console } from './block-prompts.ts';
import { closersOf, scanCommand } from './block-scan.ts';

const shells = /^(?:ba|z|a|k|da|fi)?sh$/;
const sqlConsoles: Readonly<Record<string, RegExp>> = {
  psql: /^(?:-[AaEeHLnqSstXx1]{0,10}[cflV]|--(?:command|file|list|version|help)\b)/,
  pgcli: /^--(?:list|version|help)/,
  mysql: /^(?:-[sNBtrv]{0,10}[eV]|--(?:execute|version|help)\b)/,
  mariadb: /^(?:-[sNBtrv]{0,10}[eV]|--(?:execute|version|help)\b)/,
  mycli: /^(?:-e|--(?:execute|version|help)\b)/,
  cqlsh: /^(?:-[ef]|--(?:execute|file|version|help)\b)/,
  sqlplus: /^(?:-V|@)/,
  sqlcmd: /^-[QqiI]/,
  'clickhouse-client': /^(?:-q|--(?:query|queries-file|version|help)\b)/,
  trino: /^--(?:execute|file|version|help)\b/,
  duckdb: /^-c/,
};
// Consoles for code, with what makes them run something and end.
const codeConsoles: Readonly<Record<string, RegExp>> = {
  python: /^[^-]|^-[cmhVE]/,
  python2: /^[^-]|^-[cmhV]/,
  python3: /^[^-]|^-[cmhV]/,
  ipython: /^[^-]|^-c/,
  node: /^[^-]|^-[epvh]|^--(?:eval|version)/,
  irb: /^--version/,
  pry: /^--version/,
  iex: /^--version/,
  mongo: /^--(?:eval|version|help)|\.js$/,
  mongosh: /^--(?:eval|file|version|help)|\.js$/,
  gdb: /^--(?:batch|version)|^-batch/,
  ftp: /^$/,
  sftp: /^-b/,
  telnet: /^$/,
  ghci: /^-e/,
  jshell: /^[^-]/,
  'spark-shell': /^-i/,
  'zkCli.sh': /^(?:get|ls|stat)$/,
};
const codeByWords =
  /^(?:(?:bundle exec )?(?:\.?\/?bin\/)?rails (?:c|console|db|dbconsole)|(?:\S+ )?(?:\S*manage\.py|django-admin|flask) (?:shell\w*|dbshell)|(?:php )?\S*artisan tinker|hbase shell|(?:\S+\/)?bin\/\S+ (?:remote_console|remote|console))(?=\s|$)/;
const shellByWords =
  /^(?:gcloud (?:beta |alpha )?compute ssh|aws ssm start-session|aws ecs execute-command|az ssh vm|doctl compute ssh|(?:vagrant|minikube|tsh|boundary connect|eb|limactl|colima|heroku ps) ssh|(?:fly|flyctl) ssh console|heroku ps:exec|multipass shell|machinectl (?:shell|login)|virsh console|limactl shell|(?:poetry|pipenv|devbox) shell|nix-shell|nix (?:develop|shell)|oc (?:rsh|debug)|docker attach|lxc-attach|nsenter)\b/;
const sqlByWords =
  /^(?:gcloud (?:beta |alpha )?sql connect|heroku pg:psql|fly(?:ctl)? postgres connect|(?:sudo )?influx)\b/;
const execs = /^(?:kubectl|oc|k|k3s|docker|docker-compose|podman|podman-compose|nerdctl|crictl|nomad|lxc|incus)$/;
const sshValued = /^-[BbcDEeFIiJLlmOopQRSWw]$/;

/** What a command opens, when it opens something in which the following lines are typed. */
export function consoleOpenedBy(words: readonly string[]): Console | undefined {
  const [name = '', ...rest] = unwrapped(words);
  const base = name.split('/').at(-1) ?? '';
  const line = [base, ...rest].join(' ').slice(0, 500);
  if (/\s--(?:help|version|command|document-name)\b/.test(line)) return undefined;
  if (shells.test(base))
    return rest.some((word) => !/^(?:-[il]+|--login|--norc|--noprofile)$/.test(word)) ? undefined : 'shell';
  if (base === 'su') return rest.includes('-c') || rest.includes('--command') ? undefined : 'shell';
  if (base === 'sudo') return rest.some((word) => /^-[EH]*[is]$/.test(word)) && rest.length <= 3 ? 'shell' : undefined;
  if (base === 'ssh' || base === 'mosh' || base === 'autossh') return ofSsh(rest);
  if (base === 'chroot') return rest.length > 1 ? consoleOpenedBy(rest.slice(1)) : 'shell';
  if (base === 'redis-cli' || base === 'valkey-cli') return ofRedis(rest);
  if (base === 'sqlite3') return rest.filter((word) => !word.startsWith('-')).length <= 1 ? 'sql' : undefined;
  if (execs.test(base)) return ofExec(base, rest) ?? (shellByWords.test(line) ? 'shell' : undefined);
  if (codeByWords.test(line) || codeByWords.test([name, ...rest].join(' ').slice(0, 500))) return 'code';
  if (shellByWords.test(line)) return 'shell';
  if (sqlByWords.test(line)) return 'sql';
  return ofTable(sqlConsoles, 'sql', base, rest) ?? ofTable(codeConsoles, 'code', base, rest);
}

function ofTable(
  table: Readonly<Record<string, RegExp>>,
  console: Console,
  base: string,
  rest: readonly string[],
): Console | undefined {
  const ends = Object.hasOwn(table, base) ? table[base] : undefined;
  return ends === undefined || rest.some((word) => ends.test(word)) ? undefined : console;
}

/** What a line that opened something (`ssh db1`, `psql shop`) opened, when only its text is left. */
export function consoleNamed(entered: string): Console {
  const scanned = scanCommand({
    lines: [entered],
    start: 0,
    limit: 1,
    closers: closersOf([entered], 0, 1),
    structured: false,
    prompted: false,
  });
  const commands = scanned === undefined ? [] : simpleCommands(scanned.text, scanned.mask);
  const words = commands.at(-1)?.words.map(({ text }) => text) ?? entered.split(/\s+/);
  return consoleOpenedBy(words) ?? 'shell';
}

/** Whether a line ends what was opened before it. */
export function leavesConsole(text: string): boolean {
  return /^(?:exit(?:\(\))?|logout|quit(?:\(\))?|\\q|\.(?:quit|exit)|:q|bye|\^D|<?Ctrl[-+ ]?D>?)\s*;?\s*(?:#.*)?$/i.test(
    text.trim(),
  );
}

function unwrapped(words: readonly string[]): readonly string[] {
  let rest = words;
  for (let turn = 0; turn < 5; turn += 1) {
    const [first = '', second = ''] = rest;
    if (first === 'sudo' && /^-[ughpC]$/.test(second) && rest.length > 3) rest = rest.slice(3);
    else if (first === 'sudo' && rest.length > 1 && !/^-[EHA]*[is]/.test(second)) rest = rest.slice(1);
    else if (/^(?:winpty|exec|command|doas|time|env|rlwrap)$/.test(first) && rest.length > 1) rest = rest.slice(1);
    else if (/^-[EHAbn]+$/.test(first) || /^\w+=/.test(first)) rest = rest.slice(1);
    else if (/^(?:aws-vault|op|doppler|chamber|envchain)$/.test(first) && rest.includes('--'))
      rest = rest.slice(rest.indexOf('--') + 1);
    else return rest;
  }
  return rest;
}

function ofSsh(rest: readonly string[]): Console | undefined {
  let at = 0;
  for (; at < rest.length; at += 1) {
    const word = rest[at] ?? '';
    if (/^-[A-Za-z]*[NfWQVG]/.test(word) || word === '-O') return undefined;
    if (sshValued.test(word)) at += 1;
    else if (!word.startsWith('-')) break;
  }
  if (at >= rest.length) return undefined;
  const remote = rest.slice(at + 1);
  return remote.length === 0 ? 'shell' : consoleOpenedBy(remote.join(' ').split(/\s+/));
}

function ofRedis(rest: readonly string[]): Console | undefined {
  for (let at = 0; at < rest.length; at += 1) {
    const word = rest[at] ?? '';
    if (/^-[hpsanu]$|^--(?:user|pass|cacert|cert|key|sni)$/.test(word)) at += 1;
    else if (!/^-[c23]$|^--(?:tls|insecure|raw|no-raw|no-auth-warning|csv|askpass)$/.test(word)) return undefined;
  }
  return 'redis';
}

// `kubectl exec -it shop-0 -- psql`, `docker compose exec db sh`, `docker run --rm -it alpine`.
function ofExec(base: string, rest: readonly string[]): Console | undefined {
  const verb = rest.findIndex((word) => /^(?:exec|run|attach|debug|shell|rsh)$/.test(word));
  if (verb === -1 || verb > 8) return undefined;
  const given = rest.slice(verb + 1);
  const dashes = given.indexOf('--');
  const own = dashes === -1 ? given : given.slice(0, dashes);
  const isShared =
    rest[verb] === 'exec' && (base.endsWith('-compose') || rest.includes('compose')) && !own.includes('-T');
  const isAsked = own.some(asksForTerminal);
  if (!isAsked && !isShared && rest[verb] !== 'shell' && rest[verb] !== 'rsh') return undefined;
  if (dashes !== -1) return consoleOpenedBy(given.slice(dashes + 1));
  const inner = own.findIndex((word, at) => at > 0 && !word.startsWith('-') && isConsoleName(word));
  if (inner > 0) return consoleOpenedBy(own.slice(inner));
  return rest[verb] === 'exec' ? undefined : 'shell';
}

function asksForTerminal(word: string): boolean {
  return (/^-[a-z]{1,8}$/.test(word) && /[it]/.test(word)) || /^--(?:tty|stdin|interactive)(?:=true)?$/.test(word);
}

function isConsoleName(word: string): boolean {
  const base = word.split('/').at(-1) ?? '';
  return (
    shells.test(base) ||
    Object.hasOwn(sqlConsoles, base) ||
    Object.hasOwn(codeConsoles, base) ||
    /^(?:redis-cli|sqlite3|su|rails)$/.test(base)
  );
}
