// The risk of a command that no tool file describes: a change, unless its own words say that it destroys.
// Its words are its name, its verbs and its own flags; quoted text and the values of flags are data.
// Three conventions are believed: `--version`, a verb made like the name of a reading operation (`get-user`, `list-jobs`), and
// PowerShell's approved verbs (`Get-Service`).

import { destructiveWord, isLooking, sayActs } from './danger-words.ts';
import type { Finding } from './finding.ts';
import { isOpen } from './word.ts';
import type { Word } from './word.ts';

// https://learn.microsoft.com/powershell/scripting/developer/cmdlet/approved-verbs-for-windows-powershell-commands
const readingCmdlet =
  /^(Get|Test|Measure|Select|Sort|Group|Format|Compare|Resolve|Search|Find|ConvertTo|ConvertFrom)-[A-Z][A-Za-z0-9]{1,60}$/;

/** `path` is the part that is known: the program, and verbs that led to an unknown one. */
export function unknownCommand(path: readonly string[], args: readonly Word[]): Finding {
  const name = path.join(' ');
  const word = destructiveWord(baseName(path[0] ?? '')) ?? wordInArguments(args);
  if (word !== undefined) return { risk: 'destroy', say: `\`${name}\` is not known here, and says "${word}"` };
  const isForReal = args.some((arg) => /^--(no-dry-?run|dry-?run=(false|no|none))$/.test(arg.text));
  if (isForReal) return { risk: 'destroy', say: `\`${name}\` is not known here, and is told not to make a dry run` };
  if (path.length === 1 && readingCmdlet.test(path[0] ?? '') && !args.some((arg) => /[({]/.test(arg.text)))
    return { risk: 'read', say: `\`${name}\`` };
  if (path.length === 1 && onlyAsks(path[0] ?? '', args)) return { risk: 'read', say: `\`${name} ${args[0]?.text}\`` };
  return { risk: 'change', say: `\`${name}\` is not known here, so it may change something` };
}

// Only for an installed program: a script need not keep to any convention.
function onlyAsks(program: string, args: readonly Word[]): boolean {
  const [first, ...rest] = args;
  if (first === undefined || !/^[a-z][\w-]*$/i.test(program) || sayActs(program)) return false;
  if (rest.length === 0 && /^(--version|--help|version)$/.test(first.text)) return true;
  const isReading = /^(get|list|describe|show)[-_][a-z][a-z0-9_-]*$/.test(first.text) && !sayActs(first.text);
  return isReading && rest.every((arg) => arg.quoted || !sayActs(arg.text)) && !/[-_](and|then)[-_]/.test(first.text);
}

/** The last part of a path without its extension: `./scripts/restore-db.sh` gives `restore-db`. */
function baseName(path: string): string {
  return (path.split('/').at(-1) ?? path).replace(/\.[a-z0-9]{1,4}$/i, '');
}

// Behind a verb that looks, operands are what is looked at: `show restore-points`. Flags still count: `list --purge`.
function wordInArguments(args: readonly Word[]): string | undefined {
  let looks = false;
  for (const [index, arg] of args.entries()) {
    const before = args[index - 1];
    const isFlag = arg.text.startsWith('-');
    const isValue = before !== undefined && before.text.startsWith('-') && !before.text.includes('=');
    const word = isFlag ? wordInFlag(arg.text) : looks ? undefined : wordInOperand(arg, isValue);
    if (word !== undefined) return word;
    looks ||= !isFlag && !isValue && isLooking(arg.text.toLowerCase());
  }
  return undefined;
}

// `--delete`, `--purge-data`; not `--on-delete`, `--no-delete`, `--rewrite.to-delete`, whose first word is another.
function wordInFlag(flag: string): string | undefined {
  const name = flag.split('=')[0] ?? flag;
  if (!/^--?[a-z]{2}/i.test(name) || /=(false|no|0|never|keep)$/i.test(flag)) return undefined;
  const [first = '', ...rest] = name.replace(/^-+/, '').split(/[-_.]/);
  // `--admin-cmd=purge-queue`, `--action delete`: the verb is the value.
  const last = rest.at(-1) ?? first;
  if (/^(action|cmd|command|do|mode|op|operation|task|verb)$/i.test(last)) {
    const verb = destructiveWord(flag.slice(name.length + 1));
    if (verb !== undefined) return verb;
  }
  // `--format json` and `--clear` only say how something is shown.
  return /^(format|clear)$/i.test(first) ? undefined : destructiveWord(first);
}

// A bare word right after a flag is as likely its value (`-n reset-jobs`) as a verb, so there only a whole word counts.
function wordInOperand(arg: Word, isValue: boolean): string | undefined {
  if (arg.quoted || isOpen(arg) || /[=@]/.test(arg.text)) return undefined;
  if (isValue) return /^[a-z]+$/.test(arg.text) ? destructiveWord(arg.text) : undefined;
  if (arg.text === 'down') return arg.text;
  return destructiveWord(arg.text.includes('/') ? baseName(arg.text) : arg.text);
}
