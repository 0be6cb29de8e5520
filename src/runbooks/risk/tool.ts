// How knowledge about a command-line tool is written down: plain data, one file a tool in tools/, interpreted by judge.ts.
// What is not written here is not known, and what is not known is never `read`.

import type { Risk } from '../model.ts';

/** What something does. `say` follows the command in a sentence: "`git reset --hard` throws away uncommitted work". */
export interface Effect {
  readonly risk: Risk;
  readonly say: string;
  /** Stops or starts what the operands name; a stop that a start follows is a restart. */
  readonly turns?: 'off' | 'on';
}

/** What is itself code: a shell script, SQL, SQL with psql's own commands, or the arguments of a command (`sudo systemctl …`). */
export type Code = TextCode | 'argv';
export type TextCode = 'shell' | 'sql' | 'psql';

/** A flag that is more than harmless. */
export interface FlagRule {
  /** Takes a value, as the next word or after `=`. */
  readonly valued?: true;
  readonly effect?: Effect;
  /** The value is a file that is written; `/dev/null` and `-` are harmless. */
  readonly writes?: true;
  /** The value is code that runs. */
  readonly runs?: TextCode;
  /** What follows, up to `;` or `+`, is a command (`find -exec`). */
  readonly collects?: true;
  /** Only a value that matches is harmless; any other is a change. */
  readonly harmlessWhen?: RegExp;
}

export interface Flags {
  /** Harmless, without a value: `-a --all`. */
  readonly plain?: string;
  /** Harmless, with a value: `-n --namespace`. */
  readonly valued?: string;
  readonly special?: Readonly<Record<string, FlagRule>>;
  /** Every flag that is not listed is harmless too: the tool has none that writes or runs anything. */
  readonly anyOther?: true;
}

/** An effect that holds only where all of its conditions do; the first that does replaces the command's own. */
export interface Case extends Effect {
  /** One of these flags is given: `-f --force`. */
  readonly flag?: string;
  /** … and its value matches. */
  readonly value?: RegExp;
  /** None of these flags is given. */
  readonly without?: string;
  /** The operand at this place (0 is the first) … matches `is`. */
  readonly operand?: number;
  readonly is?: RegExp;
  readonly every?: RegExp;
  readonly some?: RegExp;
  /** Holds as well where the word that decides is only known at run time. */
  readonly unsure?: true;
  /** At most so many operands. */
  readonly atMost?: number;
}

export interface CommandRule {
  /** Without one, and without a case that holds, the command counts as unknown. */
  readonly effect?: Effect;
  readonly cases?: readonly Case[];
  readonly flags?: Flags;
  /** By verb; several verbs with one meaning are written `ps|ls`. */
  readonly verbs?: Readonly<Record<string, CommandRule>>;
  /** Flags with which nothing happens: `--dry-run=client`. */
  readonly dryRun?: string;
  /** The operands from this place on are code; with an open end, more words come from standard input (`xargs`). */
  readonly runs?: { readonly from: number; readonly as: Code; readonly openEnd?: true };
  /** With this flag, the first operand is code: `bash -c`. */
  readonly runsWith?: { readonly flag: string; readonly as: 'shell' };
  /** Without code in its arguments, standard input is code. */
  readonly input?: TextCode;
  /** The operand at this place names a script, which is judged by its name. */
  readonly script?: number;
  /** The operands are files that are written. */
  readonly writesOperands?: true;
  /** The operands are files that this same script may have made: then it only cleans up after itself. */
  readonly ownFiles?: true;
  /** The operands are addresses of HTTP requests. */
  readonly http?: HttpFlags;
}

/** Which flags of an HTTP client decide the method. */
export interface HttpFlags {
  readonly method: string;
  readonly body: string;
  readonly upload?: string;
  readonly head: string;
  readonly asQuery?: string;
}

export interface Tool extends CommandRule {
  readonly names: readonly string[];
  /** Long flags have one dash (`find -name`), so letters are not bundled. */
  readonly singleDash?: true;
  /** The first word may be a bundle of flags without its dash: `tar xzf`. */
  readonly bareFlags?: true;
  /** Verbs are written in any case: `FLUSHALL`. */
  readonly anyCase?: true;
}

/** A command that changes nothing; `flags` are those known to be harmless. */
export function reads(flags: Flags = {}): CommandRule {
  return { effect: { risk: 'read', say: 'only looks' }, flags };
}

export function changes(say: string, more: Omit<CommandRule, 'effect'> = {}): CommandRule {
  return { ...more, effect: { risk: 'change', say } };
}

export function destroys(say: string, more: Omit<CommandRule, 'effect'> = {}): CommandRule {
  return { ...more, effect: { risk: 'destroy', say } };
}
