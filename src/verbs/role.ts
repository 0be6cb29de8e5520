// `/ops role <role> [@person]`: takes a role, or offers it to somebody, who has to accept. Until then the old holder keeps it.

import { done, refuse, type Result } from '../errors.ts';
import { applyIncidentEvent, showIncident } from '../incidents/apply.ts';
import { holdRole, offeredRole, offerRole, withdrawOffer } from '../incidents/roles.ts';
import { onIncident, type OnIncident, type Which } from './on-incident.ts';
import { mentionedIn } from './mentions.ts';
import type { Asker, Command, Reply, Workshop } from './verb.ts';

export const command: Command = {
  name: 'role',
  usage: 'role <role> [@person]',
  describe: 'take a role in the incident, or offer it to somebody',
  needs: 'incident',
  changes: true,
  act: (words, asker, workshop) => {
    const [role = '', ...rest] = words.plain;
    return giveRole(workshop, asker, words.named['incident'], { role, person: rest.join(' ') });
  },
};

export async function giveRole(
  workshop: Workshop,
  asker: Asker,
  which: Which,
  said: { readonly role: string; readonly person: string },
): Promise<Reply> {
  return onIncident(workshop, asker, which, {
    attempted: 'incident.role',
    act: async (on) => {
      const role = workshop.incidents.roles.find((each) => each === said.role.toLowerCase());
      if (role === undefined)
        return refuse('usage', `There is no role "${said.role}". There are: ${workshop.incidents.roles.join(', ')}.`);
      const person = said.person.trim() === '' ? asker.person : mentionedIn(said.person);
      if (person === undefined)
        return refuse(
          'usage',
          `"${said.person}" names nobody. Mention a person with @, or leave it away to take the role yourself.`,
        );
      if (on.incident.state !== 'open')
        return refuse('conflict', 'The incident is over, so nobody needs a role in it.');
      return person === asker.person
        ? take(workshop, on, role, person, asker.person)
        : offer(workshop, on, role, person, asker.person);
    },
  });
}

async function take(
  workshop: Workshop,
  on: OnIncident,
  role: string,
  person: string,
  by: string,
): Promise<Result<string>> {
  const leads = role === workshop.incidents.roles[0];
  const applied = await applyIncidentEvent(
    on.tx,
    workshop,
    on.incident,
    { kind: 'role', role, person, leads },
    { by },
    on.now,
  );
  if (!applied.ok) return applied;
  await holdRole(on.tx, on.incident.id, role, person, by);
  return done(`You are ${role} now.`);
}

async function offer(
  workshop: Workshop,
  { tx, incident }: OnIncident,
  role: string,
  person: string,
  by: string,
): Promise<Result<string>> {
  await offerRole(tx, incident.id, role, person, by);
  workshop.queue.send(tx, 'post', { subject: `offer:${incident.id}:${role}` }, { priority: 9 });
  showIncident(tx, workshop, incident);
  workshop.record(tx, {
    actor: by,
    action: 'incident.role-offered',
    subject: `incident:${incident.id}`,
    detail: { role, person },
  });
  return done(`<@${person}> is asked to be ${role}, and is it once they accept.`);
}

/** **Accept** and **Decline** of whoever was asked. */
export async function answerOffer(
  workshop: Workshop,
  asker: Asker,
  said: { readonly incident: Which; readonly role: string; readonly accepts: boolean },
): Promise<Reply> {
  return onIncident(workshop, asker, said.incident, {
    attempted: 'incident.role-answer',
    act: async (on) => {
      const offered = await offeredRole(on.tx, on.incident.id, said.role);
      if (offered === undefined || offered.person !== asker.person)
        return refuse('conflict', `Nobody waits for your answer about ${said.role} any more; nothing was changed.`);
      workshop.queue.send(on.tx, 'post', { subject: `offer:${on.incident.id}:${said.role}` }, { priority: 9 });
      return said.accepts
        ? take(workshop, on, said.role, asker.person, asker.person)
        : decline(workshop, on, said.role, asker.person, offered.byPerson);
    },
  });
}

async function decline(
  workshop: Workshop,
  { tx, incident }: OnIncident,
  role: string,
  person: string,
  asked: string,
): Promise<Result<string>> {
  await withdrawOffer(tx, incident.id, role);
  showIncident(tx, workshop, incident);
  workshop.record(tx, {
    actor: person,
    action: 'incident.role-declined',
    subject: `incident:${incident.id}`,
    detail: { role, asked },
  });
  return done(`You declined to be ${role}. <@${asked}> sees that on the incident's card.`);
}
