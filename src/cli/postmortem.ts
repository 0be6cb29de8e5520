// `opsbook postmortem <incident>`: the post-mortem as it would be drafted now, as Markdown or as a page, with a picture if wanted.

import { writeFile } from 'node:fs/promises';
import { CannotStart, reasonOf } from '../errors.ts';
import { mayKnow } from '../incidents/may-know.ts';
import { draftPostmortem, type PostmortemSource } from '../incidents/postmortem.ts';
import { readSections } from '../incidents/postmortem-store.ts';
import { timelineData } from '../incidents/timeline-data.ts';
import { readIncidentHistory } from '../incidents/view.ts';
import { pngOf } from '../pictures/png.ts';
import { timelinePicture } from '../pictures/timeline-picture.ts';
import { linkAnywhere } from '../slack/links.ts';
import { whichIncident } from '../verbs/on-incident.ts';
import type { CliCommand, CliContext } from './cli-command.ts';
import { markdownPage } from './markdown-page.ts';
import { textOption } from './text-option.ts';
import { slackNames } from './slack-names.ts';
import { personHere } from './said-of.ts';
import { noSuchIncident } from './with-incident.ts';
import { withWorkshop, type Terminal } from './with-workshop.ts';

export const command: CliCommand = {
  name: 'postmortem',
  describe: 'print the post-mortem of an incident, from the facts as they are now',
  arguments: '<incident>',
  options: [
    { flags: '--html', describe: 'a page for a browser instead of Markdown' },
    { flags: '--picture <file>', describe: 'writes the timeline as a PNG there, and names it in the text' },
  ],
  act: ([name = ''], options, context) =>
    withWorkshop(context, async (terminal) => {
      const source = await readSource(terminal, name, context);
      if (source === undefined) return context.refuse(noSuchIncident(name));
      const now = new Date();
      const file = textOption(options, 'picture');
      if (file !== undefined) await draw(file, source, now);
      const picture = file === undefined ? undefined : ({ kind: 'file', name: file } as const);
      const markdown = draftPostmortem({ ...source, picture }, now);
      const text = options['html'] === true ? markdownPage(source.incident.title, markdown) : markdown;
      context.print(text.trimEnd());
      return 0;
    }),
};

async function readSource(
  { workshop, asker, redact }: Terminal,
  name: string,
  { environment }: CliContext,
): Promise<Omit<PostmortemSource, 'picture'> | undefined> {
  const { database, incidents } = workshop;
  const incident = await whichIncident(workshop, asker, name);
  if (incident === undefined || !(await mayKnow(database, incident, asker))) return undefined;
  const view = await readIncidentHistory(database, incident.id);
  if (view === undefined) return undefined;
  const written = await readSections(database, incident.id);
  const names = await slackNames(environment, JSON.stringify(view).match(/\b[UW][A-Z0-9]{5,}\b/g) ?? []);
  return {
    ...redact({ ...view, written }),
    template: incidents.template,
    timezone: incidents.timezone,
    linkTo: linkAnywhere,
    nameOfPerson: (person) => names.get(person) ?? personHere(person),
  };
}

async function draw(file: string, source: Omit<PostmortemSource, 'picture'>, now: Date): Promise<void> {
  const png = await pngOf(timelinePicture(timelineData(source, source, now)));
  try {
    await writeFile(file, png);
  } catch (thrown) {
    throw new CannotStart(`Cannot write ${file}: ${reasonOf(thrown)}. Choose another: --picture <file>`, {
      cause: thrown,
    });
  }
}
