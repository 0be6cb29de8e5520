// `opsbook completion bash|zsh|fish`: a script for the shell, made from the verbs that are there.

import { CannotStart } from '../errors.ts';
import { readFolder } from '../folder.ts';
import type { CliCommand } from './cli-command.ts';

export const command: CliCommand = {
  name: 'completion',
  describe: 'print a completion script for bash, zsh or fish',
  arguments: '<shell>',
  act: async ([shell = ''], _options, { print }) => {
    const script = scripts[shell];
    if (script === undefined)
      throw new CannotStart(`There is no script for ${JSON.stringify(shell)}. Name bash, zsh or fish.`);
    const isCommand = (value: unknown): value is CliCommand =>
      typeof value === 'object' && value !== null && 'name' in value && 'act' in value;
    const commands = await readFolder(new URL('./', import.meta.url), 'command', isCommand, ({ name }) => name);
    print(script(wordsOf([...commands.values()])));
    return 0;
  },
};

/** What may follow each first word: second words and options. */
type Words = ReadonlyMap<string, { readonly next: readonly string[]; readonly describe: string }>;

function wordsOf(commands: readonly CliCommand[]): Words {
  const words = new Map<string, { readonly next: readonly string[]; readonly describe: string }>();
  for (const { name, describe, options = [] } of commands) {
    const [first = '', second] = name.split(' ');
    const known = words.get(first);
    const flags = options.flatMap(({ flags: text }) => /--[a-z-]+/.exec(text) ?? []);
    const next = [...(known?.next ?? []), ...(second === undefined ? [] : [second]), ...flags];
    words.set(first, { next: [...new Set(next)], describe: known?.describe ?? describe });
  }
  return new Map([...words].sort(([a], [b]) => (a < b ? -1 : 1)));
}

const scripts: Readonly<Record<string, (words: Words) => string>> = {
  bash: (words) => `_opsbook() {
  local word="\${COMP_WORDS[COMP_CWORD]}" next=""
  if [ "$COMP_CWORD" -eq 1 ]; then next="${[...words.keys()].join(' ')}"
  else case "\${COMP_WORDS[1]}" in
${cases(words, (next) => `next="${next}"`)}
  esac; fi
  COMPREPLY=($(compgen -W "$next" -- "$word"))
}
complete -o default -F _opsbook opsbook`,
  zsh: (words) => `#compdef opsbook
_opsbook() {
  if (( CURRENT == 2 )); then compadd -- ${[...words.keys()].join(' ')}; return; fi
  case "$words[2]" in
${cases(words, (next) => `compadd -- ${next}`)}
  esac
  _files
}
compdef _opsbook opsbook`,
  fish: (words) =>
    [...words]
      .flatMap(([first, { next, describe }]) => [
        `complete -c opsbook -n __fish_use_subcommand -f -a ${first} -d '${describe.replaceAll("'", "\\'")}'`,
        ...next.map((word) => `complete -c opsbook -n '__fish_seen_subcommand_from ${first}' -a '${word}'`),
      ])
      .join('\n'),
};

function cases(words: Words, act: (next: string) => string): string {
  return [...words]
    .filter(([, { next }]) => next.length > 0)
    .map(([first, { next }]) => `  ${first}) ${act(next.join(' '))} ;;`)
    .join('\n');
}
