// `/ops postmortem`: drafts the post-mortem again; what people wrote stays. Its card has the sections to write and **It is done**.

import { done, refuse } from '../errors.ts';
import {
  draftAgain,
  finishPostmortem,
  findPostmortem,
  readSections,
  writeSection,
} from '../incidents/postmortem-store.ts';
import { sectionsOf } from '../incidents/postmortem-template.ts';
import { noIncidentHere, onIncident, whichIncident, type Which } from './on-incident.ts';
import { said, type Asker, type Command, type Reply, type Workshop } from './verb.ts';

export const command: Command = {
  name: 'postmortem',
  usage: 'postmortem [incident=20261130-001]',
  describe: 'draft the post-mortem again; what people wrote stays',
  needs: 'incident',
  changes: true,
  act: (words, asker, workshop) => redraft(workshop, asker, words.named['incident']),
};

const noneYet = 'It has no post-mortem yet. /ops resolve <text> ends the incident and drafts one.';

export async function redraft(workshop: Workshop, asker: Asker, which: Which): Promise<Reply> {
  return onIncident(workshop, asker, which, {
    attempted: 'postmortem.draft',
    act: async ({ tx, incident }) => {
      if (incident.isDrill) return refuse('conflict', 'A drill has a score card instead, in this channel.');
      if ((await findPostmortem(tx, incident.id)) === undefined) return refuse('conflict', noneYet);
      await draftAgain(tx, workshop.queue, incident.id);
      workshop.record(tx, {
        actor: asker.person,
        action: 'postmortem.drafted',
        subject: `incident:${incident.id}`,
      });
      return done('It is being drafted again, from the facts as they are now.');
    },
  });
}

/** A form for one section; undefined name or an incident without a post-mortem gets a sentence. */
export async function sectionForm(workshop: Workshop, asker: Asker, which: Which, name: string): Promise<Reply> {
  const incident = await whichIncident(workshop, asker, which);
  if (incident === undefined) return said(noIncidentHere);
  if ((await findPostmortem(workshop.database, incident.id)) === undefined) return said(noneYet);
  const section = sectionsOf(workshop.incidents.template).find((each) => each.name === name);
  if (section === undefined) return said('The template has no such section any more. /ops postmortem drafts it again.');
  const written = new Map(Object.entries(await readSections(workshop.database, incident.id))).get(name);
  return { kind: 'postmortem-form', incident, section, written };
}

export async function writePostmortem(
  workshop: Workshop,
  asker: Asker,
  which: Which,
  words: { readonly section: string; readonly text: string },
): Promise<Reply> {
  return onIncident(workshop, asker, which, {
    attempted: 'postmortem.write',
    act: async ({ tx, incident }) => {
      if ((await findPostmortem(tx, incident.id)) === undefined) return refuse('conflict', noneYet);
      await writeSection(tx, incident.id, words.section, words.text, asker.person);
      workshop.queue.send(tx, 'post', { subject: `postmortem:${incident.id}` });
      workshop.record(tx, {
        actor: asker.person,
        action: 'postmortem.written',
        subject: `incident:${incident.id}`,
        detail: { section: words.section, characters: words.text.length },
      });
      return done('Kept. Draft again puts it into the text.');
    },
  });
}

export async function finish(workshop: Workshop, asker: Asker, which: Which): Promise<Reply> {
  return onIncident(workshop, asker, which, {
    attempted: 'postmortem.done',
    act: async ({ tx, incident }) => {
      if (!(await finishPostmortem(tx, workshop.queue, incident.id, asker.person)))
        return refuse('conflict', 'It is done already, or there is none; nothing was changed.');
      workshop.record(tx, { actor: asker.person, action: 'postmortem.done', subject: `incident:${incident.id}` });
      return done('The post-mortem is done. Its last draft is being posted.');
    },
  });
}
