// Prompts at the beginnings of lines: `$ `, `[root@db1 ~]# `, `app=> `, `127.0.0.1:6379> `, `>>> `. A `$HOME/…` or `$(…)` is none.

import { isRedis } from './block-content.ts';
import { likeness } from './block-likeness.ts';
import { programName } from './block-programs.ts';

/** What reads the lines: a shell, a database that speaks SQL, Redis, or a console for code that nobody here looks into. */
export type Console = 'shell' | 'sql' | 'redis' | 'code';

export interface Prompt {
  readonly console: Console;
  /** How many characters of the line are the prompt. */
  readonly length: number;
}

// Every pattern is bounded, and matches at the beginning of a line with one blank or more after the prompt.
const shells: readonly RegExp[] = [
  /^\s*\$(?: +|$)/,
  /^\s*(?:\([\w.-]{1,40}\) )?\[(?![\s[-])[\w.@:~/ -]{1,100}\] ?[#$%>](?: +|$)/,
  /^\s*(?:\([\w.-]{1,40}\) )?[\w.-]{1,60}@[\w.-]{1,80}(?::| )(?:[~/][\w.~/-]{0,100} ?)?[#$%>](?: +|$)/,
  /^\s*[\w.-]{1,60}:[~/][\w.~/-]{0,100} [\w.-]{1,40}\$(?: +|$)/,
  /^\s*(?:bash|sh|zsh|ash|ksh|dash)-?[\d.]{0,6}[#$%](?: +|$)/,
  /^\s*(?:~|\/[\w./-]{0,80}) ?\$(?: +|$)/,
  /^\s*[~/] ?#(?: +|$)/,
  /^\s*[➜❯λ▶»](?:\s+[\w./~-]{1,80}\s+git:\([^)]{0,80}\)(?:\s+✗)?|\s+~[\w./-]{0,80}(?=\s))?(?:\s+|$)/u,
];
const consoles: readonly (readonly [Console, RegExp])[] = [
  ['sql', /^\s*[\w.-]{1,60}=[*!]?[#>](?: +|$)/],
  [
    'sql',
    /^\s*(?:psql|mysql|MariaDB \[[^\]\n]{0,60}\]|MySQL \[[^\]\n]{0,60}\]|sqlite|SQL|cqlsh(?::\w{1,40})?|clickhouse|trino|presto|hive|duckdb)> ?/,
  ],
  ['redis', /^\s*(?:redis )?(?:[\w.-]{1,60}:\d{2,5}(?:\[\d{1,3}\])?|redis|not connected)> /],
  [
    'code',
    /^\s*(?:>>> |>>>$|In \[\d+\]: |irb(?:\([^)]{0,40}\):\S{1,20}|\w{0,20})?> |(?:\[\d+\] )?pry(?:\([^)]{0,40}\))?> |iex(?:\([^)]{0,40}\))?> )/,
  ],
  [
    'code',
    /^\s*(?:scala|jshell|gremlin|grunt|ceph|s?ftp|telnet|mongos?|test|admin|node|\w{1,40}:(?:PRIMARY|SECONDARY))> /,
  ],
  ['code', /^\s*(?:\w{1,40} )?\[(?:direct: )?(?:primary|secondary)\] [\w-]{0,60}> /],
  [
    'code',
    /^\s*(?:hbase[(:][^>\n]{1,40}> |\(gdb\) |\[zk: [^\]\n]{1,80}\] \d+\] |PS(?: [^>\n]{0,100})?> |[A-Z]:\\[^>\n]{0,100}> ?)/,
  ],
];
const more: Readonly<Record<Console, RegExp>> = {
  shell: /^\s*> /,
  sql: /^\s*(?:[\w.-]{1,60}[-('"$*][*!]?[#>]|->|\.{3}>?|['"`]>|\/\*>)(?: +|$)/,
  redis: /^$(?!)/,
  code: /^\s*(?:\.{3}(?: |$)|irb\([^)]{0,40}\):\S{1,20}\* |\.{1,3}> |\?> )/,
};

/** The prompt that a line certainly begins with. */
export function promptOf(written: string): Prompt | undefined {
  const line = written.slice(0, 400);
  for (const pattern of shells) {
    const length = pattern.exec(line)?.[0].length;
    if (length !== undefined) return { console: 'shell', length };
  }
  for (const [console, pattern] of consoles) {
    const length = pattern.exec(line)?.[0].length;
    if (length !== undefined) return { console, length };
  }
  return undefined;
}

/** How much of a line is a console's prompt for more; 0 when the line does not go on. */
export function moreLength(line: string, console: Console): number {
  return more[console].exec(line.slice(0, 200))?.[0].length ?? 0;
}

/** The prompt of each line of a block; empty when the block is no session. In a file (`isFile`) a doubtful prompt is none. */
export function promptsOf(lines: readonly string[], isFile: boolean): readonly (Prompt | undefined)[] {
  const certain = lines.map(promptOf);
  if (certain.some((prompt) => prompt !== undefined)) return asRoot(lines, certain);
  if (isFile) return [];
  const doubtful = lines.map(doubtfulPrompt);
  if (doubtful.some((prompt) => prompt !== undefined)) return doubtful;
  return isRootSession(lines) ? lines.map(rootPrompt) : [];
}

// After `sudo -i` a `# ` in front of a command is the prompt of root.
function asRoot(lines: readonly string[], prompts: readonly (Prompt | undefined)[]): readonly (Prompt | undefined)[] {
  let isRoot = false;
  return prompts.map((prompt, index) => {
    const line = lines[index] ?? '';
    const found = prompt ?? (isRoot ? rootPrompt(line) : undefined);
    const typed = found?.console === 'shell' ? line.slice(found.length, 200).trim() : '';
    if (/^(?:sudo\s+(?:-\w*[is]\b|su\b|bash\b)|su\b)/.test(typed)) isRoot = true;
    if (/^(?:exit|logout)\b/.test(typed)) isRoot = false;
    return found;
  });
}

// `> /var/log/shop.log` empties a file; `> db.status()` and `% uptime` are typed into something.
function doubtfulPrompt(line: string): Prompt | undefined {
  const found = /^\s*([>%]) +(?=\S)/.exec(line);
  if (found === null) return undefined;
  const rest = line.slice(found[0].length);
  if (likeness(rest) === 'certain') return { console: 'shell', length: found[0].length };
  if (found[1] === '%') return undefined;
  if (isRedis([rest])) return { console: 'redis', length: found[0].length };
  if (/^(?:db|rs|sh|use|show)(?:\.\w| \w)/.test(rest)) return { console: 'code', length: found[0].length };
  if (/^(?:select|insert|update|delete|show|alter|drop|create|explain)\s.*;\s*$/i.test(rest)) {
    return { console: 'sql', length: found[0].length };
  }
  return undefined;
}

// `# ` begins a comment, unless every such line is a command and everything else looks like what they printed.
function isRootSession(lines: readonly string[]): boolean {
  const marked = lines.filter((line) => /^\s*#/.test(line));
  const others = lines.filter((line) => line.trim() !== '' && !/^\s*#/.test(line));
  if (marked.length === 0 || others.length === 0) return false;
  const areCommands = marked.every((line) => rootPrompt(line) !== undefined);
  return (
    areCommands &&
    /^\s*#/.test(lines.find((line) => line.trim() !== '') ?? '') &&
    others.every((line) => likeness(line) === 'none' && !/^\s*[\w.-]+ ?= /.test(line))
  );
}

function rootPrompt(line: string): Prompt | undefined {
  const length = /^\s*# +(?=\S)/.exec(line)?.[0].length;
  const command = line.slice(length);
  if (
    length === undefined ||
    likeness(command) !== 'certain' ||
    programName(/^[\w.-]+/.exec(command)?.[0] ?? '') === 'unknown'
  )
    return undefined;
  return { console: 'shell', length };
}
