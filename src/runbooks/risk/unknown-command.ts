// The risk of a command that no tool file describes: a change, unless its own words say that it destroys. Never `read`.
// Its words are its name, its verbs and its own flags; quoted text and the values of flags are data.

import { destructiveWord, isLooking } from './danger-words.ts';
import type { Finding } from './finding.ts';
import { isOpen } from './word.ts';
import type { Word } from './word.ts';

/** `path` is the part that is known: the program, and verbs that led to an unknown one. */
export function unknownCommand(path: readonly string[], args: readonly Word[]): Finding {
  const name = path.join(' ');
  const word = destructiveWord(baseName(path[0] ?? '')) ?? wordInArguments(args);
  if (word !== undefined) return { risk: 'destroy', say: `\`${name}\` is not known here, and says "${word}"` };
  const isForReal = args.some((arg) => /^--(no-dry-?run|dry-?run=(false|no|none))$/.test(arg.text));
  if (isForReal) return { risk: 'destroy', say: `\`${name}\` is not known here, and is told not to make a dry run` };
  return { risk: 'change', say: `\`${name}\` is not known here, so it may change something` };
}

/** The last part of a path without its extension: `./scripts/restore-db.sh` gives `restore-db`. */
function baseName(path: string): string {
  return (path.split('/').at(-1) ?? path).replace(/\.[a-z0-9]{1,4}$/i, '');
}

function wordInArguments(args: readonly Word[]): string | undefined {
  for (const [index, arg] of args.entries()) {
    const before = args[index - 1];
    const isValue = before !== undefined && before.text.startsWith('-') && !before.text.includes('=');
    const word = arg.text.startsWith('-') ? wordInFlag(arg.text) : wordInOperand(arg, isValue);
    if (word !== undefined) return word;
    if (!arg.text.startsWith('-') && !isValue && isLooking(arg.text.toLowerCase())) return undefined;
  }
  return undefined;
}

// `--delete`, `--purge-data`; not `--on-delete`, `--no-delete`, `--rewrite.to-delete`, whose first word is another.
function wordInFlag(flag: string): string | undefined {
  const name = flag.split('=')[0] ?? flag;
  if (!/^--?[a-z]{2}/i.test(name) || /=(false|no|0|never|keep)$/i.test(flag)) return undefined;
  const first = name.replace(/^-+/, '').split(/[-_.]/)[0] ?? '';
  return destructiveWord(first);
}

// A bare word right after a flag is as likely its value (`-n reset-jobs`) as a verb, so there only a whole word counts.
function wordInOperand(arg: Word, isValue: boolean): string | undefined {
  if (arg.quoted || isOpen(arg) || /[=@]/.test(arg.text)) return undefined;
  if (isValue) return /^[a-z]+$/.test(arg.text) ? destructiveWord(arg.text) : undefined;
  return destructiveWord(arg.text.includes('/') ? baseName(arg.text) : arg.text);
}
