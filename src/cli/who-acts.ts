// Who acts at a terminal: the name that is said there, which proves nothing, or with `--as` and a one-time code a person of Slack.

import { isCancel, text } from '@clack/prompts';
import { CannotStart, done, refuse, type Result } from '../errors.ts';
import { personId } from '../ids.ts';
import { prove } from '../verbs/prove.ts';
import type { CliContext, CliOption } from './cli-command.ts';
import { textOption } from './text-option.ts';
import type { Terminal } from './with-workshop.ts';

type Options = Readonly<Record<string, unknown>>;

export const identityOptions: readonly CliOption[] = [
  { flags: '--as <user>', describe: 'who you are in Slack, by user id (U0123ABCD), which takes your one-time code' },
  { flags: '--code <digits>', describe: 'the code that your authenticator app shows; asked for where it is left out' },
];

/** The same terminal in the hands of whoever was proven; as it is where nobody claims to be anybody else. */
export async function whoActs(context: CliContext, terminal: Terminal, options: Options): Promise<Result<Terminal>> {
  const name = textOption(options, 'as');
  const given = textOption(options, 'code');
  if (name === undefined) {
    if (given !== undefined) throw new CannotStart('Whose code is that? Say it: --as U0123ABCD --code 123456.');
    return done(terminal);
  }
  const { workshop, directory } = terminal;
  const person = personId.parse(await directory.idOf(name));
  const code = given ?? (await askFor(context, 'The six digits that your authenticator app shows now'));
  if (code === undefined) return refuse('usage', `--as ${name} takes a one-time code: --code 123456.`);
  const proven = await prove(workshop, terminal.asker, { person, code });
  return proven.ok ? done({ ...terminal, asker: proven.value }) : proven;
}

export function isProven({ asker }: Terminal): boolean {
  return !asker.person.startsWith('cli:');
}

/** Undefined where nobody can be asked, or who is asked leaves. */
export async function askFor({ screen }: CliContext, message: string): Promise<string | undefined> {
  if (!screen.isWatched) return undefined;
  const answer = await text({ message });
  return isCancel(answer) || answer.trim() === '' ? undefined : answer.trim();
}
