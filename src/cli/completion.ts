// `opsbook completion bash|zsh|fish`: a script for the shell, made from the verbs that are there. The names of procedures are asked for
// at the moment, with `opsbook completion procedures`, which reads the runbooks and nothing else.

import { readBase } from '../config.ts';
import { CannotStart } from '../errors.ts';
import { readFolder } from '../folder.ts';
import { loadRunbooks } from '../runbooks/load.ts';
import type { CliCommand } from './cli-command.ts';

export const command: CliCommand = {
  name: 'completion',
  describe: 'print a completion script for bash, zsh or fish',
  arguments: '<shell>',
  act: async ([shell = ''], _options, { environment, print }) => {
    if (shell === 'procedures') {
      const { runbookFolders } = readBase(environment);
      for (const name of (await loadRunbooks(runbookFolders)).procedureNames()) print(name);
      return 0;
    }
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

/** What may follow each first word: second words and options, and the name of a procedure. */
type Words = ReadonlyMap<
  string,
  { readonly next: readonly string[]; readonly describe: string; readonly takesProcedure: boolean }
>;

function wordsOf(commands: readonly CliCommand[]): Words {
  const words = new Map<string, { next: readonly string[]; describe: string; takesProcedure: boolean }>();
  for (const { name, describe, options = [], arguments: taken = '' } of commands) {
    const [first = '', second] = name.split(' ');
    const known = words.get(first);
    const flags = options.flatMap(({ flags: text }) => /--[a-z-]+/.exec(text) ?? []);
    const next = [...(known?.next ?? []), ...(second === undefined ? [] : [second]), ...flags];
    const takesProcedure = known?.takesProcedure === true || taken.startsWith('<procedure>');
    words.set(first, { next: [...new Set(next)], describe: known?.describe ?? describe, takesProcedure });
  }
  return new Map([...words].sort(([a], [b]) => (a < b ? -1 : 1)));
}

const procedures = '$(opsbook completion procedures 2>/dev/null)';

const scripts: Readonly<Record<string, (words: Words) => string>> = {
  bash: (words) => `_opsbook() {
  local word="\${COMP_WORDS[COMP_CWORD]}" next=""
  if [ "$COMP_CWORD" -eq 1 ]; then next="${[...words.keys()].join(' ')}"
  else case "\${COMP_WORDS[1]}" in
${cases(words, ({ next, takesProcedure }) => {
  const flags = `next="${next.join(' ')}"`;
  return takesProcedure ? `${flags}; [[ "$word" == -* ]] || next="$next ${procedures}"` : flags;
})}
  esac; fi
  COMPREPLY=($(compgen -W "$next" -- "$word"))
}
complete -o default -F _opsbook opsbook`,
  zsh: (words) => `#compdef opsbook
_opsbook() {
  if (( CURRENT == 2 )); then compadd -- ${[...words.keys()].join(' ')}; return; fi
  case "$words[2]" in
${cases(words, ({ next, takesProcedure }) => `compadd -- ${next.join(' ')}${takesProcedure ? ` ${procedures}` : ''}`)}
  esac
  _files
}
compdef _opsbook opsbook`,
  fish: (words) =>
    [...words]
      .flatMap(([first, { next, describe, takesProcedure }]) => [
        `complete -c opsbook -n __fish_use_subcommand -f -a ${first} -d '${describe.replaceAll("'", "\\'")}'`,
        ...[...next, ...(takesProcedure ? ['(opsbook completion procedures 2>/dev/null)'] : [])].map(
          (word) => `complete -c opsbook -n '__fish_seen_subcommand_from ${first}' -a '${word}'`,
        ),
      ])
      .join('\n'),
};

type Following = Omit<NonNullable<ReturnType<Words['get']>>, 'describe'>;

function cases(words: Words, act: (following: Following) => string): string {
  return [...words]
    .filter(([, { next, takesProcedure }]) => next.length > 0 || takesProcedure)
    .map(([first, following]) => `  ${first}) ${act(following)} ;;`)
    .join('\n');
}
