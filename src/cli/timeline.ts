// `opsbook timeline <incident>`: what happened, in order, with what the record lacks.

import { nameOf } from '../incidents/incident.ts';
import { span } from '../incidents/postmortem.ts';
import type { TimelineFault, TimelineLine } from '../incidents/timeline.ts';
import { wholeTimeline, type WholeTimeline } from '../verbs/timeline.ts';
import type { CliCommand } from './cli-command.ts';
import { incidentAsJson } from './incidents.ts';
import { plainLine } from './plain-line.ts';
import { wallClock } from './wall-clock.ts';
import { noSuchIncident } from './with-incident.ts';
import { withWorkshop } from './with-workshop.ts';

export const command: CliCommand = {
  name: 'timeline',
  describe: 'print what happened in an incident, in order',
  arguments: '<incident>',
  options: [{ flags: '--json', describe: 'one JSON document' }],
  act: ([name = ''], { json }, context) =>
    withWorkshop(context, async ({ workshop, asker, redact }) => {
      const whole = redact(await wholeTimeline(workshop, asker, name));
      if (whole === undefined) {
        context.print(noSuchIncident(name));
        return 1;
      }
      if (json === true) context.print(JSON.stringify(asJson(whole), null, 2));
      else for (const line of asText(whole, workshop.incidents.timezone)) context.print(line);
      return 0;
    }),
};

function asText({ incident, lines, faults }: WholeTimeline, zone: string): string[] {
  const clock = wallClock(zone);
  const kinds = Math.max(0, ...lines.map(({ kind }) => kind.length));
  const actors = Math.max(0, ...lines.map(({ actor }) => actor.length));
  return [
    `${nameOf(incident)}, SEV${incident.severity}, ${incident.state}: ${plainLine(incident.title)}`,
    `Times are ${zone}.`,
    '',
    ...lines.map((line) =>
      [clock(line.at), line.kind.padEnd(kinds), line.actor.padEnd(actors), wordsOf(line, clock)].join('  ').trimEnd(),
    ),
    ...(faults.length === 0 ? [] : ['', 'What the record lacks:', ...faults.map((fault) => faultLine(fault, clock))]),
  ];
}

function wordsOf(line: TimelineLine, clock: (at: Date) => string): string {
  const { corrected } = line;
  return [
    line.isDeleted ? '(this message was deleted)' : plainLine(line.text),
    ...(line.isEdited ? ['(edited)'] : []),
    ...(line.files.length === 0 ? [] : [`(files: ${line.files.map((file) => plainLine(file)).join(', ')})`]),
    ...(corrected === undefined
      ? []
      : [`(time corrected by ${corrected.by} from ${clock(corrected.from)}: ${plainLine(corrected.why)})`]),
  ].join(' ');
}

function faultLine({ kind, from, to, say }: TimelineFault, clock: (at: Date) => string): string {
  return kind === 'gap'
    ? `  ${clock(from)} to ${clock(to)}, ${span(to.getTime() - from.getTime())}: ${say}`
    : `  impossible: ${plainLine(say)}`;
}

/** What programs may rely on; docs/guides/incidents.md says what each means. */
function asJson({ incident, lines, faults }: WholeTimeline): object {
  return {
    version: 1,
    incident: incidentAsJson(incident),
    lines: lines.map(({ key, at, kind, actor, text, run, auditSeq, message, files, ...line }) => ({
      key,
      at,
      kind,
      actor,
      text,
      run: run ?? null,
      audit: auditSeq ?? null,
      message: message ?? null,
      files,
      edited: line.isEdited,
      deleted: line.isDeleted,
      corrected: line.corrected ?? null,
    })),
    faults,
  };
}
