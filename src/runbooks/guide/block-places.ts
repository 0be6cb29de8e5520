// Where the lines of a block are typed: here, or inside a machine or a console that was opened before and not left yet.

import { simpleCommands } from './block-commands.ts';
import { consoleNamed, consoleOpenedBy, leavesConsole } from './block-consoles.ts';
import type { Console } from './block-prompts.ts';
import type { Mask } from './block-scan.ts';

interface Opened {
  /** `ssh db1`, as written. */
  readonly name: string;
  readonly console: Console;
}

/** What is open, the innermost last. Grows and shrinks while a block is read. */
export interface Places {
  readonly open: Opened[];
  /** How many of them an earlier block opened and this one has not left. */
  inherited: number;
  left: boolean;
}

// Between the names of things that stand inside each other.
const within = ' › ';
const longestName = 160;
const deepest = 8;

/** `inside` is what an earlier block's `enters` said. */
export function placesFrom(inside: string | undefined): Places {
  const open =
    inside === undefined
      ? []
      : inside
          .split(within)
          .slice(0, deepest)
          .map((name) => ({ name, console: consoleNamed(name) }));
  return { open, inherited: open.length, left: false };
}

/** The console that reads the next line. */
export function consoleNow(places: Places): Console {
  return places.open.at(-1)?.console ?? 'shell';
}

/** What the next line is inside of, in words; undefined for the machine on which the block begins. */
export function insideNow(places: Places): string | undefined {
  return places.open.length === 0 ? undefined : places.open.map(({ name }) => name).join(within);
}

/** Leaves the innermost one. */
export function leaveOne(places: Places): void {
  if (places.open.pop() === undefined) return;
  if (places.open.length >= places.inherited) return;
  places.inherited = places.open.length;
  places.left = true;
}

/** Leaves what stands inside the console that a prompt shows. A console that nothing here opened was opened in some other way. */
export function leaveFor(places: Places, console: Console): void {
  const isOpen = console === 'shell' || places.open.some((each) => each.console === console);
  if (!isOpen) return;
  while (places.open.length > 0 && consoleNow(places) !== console) leaveOne(places);
}

/** Notes what a command opens or leaves. */
export function noteTyped(places: Places, text: string, mask: Mask): void {
  if (leavesConsole(text)) {
    leaveOne(places);
    return;
  }
  if (consoleNow(places) !== 'shell' || mask === '') return;
  for (const command of simpleCommands(text, mask)) {
    if (command.depth > 0 || command.isFed || command.isPiped) continue;
    const console = consoleOpenedBy(command.words.map((word) => word.text));
    if (console === undefined || places.open.length === deepest) continue;
    const name = command.words
      .map(({ raw }) => raw)
      .join(' ')
      .replaceAll(within, ' ');
    places.open.push({ name: name.slice(0, longestName), console });
  }
}
