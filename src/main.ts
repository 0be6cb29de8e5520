#!/usr/bin/env node
// The terminal's way in: finds the verb, runs it, and turns what went wrong into one sentence and an exit code.

import { Command } from 'commander';
import type { CliCommand } from './cli/cli-command.ts';
import { CannotStart, reasonOf } from './errors.ts';
import { readFolder } from './folder.ts';
import { readSecretFiles } from './secret-files.ts';
import { version } from './version.ts';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

const program = new Command('opsbook')
  .description('Runs your Markdown runbooks from Slack.')
  .version(version)
  .showHelpAfterError()
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));

// A verb's file is named for it, so that it starts without what the others import. Help and mistakes need all of them.
const [first = '', second = ''] = process.argv.slice(2);
const asked = await readCommands((file) => file === first || file === `${first}-${second}`);
const commands = asked.size > 0 ? asked : await readCommands();
for (const command of commands.values()) add(command);
await program.parseAsync();
// Sockets that Slack's SDK leaves behind must not hold the process.
process.exit();

function readCommands(isWanted?: (file: string) => boolean): Promise<ReadonlyMap<string, CliCommand>> {
  return readFolder(new URL('./cli/', import.meta.url), 'command', isCliCommand, (one) => one.name, isWanted);
}

function add(command: CliCommand): void {
  const [group = '', own] = command.name.split(' ');
  // `doctor` is a verb and a group: whichever of its words comes first makes it.
  const known = program.commands.find((one) => one.name() === group);
  const added = own === undefined ? (known ?? program.command(group)) : (known ?? program.command(group)).command(own);
  added.description(command.describe);
  if (command.arguments !== undefined) added.arguments(command.arguments);
  for (const option of command.options ?? []) added.option(option.flags, option.describe);
  added.action(async (): Promise<void> => {
    process.exitCode = await run(command, added.args, added.opts());
  });
}

async function run(command: CliCommand, words: readonly string[], options: Record<string, unknown>): Promise<number> {
  try {
    return await command.act(words, options, { environment: readSecretFiles(process.env), print });
  } catch (thrown) {
    if (!(thrown instanceof CannotStart)) process.stderr.write(`Something broke inside Opsbook: ${reasonOf(thrown)}\n`);
    else process.stderr.write(`${thrown.message}\n`);
    if (process.env['LOG_LEVEL'] === 'debug' && thrown instanceof Error)
      process.stderr.write(`${thrown.stack ?? ''}\n`);
    return 2;
  }
}

function isCliCommand(value: unknown): value is CliCommand {
  return typeof value === 'object' && value !== null && 'name' in value && 'describe' in value && 'act' in value;
}
