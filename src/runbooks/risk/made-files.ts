// What a script has made so far by itself: files that it may remove again, and scripts that it may run.

import type { Event } from './event.ts';

export interface Written {
  readonly text: string;
  /** Where it begins in the script. */
  readonly line: number;
}

/** The name of a file without `./`. */
export function plainPath(path: string): string {
  return path.replace(/^\.\//, '');
}

/** Only what certainly did not exist before: a temporary file, a directory that `mkdir` made, a fresh clone, a file just overwritten. */
export function noteMade(event: Event, made: Set<string>): void {
  if (event.kind === 'assignment') {
    const isTemporary = /^"?\$\(\s*mktemp\b/.test(event.value);
    if (isTemporary) made.add(`$${event.name}`);
    else made.delete(`$${event.name}`);
  } else if (event.kind === 'write' && event.replaces) {
    made.add(event.file.written);
  } else if (event.kind === 'command') {
    const [name, ...args] = event.words.map((word) => word.written);
    const isNewDirectory = name === 'mkdir' && !args.some((arg) => arg.startsWith('-'));
    if (isNewDirectory) for (const arg of args) made.add(arg);
    const isClone = name === 'git' && args[0] === 'clone' && args.length === 3;
    if (isClone) made.add(args[2] ?? '');
  }
}

/** What `>`, a heredoc and `tee` have put into files. */
export function noteWritten(event: Event, written: Map<string, Written>): void {
  if (event.kind === 'write') {
    const name = plainPath(event.file.text);
    const before = event.replaces ? undefined : written.get(name);
    if (event.content === undefined) written.delete(name);
    else if (before === undefined) written.set(name, event.content);
    else written.set(name, { ...before, text: `${before.text}\n${event.content.text}` });
  } else if (event.kind === 'command' && event.input.kind === 'text') {
    const [name, ...args] = event.words.map((word) => word.text).filter((text) => text !== 'sudo');
    if (name !== 'tee') return;
    const { text, line } = event.input;
    for (const arg of args) if (!arg.startsWith('-')) written.set(plainPath(arg), { text, line });
  }
}
