// What the picture of a timeline shows, in words: for those who cannot see it, the most important first, because Slack cuts. Pure.

import type { TimelineData, TimelinePerson, TimelineRun } from './timeline-picture.ts';

const mostNamed = 6;

export function timelineAlt(data: TimelineData): string {
  const { zone, bands, milestones, updates, runs, people, gaps } = data;
  const say = clockOf(data);
  const severities = bands.map(({ severity, from }) => `SEV${severity} from ${say(from)}`);
  return [
    `${data.heading}. ${data.about}`,
    `Times are ${zone}`,
    ...sentence('Severity', severities, 'changes'),
    ...sentence(
      'Turning points',
      milestones.map(({ at, word }) => `${word} ${say(at)}`),
      'points',
    ),
    `Updates: ${updates.byPeople.length} by people, ${updates.bareFacts.length} with the bare facts`,
    ...sentence('Runs', runs.map(runWords(say)), 'runs'),
    ...sentence('People', people.map(personWords), 'people'),
    ...(gaps.length === 0 ? [] : [`Nothing is recorded in ${gaps.length} ${gaps.length === 1 ? 'gap' : 'gaps'}`]),
  ]
    .map((each) => `${each}.`)
    .join(' ');
}

function sentence(what: string, parts: readonly string[], noun: string): string[] {
  if (parts.length === 0) return [];
  const more = parts.length > mostNamed ? [`and ${parts.length - mostNamed} more ${noun}`] : [];
  return [`${what}: ${[...parts.slice(0, mostNamed), ...more].join(', ')}`];
}

function runWords(say: (at: Date) => string): (run: TimelineRun) => string {
  return ({ words, from, to }) => `${words}, ${say(from)} to ${say(to)}`;
}

function personWords({ name, at }: TimelinePerson): string {
  return `${name} ${at.length} ${at.length === 1 ? 'line' : 'lines'}`;
}

function clockOf({ since, until, zone }: TimelineData): (at: Date) => string {
  const isLong = until.getTime() - since.getTime() > 86_400_000;
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    ...(isLong ? { day: 'numeric', month: 'short' } : {}),
    hour: '2-digit',
    minute: '2-digit',
  });
  return (at) => format.format(at);
}
