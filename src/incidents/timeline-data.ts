// What the picture of a timeline is drawn from: the incident's rows, with people named and nothing that is not recorded. Pure.

import type { TimelineBand, TimelineData, TimelineMilestone, TimelinePerson } from '../pictures/timeline-picture.ts';
import { hasEnded } from '../runs/run.ts';
import { nameOf, severity, type Incident, type Severity } from './incident.ts';
import { span } from './postmortem.ts';
import { faultsOf, type TimelineLine } from './timeline.ts';
import type { IncidentHistory } from './view.ts';

export interface Naming {
  /** An IANA time zone. */
  readonly timezone: string;
  readonly nameOfPerson: (person: string) => string;
}

export function timelineData(view: IncidentHistory, { timezone, nameOfPerson }: Naming, now: Date): TimelineData {
  const { incident, lines } = view;
  const told = lines.filter((line) => !line.isDeleted);
  const until = incident.resolvedAt ?? now;
  const first = Math.min(incident.declaredAt.getTime(), ...told.map(({ at }) => at.getTime()));
  const settled = (state: 'human' | 'facts'): Date[] =>
    view.slots.flatMap((slot) => (slot.state === state && slot.settledAt !== null ? [slot.settledAt] : []));
  return {
    heading: incident.title,
    about: aboutOf(incident, until, timezone),
    since: new Date(first),
    until: new Date(Math.max(until.getTime(), ...told.map(({ at }) => at.getTime()))),
    zone: timezone,
    bands: bandsOf(incident, told, until),
    milestones: milestonesOf(incident, told),
    updates: { byPeople: settled('human'), bareFacts: settled('facts') },
    runs: runsOf(view, told, until),
    people: peopleOf(told, nameOfPerson),
    gaps: faultsOf(told, until, until).filter(({ kind }) => kind === 'gap'),
  };
}

function aboutOf(incident: Incident, until: Date, timezone: string): string {
  const day = new Intl.DateTimeFormat('en-GB', { timeZone: timezone, dateStyle: 'medium' }).format(incident.declaredAt);
  const lasts = span(until.getTime() - incident.declaredAt.getTime());
  return `${nameOf(incident)}, SEV${incident.severity}, ${lasts}${incident.resolvedAt === null ? ' so far' : ''}, ${day}`;
}

/** The severity that a line of ours set: "SEV2: title", "SEV2 → SEV1". */
function severityIn({ kind, text }: TimelineLine): Severity | undefined {
  const [, digit] = (kind === 'declared' ? /^SEV([1-4])/ : /SEV([1-4])$/).exec(text) ?? [];
  return severity.safeParse(Number(digit)).data;
}

/** From one change to the next; while it was resolved it had none. */
function bandsOf(incident: Incident, lines: readonly TimelineLine[], until: Date): TimelineBand[] {
  const bands: TimelineBand[] = [];
  let open: { severity: Severity; from: Date } | undefined;
  let last: Severity = incident.severity;
  const close = (to: Date): void => {
    if (open !== undefined && to > open.from) bands.push({ ...open, to });
    open = undefined;
  };
  for (const line of lines) {
    if (line.kind === 'resolved' || line.kind === 'merged') {
      // Another incident that was merged into this one ends nothing here.
      if (line.kind === 'resolved' || incident.state === 'merged') close(line.at);
    } else if (line.kind === 'declared' || line.kind === 'severity' || line.kind === 'reopened') {
      last = severityIn(line) ?? last;
      close(line.at);
      open = { severity: last, from: line.at };
    }
  }
  close(until);
  return bands;
}

const turns: Partial<Record<TimelineLine['kind'], string>> = {
  declared: 'declared',
  mitigated: 'mitigated',
  resolved: 'resolved',
  reopened: 'reopened',
};

function milestonesOf({ acknowledgedAt }: Incident, lines: readonly TimelineLine[]): TimelineMilestone[] {
  const found = lines.flatMap(({ kind, at }) => {
    const word = turns[kind];
    return word === undefined ? [] : [{ at, word }];
  });
  return acknowledgedAt === null ? found : [...found, { at: acknowledgedAt, word: 'acknowledged' }];
}

/** From the first to the last that is told of a run; one that has not ended goes on until the end. */
function runsOf({ runs }: IncidentHistory, lines: readonly TimelineLine[], until: Date): TimelineData['runs'] {
  return runs.flatMap(({ id, procedure, state }) => {
    const own = lines.filter(({ run }) => run === id);
    const [from, to] = [own[0]?.at, own.at(-1)?.at];
    if (from === undefined || to === undefined) return [];
    const words = `Run ${id} of ${procedure}: ${state.replaceAll('_', ' ')}`;
    return [{ words, from, to: hasEnded(state) || to > until ? to : until }];
  });
}

function peopleOf(lines: readonly TimelineLine[], nameOfPerson: Naming['nameOfPerson']): TimelinePerson[] {
  const times = new Map<string, Date[]>();
  for (const { actor, at } of lines) {
    if (!isPerson(actor)) continue;
    const known = times.get(actor);
    if (known === undefined) times.set(actor, [at]);
    else known.push(at);
  }
  return [...times]
    .map(([person, at]) => ({ name: nameOfPerson(person), at }))
    .sort((a, b) => b.at.length - a.at.length || a.name.localeCompare(b.name));
}

/** Neither Opsbook itself nor a program that declared. */
function isPerson(actor: string): boolean {
  return actor !== 'opsbook' && actor !== 'hook';
}
