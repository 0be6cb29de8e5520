// Which commands or names fit what stands before the caret. Pure.
import type { CommandHint, Person } from '../protocol.ts';

export interface Suggestion {
  /** What is shown and put in. */
  readonly insert: string;
  readonly description: string;
  readonly usage: string;
  /** How many characters before the caret it replaces. */
  readonly replaces: number;
}

/** For `/…` at the start: commands. For `@…` at a word's start: people. Otherwise none. */
export function suggest(
  before: string,
  commands: readonly CommandHint[],
  people: readonly Person[],
): readonly Suggestion[] {
  if (/^\/\S*$/.test(before)) {
    return commands
      .filter(({ command }) => command.startsWith(before.toLowerCase()))
      .map(({ command, description, usage }) => ({ insert: command, description, usage, replaces: before.length }));
  }
  const name = /(?:^|\s)@([\p{L}\p{N}._-]*)$/u.exec(before)?.[1]?.toLowerCase();
  if (name === undefined) return [];
  return people
    .filter((person) => person.name.toLowerCase().startsWith(name) || person.realName.toLowerCase().startsWith(name))
    .map((person) => ({
      insert: `@${person.name}`,
      description: person.realName,
      usage: person.role,
      replaces: name.length + 1,
    }));
}

/** The command that is being written out, whose usage may be shown. */
export function commandIn(text: string, commands: readonly CommandHint[]): CommandHint | undefined {
  const word = /^(\/\S+)\s/.exec(text)?.[1];
  return commands.find(({ command }) => command === word);
}
