// A stand-in tool as data: its commands, the flags that each takes, and what each does to the practice system.
// Anything that is not listed is refused with exit code 64; nothing is ignored silently.

import { parseArgs, type ParseArgsConfig } from 'node:util';
import { failed, unsupported, type Answer } from './answer.ts';
import type { Call, Tool } from './tool.ts';

export type Flags = Readonly<Record<string, string | undefined>>;

export interface Command<State> {
  readonly usage: string;
  /** Flags that it may be given; those of `needs` it must be given. */
  readonly flags?: readonly string[];
  readonly needs?: readonly string[];
  readonly run: (state: State, flags: Flags, call: Call) => Answer | Promise<Answer>;
}

export interface CommandTable<State> {
  readonly name: string;
  readonly options: NonNullable<ParseArgsConfig['options']>;
  /** Flags whose value is a whole number. */
  readonly numbers: readonly string[];
  /** By their words, e.g. `rollout undo deployment/ace-app`. */
  readonly commands: Readonly<Record<string, Command<State>>>;
}

/** The tool that carries these commands out on `state`. */
export function toolOf<State>(table: CommandTable<State>, state: State): Tool {
  return { name: table.name, run: (call) => execute(table, state, call) };
}

function read<State>(
  { options }: CommandTable<State>,
  args: readonly string[],
): { words: string; flags: Flags } | undefined {
  try {
    const { positionals, values } = parseArgs({ args: [...args], options, allowPositionals: true });
    const flags = Object.entries(values).map(([name, value]) => [name, String(value)]);
    return { words: positionals.join(' '), flags: Object.fromEntries(flags) };
  } catch {
    // Node's own words for an unknown flag say less than the list of commands does.
    return undefined;
  }
}

async function execute<State>(table: CommandTable<State>, state: State, call: Call): Promise<Answer> {
  const asked = read(table, call.args);
  const command = asked === undefined ? undefined : new Map(Object.entries(table.commands)).get(asked.words);
  const taken = [...(command?.flags ?? []), ...(command?.needs ?? [])];
  if (
    asked === undefined ||
    command === undefined ||
    Object.keys(asked.flags).some((name) => !taken.includes(name)) ||
    command.needs?.some((name) => asked.flags[name] === undefined)
  ) {
    const usages = new Set(Object.values(table.commands).map(({ usage }) => usage));
    return unsupported([table.name, ...call.args], [...usages]);
  }
  for (const name of table.numbers) {
    const value = asked.flags[name];
    if (value !== undefined && !/^\d{1,9}$/.test(value)) {
      return failed(`invalid argument "${value}" for "--${name}": give a whole number`);
    }
  }
  return command.run(state, asked.flags, call);
}

/** The number in a flag that `numbers` lists. */
export function numberIn(flags: Flags, name: string): number | undefined {
  const value = flags[name];
  return value === undefined ? undefined : Number(value);
}
