// The post-mortem as Markdown: facts with their receipts, what people wrote, and blanks where nobody knows. Pure; nothing is invented.

import { nameOf, type ActionItem, type Incident } from './incident.ts';
import { fillTemplate } from './postmortem-template.ts';
import { faultsOf, type TimelineLine } from './timeline.ts';
import type { IncidentHistory } from './view.ts';

export interface PostmortemSource extends IncidentHistory {
  readonly template: string;
  /** By section. */
  readonly written: Readonly<Record<string, string>>;
  readonly timezone: string;
  /** The address of a Slack message. */
  readonly linkTo: (channel: string, ts: string) => string;
  /** How a person is named outside Slack; their id when nobody knows. */
  readonly nameOfPerson: (person: string) => string;
  /** Where the picture of the timeline is; undefined when there is none. */
  readonly picture: TimelinePlace | undefined;
  /** The file in which the whole timeline is told; then a long one is shortened here. */
  readonly timelineFile?: string | undefined;
}

/** Of a timeline that is longer than both, a draft tells the first and the last so many lines. */
const atEachEnd = 500;

export function isLongTimeline({ lines }: Pick<IncidentHistory, 'lines'>): boolean {
  return lines.length > 2 * atEachEnd;
}

export type TimelinePlace =
  /** Beside the text. */
  | { readonly kind: 'file'; readonly name: string }
  /** In the thread of this message. */
  | { readonly kind: 'thread'; readonly address: string };

export function draftPostmortem(source: PostmortemSource, now: Date): string {
  const { incident } = source;
  const until = incident.resolvedAt ?? now;
  return fillTemplate(
    source.template,
    {
      title: inline(incident.title),
      name: nameOf(incident),
      facts: facts(source, until),
      timeline: timeline(source),
      picture: pictureLine(source.picture),
      faults: faults(source, until, now),
      downtime: downtime(incident),
      resolution: incident.resolution === '' ? '' : inline(incident.resolution),
      'action-items': actionItems(source),
      updates: updates(source),
      runs: runs(source),
    },
    source.written,
  );
}

function pictureLine(place: TimelinePlace | undefined): string {
  if (place === undefined) return '';
  const words = 'The timeline as a picture';
  return place.kind === 'file' ? `![${words}](<${place.name}>)` : `[${words}](${place.address}) is in the thread.`;
}

/** Markdown's and HTML's own signs in what people and systems wrote mean nothing here. */
export function inline(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\\`*_[\]<>|#~]/g, (sign) => `\\${sign}`)
    .replaceAll('&', '&amp;')
    .trim();
}

/** "14:05", on other days than the first "2 Dec 14:05"; in the team's zone, which the facts name. */
function clock(at: Date, { incident, timezone }: PostmortemSource): string {
  const { day, time, date } = clockOf(timezone);
  const said = time.format(at);
  return day.format(at) === day.format(incident.declaredAt) ? said : `${date.format(at)} ${said}`;
}

type Clock = Readonly<Record<'day' | 'time' | 'date', Intl.DateTimeFormat>>;
const clocks = new Map<string, Clock>();

/** To make them takes longer than to use them, and a timeline has thousands of lines. */
function clockOf(timeZone: string): Clock {
  const known = clocks.get(timeZone);
  if (known !== undefined) return known;
  const made = {
    day: new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'short' }),
    time: new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'medium' }),
    date: new Intl.DateTimeFormat('en-GB', { timeZone, day: 'numeric', month: 'short' }),
  };
  clocks.set(timeZone, made);
  return made;
}

/** "1 d 3 h 20 min": days are counted, never lost. */
export function span(ms: number): string {
  if (ms < 0) return 'impossible: it ends before it begins';
  const minutes = Math.round(ms / 60_000);
  const parts = [
    [Math.floor(minutes / 1440), 'd'],
    [Math.floor(minutes / 60) % 24, 'h'],
    [minutes % 60, 'min'],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`);
  return said.length === 0 ? 'under a minute' : said.join(' ');
}

function person(source: PostmortemSource, id: string): string {
  return id === 'opsbook' ? 'Opsbook' : inline(source.nameOfPerson(id));
}

function facts(source: PostmortemSource, until: Date): string {
  const { incident, roles, lines } = source;
  const { timezone } = source;
  const date = new Intl.DateTimeFormat('en-GB', { timeZone: timezone, dateStyle: 'full' }).format(incident.declaredAt);
  const people = [...new Set(lines.map(({ actor }) => actor))].filter((each) => each !== 'opsbook');
  const held = roles.filter(({ state }) => state === 'held');
  const rows = [
    ['Incident', nameOf(incident)],
    ['Date', `${date} (times are ${timezone})`],
    ['Severity', `SEV${incident.severity}`],
    ['Declared', `${clock(incident.declaredAt, source)} by ${person(source, incident.declaredBy)}`],
    ['Acknowledged', after(incident, incident.acknowledgedAt, source)],
    ['Mitigated', after(incident, incident.mitigatedAt, source)],
    ['Resolved', after(incident, incident.resolvedAt, source)],
    ['Duration', span(until.getTime() - incident.declaredAt.getTime())],
    ...held.map(({ role, person: who }) => [role.charAt(0).toUpperCase() + role.slice(1), person(source, who)]),
    ['Responders', people.length === 0 ? 'not recorded' : people.map((each) => person(source, each)).join(', ')],
  ];
  return ['| | |', '| --- | --- |', ...rows.map(([what, said]) => `| ${what} | ${said} |`)].join('\n');
}

function after(incident: Incident, at: Date | null, source: PostmortemSource): string {
  if (at === null) return 'not recorded';
  return `${clock(at, source)}, ${span(at.getTime() - incident.declaredAt.getTime())} after the declaration`;
}

/** From the declaration to the end of the hurt, as far as somebody said when that was. */
function downtime({ declaredAt, mitigatedAt, resolvedAt }: Incident): string {
  const end = mitigatedAt ?? resolvedAt;
  if (end === null) return 'not recorded';
  return `${span(end.getTime() - declaredAt.getTime())}, from the declaration until it was ${mitigatedAt === null ? 'resolved' : 'mitigated'}; when it began is not recorded`;
}

function timeline(source: PostmortemSource): string {
  const { lines, timelineFile } = source;
  if (timelineFile === undefined || !isLongTimeline(source)) return tellTimeline(source, lines);
  const left = lines.length - 2 * atEachEnd;
  return [
    tellTimeline(source, lines.slice(0, atEachEnd)),
    `- _${left} lines are left out here. The file ${timelineFile} has all ${lines.length}._`,
    tellTimeline(source, lines.slice(-atEachEnd)),
  ].join('\n');
}

/** A part of it, as Markdown. */
export function tellTimeline(source: PostmortemSource, lines: readonly TimelineLine[]): string {
  return lines.map((line) => timelineLine(source, line)).join('\n');
}

function timelineLine(source: PostmortemSource, line: TimelineLine): string {
  const words = line.isDeleted ? '_a message that was deleted_' : inline(withNames(source, line.text));
  const receipt = receiptOf(source, line);
  const files = line.files.map((file, index) => ` [file ${index + 1}](${file})`).join('');
  const { corrected } = line;
  const note =
    corrected === undefined
      ? ''
      : ` (time corrected by ${person(source, corrected.by)} from ${clock(corrected.from, source)}: ${inline(corrected.why)})`;
  return `- **${clock(line.at, source)}** ${words} — ${person(source, line.actor)}${files}${note} ${receipt}`.trimEnd();
}

/** Where it can be checked: the message, or the entry of the audit. */
function receiptOf(source: PostmortemSource, { message, auditSeq }: TimelineLine): string {
  if (message !== undefined) return `([message](${source.linkTo(message.channel, message.ts)}))`;
  return auditSeq === undefined ? '' : `(audit ${auditSeq})`;
}

function withNames(source: PostmortemSource, text: string): string {
  return text.replaceAll(/<@([UW][A-Z0-9]{2,})(?:\|[^>]*)?>/g, (_whole, id: string) => source.nameOfPerson(id));
}

function faults(source: PostmortemSource, until: Date, now: Date): string {
  const found = faultsOf(source.lines, until, now);
  if (found.length === 0) return '';
  const lines = found.map(({ kind, from, to, say }) =>
    kind === 'gap'
      ? `- Gap of ${span(to.getTime() - from.getTime())} from ${clock(from, source)} to ${clock(to, source)}: ${say}.`
      : `- Impossible: ${inline(say)}.`,
  );
  return ['What the record lacks:', '', ...lines].join('\n');
}

function actionItems(source: PostmortemSource): string {
  const { items } = source;
  if (items.length === 0) return '_None was noted._';
  const line = (item: ActionItem): string => {
    const owner = item.owner === null ? 'nobody owns it' : person(source, item.owner);
    const due = item.dueOn === null ? 'no day set' : `due ${item.dueOn}`;
    return `- [${item.state === 'open' ? ' ' : 'x'}] ${inline(withNames(source, item.text))} (${owner}, ${due}${item.state === 'dropped' ? ', dropped' : ''})`;
  };
  return items.map(line).join('\n');
}

function updates(source: PostmortemSource): string {
  const settled = source.slots.filter(({ state }) => state === 'human' || state === 'facts');
  const human = settled.filter(({ state }) => state === 'human').length;
  if (settled.length === 0) return '_None was due._';
  return `${settled.length} were posted: ${human} written by people, ${settled.length - human} with the bare facts because nobody had written in time.`;
}

function runs({ runs: all }: PostmortemSource): string {
  if (all.length === 0) return '_No runbook was run._';
  return all.map((run) => `- Run ${run.id}: \`${run.procedure}\`, ${run.state.replaceAll('_', ' ')}`).join('\n');
}
