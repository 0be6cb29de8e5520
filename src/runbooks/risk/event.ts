// What happens in a script: the events that commands.ts finds in its syntax tree.

import type { Word } from './word.ts';

export type Input =
  | { readonly kind: 'none' }
  /** A heredoc, a here-string, or what a known `echo` or `cat` prints. `line` is where it begins in the script. */
  | { readonly kind: 'text'; readonly text: string; readonly line: number }
  | { readonly kind: 'file'; readonly file: Word }
  /** What a command prints that is not known before it runs: `words` are that command's. */
  | { readonly kind: 'output'; readonly of: string; readonly words: readonly Word[] };

export interface Command {
  readonly kind: 'command';
  /** The program and its arguments; empty for `> file` alone. */
  readonly words: readonly Word[];
  readonly input: Input;
  /** Whether a person sees what it prints: not when that goes into a file, a variable or a program that prints nothing of it. */
  readonly shown: boolean;
  /** It ends with, or runs beside, what stands in its line: `… &`, `… | head`. */
  readonly bounded: boolean;
  /** Where the whole pipeline ends in the text: what begins later runs after it. */
  readonly end: number;
  readonly start: number;
}

export interface Write {
  readonly kind: 'write';
  readonly file: Word;
  /** `>` as opposed to `>>`. */
  readonly replaces: boolean;
  /** Nothing is put into it, so that it is empty afterwards: `: > file`. */
  readonly empties: boolean;
  /** What is put into it, where that is known. */
  readonly content?: { readonly text: string; readonly line: number };
}

export interface Assignment {
  readonly kind: 'assignment';
  readonly name: string;
  /** As written: `$(mktemp -d)`. */
  readonly value: string;
  /** What it is known to be, or `undefined`. */
  readonly text: string | undefined;
  readonly line: number;
}

/** `while true` without a way out. */
export interface Loop {
  readonly kind: 'loop';
  readonly line: number;
  readonly end: number;
}

/** A part that is not valid shell. */
export interface Flaw {
  readonly kind: 'flaw';
  readonly text: string;
  readonly line: number;
}

export type Event = Command | Write | Assignment | Loop | Flaw;
