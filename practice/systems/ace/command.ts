// A stand-in tool as data: its commands, the flags that each takes, and what each does to the practice system.
// Anything that is not listed is refused with exit code 64; nothing is ignored silently.

import { parseArgs, type ParseArgsConfig } from 'node:util';
import { type Answer, failed, unsupported } from './answer.ts';
import type { Deployment } from './deployment.ts';

export interface Commanded {
  readonly deployment: Deployment;
  readonly now: () => Date;
  /** The last lines of the application's log, all of them when `lines` is absent. */
  readonly log: (lines?: number) => string;
  readonly residentBytes: () => Promise<number>;
  /** Aborted when whoever asked has gone. */
  readonly signal: AbortSignal;
}

export type Flags = Readonly<Record<string, string | undefined>>;

interface Command {
  readonly usage: string;
  /** Flags that it may be given; those of `needs` it must be given. */
  readonly flags?: readonly string[];
  readonly needs?: readonly string[];
  readonly run: (commanded: Commanded, flags: Flags) => Answer | Promise<Answer>;
}

export interface Tool {
  readonly name: string;
  readonly options: NonNullable<ParseArgsConfig['options']>;
  /** Flags whose value is a whole number. */
  readonly numbers: readonly string[];
  /** By their words, e.g. `rollout undo deployment/ace-app`. */
  readonly commands: Readonly<Record<string, Command>>;
}

function read(tool: Tool, args: readonly string[]): { words: string; flags: Flags } | undefined {
  try {
    const { positionals, values } = parseArgs({ args: [...args], options: tool.options, allowPositionals: true });
    const flags = Object.entries(values).map(([name, value]) => [name, String(value)]);
    return { words: positionals.join(' '), flags: Object.fromEntries(flags) };
  } catch {
    // Node's own words for an unknown flag say less than the list of commands does.
    return undefined;
  }
}

/** Runs `tool` with these arguments. */
export async function execute(tool: Tool, args: readonly string[], commanded: Commanded): Promise<Answer> {
  const asked = read(tool, args);
  const command = asked === undefined ? undefined : new Map(Object.entries(tool.commands)).get(asked.words);
  const taken = [...(command?.flags ?? []), ...(command?.needs ?? [])];
  if (
    asked === undefined ||
    command === undefined ||
    Object.keys(asked.flags).some((name) => !taken.includes(name)) ||
    command.needs?.some((name) => asked.flags[name] === undefined)
  ) {
    const usages = new Set(Object.values(tool.commands).map(({ usage }) => usage));
    return unsupported([tool.name, ...args], [...usages]);
  }
  for (const name of tool.numbers) {
    const value = asked.flags[name];
    if (value !== undefined && !/^\d{1,9}$/.test(value)) {
      return failed(`invalid argument "${value}" for "--${name}": give a whole number`);
    }
  }
  return command.run(commanded, asked.flags);
}

/** The number in a flag that `numbers` lists. */
export function numberIn(flags: Flags, name: string): number | undefined {
  const value = flags[name];
  return value === undefined ? undefined : Number(value);
}
