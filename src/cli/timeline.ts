// `opsbook timeline <incident>`: what happened, in order, with what the record lacks.

import { nameOf } from '../incidents/incident.ts';
import { span } from '../incidents/postmortem.ts';
import type { TimelineFault, TimelineLine } from '../incidents/timeline.ts';
import { wholeTimeline, type WholeTimeline } from '../verbs/timeline.ts';
import { jsonOption, type CliCommand, type CliContext } from './cli-command.ts';
import { incidentAsJson } from './incidents.ts';
import { plainLine } from './plain-line.ts';
import { printJson } from './print-json.ts';
import { table, type Cell } from './table.ts';
import { wallClock } from './wall-clock.ts';
import { noSuchIncident } from './with-incident.ts';
import { withWorkshop } from './with-workshop.ts';

export const command: CliCommand = {
  name: 'timeline',
  describe: 'print what happened in an incident, in order',
  arguments: '<incident>',
  options: [jsonOption],
  act: ([name = ''], _options, context) =>
    withWorkshop(context, async ({ workshop, asker, redact }) => {
      const whole = redact(await wholeTimeline(workshop, asker, name));
      if (whole === undefined) return context.refuse(noSuchIncident(name));
      if (context.isJson) printJson(context, asJson(whole));
      else for (const line of asText(whole, workshop.incidents.timezone, context)) context.print(line);
      return 0;
    }),
};

function asText({ incident, lines, faults }: WholeTimeline, zone: string, { screen }: CliContext): string[] {
  const clock = wallClock(zone);
  // What somebody looks up here is told whole, however narrow the screen.
  const whole = { ...screen, width: undefined };
  const rows = lines.map((line): Cell[] => [
    { text: clock(line.at) },
    { text: line.kind, tone: 'quiet' },
    { text: line.actor },
    { text: wordsOf(line, clock) },
  ]);
  return [
    screen.paint(
      'strong',
      `${nameOf(incident)}, SEV${incident.severity}, ${incident.state}: ${plainLine(incident.title)}`,
    ),
    '',
    ...table(whole, [`At (${zone})`, 'What', 'Who', 'Words'], rows),
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
