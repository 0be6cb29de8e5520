#!/usr/bin/env node
// The terminal's way in: finds the verb, runs it, and turns what went wrong into one sentence and an exit code.

import { Command } from 'commander';
import type { CliCommand } from './cli/cli-command.ts';
import { hasGoneAway } from './db/is-outage.ts';
import { CannotStart, reasonOf } from './errors.ts';
import { readFolder } from './folder.ts';
import { readSecretFiles } from './secret-files.ts';
import { openScreen } from './cli/screen.ts';
import { printJson } from './cli/print-json.ts';
import { version } from './version.ts';

const streams = { input: process.stdin, output: process.stdout };
const { print, screen } = openScreen(process.env, streams);
const isJson = process.argv.includes('--json');

const program = new Command('opsbook')
  .description('Runs your Markdown runbooks from Slack.')
  .version(version)
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));
// A program that reads the answer has no use for the help.
if (isJson) program.configureOutput({ writeErr: (text) => fail('usage', text.trim()) });
else program.showHelpAfterError();

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
  const refuse = (sentence: string): 1 => {
    if (isJson) fail('refused', sentence);
    else print(sentence);
    return 1;
  };
  try {
    const environment = readSecretFiles(process.env);
    return await command.act(words, options, { environment, print, refuse, isJson, screen });
  } catch (thrown) {
    screen.passing('');
    if (thrown instanceof CannotStart) fail('cannot_run', thrown.message);
    else if (hasGoneAway(thrown))
      fail('cannot_run', `The database went away: ${reasonOf(thrown)}. Start this again when it answers.`);
    else fail('broken', `Something broke inside Opsbook: ${reasonOf(thrown)}`);
    if (process.env['LOG_LEVEL'] === 'debug' && thrown instanceof Error)
      process.stderr.write(`${thrown.stack ?? ''}\n`);
    return 2;
  }
}

/** Why it ends otherwise than well, to whoever reads it: one JSON document, or a sentence beside what was printed. */
function fail(kind: 'usage' | 'refused' | 'cannot_run' | 'broken', sentence: string): void {
  if (isJson) printJson({ print }, { error: { kind, sentence } });
  else process.stderr.write(`${sentence}\n`);
}

function isCliCommand(value: unknown): value is CliCommand {
  return typeof value === 'object' && value !== null && 'name' in value && 'describe' in value && 'act' in value;
}
