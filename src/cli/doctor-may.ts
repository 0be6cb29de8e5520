// `opsbook doctor may <person> <permission> [procedure or system]`: whether somebody may do something, by which role and which group, or
// which rule refused. Slack is asked for whoever is in Slack; somebody at the terminal is in no group.

import { readConfig } from '../config.ts';
import { CannotStart, reasonOf } from '../errors.ts';
import { makeClients } from '../slack/clients.ts';
import { watchSlack } from '../slack/slack-calls.ts';
import { findPerson } from '../slack/find-person.ts';
import { createPeople } from '../slack/people.ts';
import { answerOf, readWish } from '../verbs/may.ts';
import { makeRights, type Rights } from '../verbs/rights.ts';
import { jsonOption, type CliCommand, type CliContext } from './cli-command.ts';
import { printJson } from './print-json.ts';
import { withWorkshop, type Terminal } from './with-workshop.ts';

export const command: CliCommand = {
  name: 'doctor may',
  describe: 'say whether a person (cli:name, @name, user id) may do something, and why; ends with 1 when not',
  arguments: '<person> <permission> [subject]',
  options: [jsonOption],
  act: ([person = '', permission = '', subject], _options, context) =>
    withWorkshop(context, async (terminal) => {
      const wish = readWish(terminal.workshop, permission, subject);
      if (!wish.ok) return context.refuse(wish.refusal.say);
      // Where a person of Slack would say it is not known here, so places and times count for the terminal only.
      const answer = person.startsWith('cli:')
        ? await answerOf(terminal.workshop, person, { ...wish.value, channel: '' })
        : await askSlack(context, terminal, person, (id, rights) => answerOf(rights, id, wish.value));
      const say = terminal.redact(answer);
      if (context.isJson) printJson(context, { may: answer.startsWith('Yes'), say });
      else context.print(say);
      return answer.startsWith('Yes') ? 0 : 1;
    }),
};

async function askSlack(
  { environment }: CliContext,
  { workshop, settings }: Terminal,
  name: string,
  ask: (id: string, rights: Rights) => Promise<string>,
): Promise<string> {
  const { background: client } = makeClients(readConfig(environment).slack, watchSlack());
  const { membersOf } = createPeople(client);
  const id = await findId(client, name);
  if (id === undefined)
    return `Slack knows nobody called ${name}. Write a person's name (a group is none), a user id, or cli:<name> for the terminal.`;
  const rights = makeRights({
    settings,
    database: workshop.database,
    membersOf,
    channelName: async () => undefined,
    trouble: (thrown) => {
      throw new CannotStart(reasonOf(thrown), { cause: thrown });
    },
  });
  return ask(id, rights);
}

async function findId(client: Parameters<typeof findPerson>[0], name: string): Promise<string | undefined> {
  if (/^[UW][A-Z0-9]{2,}$/.test(name)) return name;
  try {
    return await findPerson(client, name);
  } catch (thrown) {
    throw new CannotStart(`Slack could not be asked who ${name} is: ${reasonOf(thrown)}. Try again.`, {
      cause: thrown,
    });
  }
}
