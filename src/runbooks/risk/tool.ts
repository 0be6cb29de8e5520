// How knowledge about a command-line tool is written down: plain data, one file a tool in tools/, interpreted by judge.ts.
// What is not written here is not known, and what is not known is never `read`.

import type { Mark, Risk } from '../model.ts';
import type { Language } from './language.ts';

/** What something does. `say` follows the command in a sentence: "`git reset --hard` throws away uncommitted work". */
export interface Effect {
  readonly risk: Risk;
  readonly say: string;
  /** Stops or starts what the operands name; a stop that a start follows is a restart. */
  readonly turns?: 'off' | 'on';
}

/** What is itself code: some text, or the arguments of a command (`sudo systemctl …`). */
export type Code = TextCode | 'argv';
/**
 * A shell script, SQL, SQL with psql's own commands, a list with shell lines in quotes (`commands=["df -h","ls"]`), or the
 * language of another console.
 */
export type TextCode = 'shell' | 'sql' | 'psql' | 'shell-list' | Language;

/** A flag that is more than harmless. */
export interface FlagRule {
  /** Takes a value, as the next word or after `=`. */
  readonly valued?: true;
  /** Takes a value only where it stands right behind it: `-pSECRET`, `--color=auto`. */
  readonly attached?: true;
  readonly effect?: Effect;
  /** The value is a file that is written; `/dev/null` and `-` are harmless. */
  readonly writes?: true;
  /** The value is code that runs. */
  readonly runs?: TextCode;
  /** … only where this other flag is missing, or has such a value (`ansible -m shell -a '…'`). */
  readonly runsWhen?: { readonly flag: string; readonly value: RegExp };
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
  /** Harmless, with a value only where it stands right behind it: `-i.bak`, `--color=auto`. */
  readonly attached?: string;
  /** Those of the above whose value is a secret, so that nobody should write it into a page: `--password`. */
  readonly secret?: string;
  /** Those whose value is `user:secret`: `-u`. */
  readonly secretPair?: string;
  readonly special?: Readonly<Record<string, FlagRule>>;
  /** Every flag that is not listed is harmless too: the tool has none that writes or runs anything. */
  readonly anyOther?: true;
}

/** What has to be given: all of what is named here. */
export interface Condition {
  /** One of these flags is given: `-f --force`. */
  readonly flag?: string;
  /** … and one of these as well: `-i` beside `-t`. */
  readonly also?: string;
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
  /** At most, and at least, so many operands. */
  readonly atMost?: number;
  readonly atLeast?: number;
}

/** An effect that holds only where all of its conditions do; the first that does replaces the command's own. */
export interface Case extends Effect, Condition {}

/**
 * What a reader has to know besides the risk, told of every command for which the conditions hold. Which kind is which:
 * `endless` never ends by itself (`tail -f`, a server in the foreground); `interactive` waits for a person's keys (an editor, a
 * pager, a console, "Are you sure?"); `elsewhere` puts what follows into another machine, container or console; `prints-secret`
 * prints one. A rule with `input` or `console` reads standard input, and is neither interactive nor elsewhere when it is fed.
 */
export interface MarkRule extends Condition {
  readonly kind: Exclude<Mark['kind'], 'unfilled' | 'secret-argument'>;
  /** Follows the command in a sentence instead of the usual words of the kind: "opens a shell in a container". */
  readonly say?: string;
  /** An operand expands a variable of such a name: `echo "$TOKEN"`. */
  readonly variable?: RegExp;
  /** Nothing is piped into it. */
  readonly unfed?: true;
}

export interface CommandRule {
  /** Without one, and without a case that holds, the command counts as unknown. */
  readonly effect?: Effect;
  readonly cases?: readonly Case[];
  /** All that hold are told; those of the rules around this one too. */
  readonly marks?: readonly MarkRule[];
  readonly flags?: Flags;
  /**
   * By verb; several verbs with one meaning are written `ps|ls`, and `describe-*` is every verb that begins so. A verb that is
   * written in full comes before those with a star, and these come in their order.
   */
  readonly verbs?: Readonly<Record<string, CommandRule>>;
  /** Flags with which nothing happens: `--dry-run=client`. */
  readonly dryRun?: string;
  /** The operands from this place on are code; with an open end, more words come from standard input (`xargs`). */
  readonly runs?: {
    readonly from: number;
    readonly as: Code;
    readonly openEnd?: true;
    /** Only where the operand before the code is such (`salt web1 cmd.run '…'`). */
    readonly after?: RegExp;
  };
  /** With this flag, the first operand is code: `bash -c`. */
  readonly runsWith?: { readonly flag: string; readonly as: 'shell' };
  /** Without code in its arguments, standard input is code. */
  readonly input?: TextCode;
  /** What is typed into it once it is open: the lines that follow it on the page are judged as that too. */
  readonly console?: TextCode;
  /** Whatever it runs is ended by it: `timeout`. */
  readonly ends?: true;
  /** With one of these flags it goes on by itself and gives the shell back: `-d --detach`. */
  readonly detaches?: string;
  /** The operand at this place names a script, which is judged by its name. */
  readonly script?: number;
  /** Scripts of such names only set up the operator's own shell: `venv/bin/activate`. */
  readonly ownScripts?: RegExp;
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
  /** The first operand may be the method, the next is the address, and what follows is data where it looks like `a=b` (HTTPie). */
  readonly methodFirst?: true;
}

export interface Tool extends CommandRule {
  readonly names: readonly string[];
  /** Long flags have one dash (`find -name`), so letters are not bundled. */
  readonly singleDash?: true;
  /** The first word may be a bundle of flags without its dash: `tar xzf`. */
  readonly bareFlags?: true;
  /** Known by its file name in any folder, and as the script of an interpreter: `python manage.py`, `/opt/kafka/bin/kafka-topics.sh`. */
  readonly anyFolder?: true;
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
