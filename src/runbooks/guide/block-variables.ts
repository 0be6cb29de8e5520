// The variables of a block: which ones it sets for later blocks, and which ones it needs that nobody has set.

import { simpleCommands } from './block-commands.ts';
import type { Classifiers } from '../classifiers.ts';
import type { Found } from './block-filling.ts';
import type { Unit } from './block-draft.ts';

// What a shell, a login or a usual tool sets by itself.
const usual = new Set(
  `BASH BASHPID BASH_REMATCH BASH_SOURCE BASH_VERSION BROWSER CI COLUMNS DISPLAY EDITOR EUID FUNCNAME GID GOBIN GOPATH GOROOT HISTFILE HOME
  HOST HOSTNAME HOSTTYPE IFS JAVA_HOME KUBECONFIG LANG LC_ALL LINENO LINES LOGNAME MACHTYPE MAIL MANPATH NVM_DIR OLDPWD OPTARG OPTIND
  OSTYPE PAGER PATH PIPESTATUS PPID PS1 PWD PYTHONPATH RANDOM REPLY SECONDS SHELL SHLVL SSH_AUTH_SOCK SSH_CLIENT SSH_CONNECTION SSH_TTY
  SUDO_USER TEMP TERM TMP TMPDIR TZ UID USER USERNAME VIRTUAL_ENV VISUAL XDG_CACHE_HOME XDG_CONFIG_HOME XDG_DATA_HOME
  XDG_RUNTIME_DIR http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY`.split(/\s+/),
);
const declares = /^(?:export|declare|typeset|readonly)$/;

/** The names that the commands leave set in their own shell, each once. */
export function variablesSet(units: readonly Unit[]): readonly string[] {
  const names = new Set<string>();
  for (const unit of units) {
    if (unit.console !== 'shell' || unit.inside !== undefined) continue;
    for (const { words, assigned, depth } of simpleCommands(unit.text, unit.mask)) {
      if (depth > 0) continue;
      const [name, ...args] = words.map((word) => word.text);
      if (name === undefined) for (const each of assigned) names.add(each);
      else if (declares.test(name)) {
        for (const arg of args) {
          const set = /^([A-Za-z_]\w*)(?:\+?=|$)/.exec(arg)?.[1];
          if (set !== undefined) names.add(set);
        }
      } else if (name === 'read' || name === 'mapfile' || name === 'readarray') {
        for (const arg of args) if (/^[A-Za-z_]\w*$/.test(arg)) names.add(arg);
      }
    }
  }
  return [...names];
}

// No step needs more; a hostile one would cost more.
const mostNames = 300;

export interface Missing extends Found {
  /** Counts from 1. */
  readonly line: number;
}

/** What the script expands and nobody sets: `$NS`, `${TAG}`, as written there. With a default (`${N:-5}`) nothing is missing. */
export function variablesMissing(
  script: string,
  known: ReadonlySet<string>,
  classifiers: Classifiers,
): readonly Missing[] {
  const lines = script.split('\n');
  const found: Missing[] = [];
  const seen = new Set<string>();
  for (const { name, line } of classifiers.variablesUsed(script)) {
    if (known.has(name) || usual.has(name) || seen.has(name) || seen.size === mostNames) continue;
    seen.add(name);
    const written = lines[line - 1] ?? '';
    if (new RegExp(String.raw`\$\{${name}:?[-=+]`).test(written)) continue;
    const match = new RegExp(String.raw`\$(?:${name}(?!\w)|\{[#!]?${name}(?!\w)[^}\n]{0,80}\})`).exec(written);
    if (match !== null) found.push({ text: match[0], at: 0, line });
  }
  return found;
}
