// What happened in an incident, as SVG: how severe it was, who was told what, what ran, who was there. Pure. Sizes are for a phone, where
// the picture is shown at a third; the colours are Okabe and Ito's, and each stands in a row that says in words what it means.

import { spread, timeLabel } from './scale.ts';
import { cut, line, text } from './svg.ts';
import { axisOf, mergeSpans, rowLabel, timelineLook, type TimelineAxis, type TimelineSpan } from './timeline-axis.ts';
import { milestoneRows } from './timeline-milestones.ts';

export interface TimelineBand extends TimelineSpan {
  readonly severity: 1 | 2 | 3 | 4;
}

export interface TimelineMilestone {
  readonly at: Date;
  readonly word: string;
}

export interface TimelineRun extends TimelineSpan {
  /** "Run 12 of shop.restart: succeeded". */
  readonly words: string;
}

export interface TimelinePerson {
  readonly name: string;
  /** When they said or did something. */
  readonly at: readonly Date[];
}

export interface TimelineData {
  readonly heading: string;
  /** Name, severity, duration: the line below the heading. */
  readonly about: string;
  readonly since: Date;
  readonly until: Date;
  /** An IANA time zone. */
  readonly zone: string;
  readonly bands: readonly TimelineBand[];
  readonly milestones: readonly TimelineMilestone[];
  readonly updates: { readonly byPeople: readonly Date[]; readonly bareFacts: readonly Date[] };
  readonly runs: readonly TimelineRun[];
  /** Whoever did most, first. */
  readonly people: readonly TimelinePerson[];
  /** Stretches in which nothing was recorded. */
  readonly gaps: readonly TimelineSpan[];
}

/** Something drawn, and how far down it reaches. */
interface Drawn {
  readonly height: number;
  readonly svg: string;
}

type Lane = (data: TimelineData, axis: TimelineAxis) => Drawn;

const { width, ink, grey, small, left, right } = timelineLook;
const headHeight = 112;
const footHeight = 100;
/** In letters of the small size. */
const longestLine = 64;
const laneGap = 26;
const titleHeight = 42;
const mostRuns = 8;
const mostPeople = 10;
const severityColour = { 1: '#c2410c', 2: '#b87a00', 3: '#0072b2', 4: '#5f5f5f' } as const;
const people = '#0072b2';
const facts = '#c2410c';
const runColour = '#00795a';

export function timelinePicture(data: TimelineData): string {
  const axis = axisOf(data.since, data.until);
  let top = headHeight;
  const lanes = [milestones, severities, updates, runs, persons].map((lane) => {
    const { height, svg } = lane(data, axis);
    const placed = `<g transform="translate(0 ${top})">${svg}</g>`;
    if (height > 0) top += height + laneGap;
    return placed;
  });
  const height = top + footHeight;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...times(data, axis, top),
    text({ x: 32, y: 50, size: 34, weight: 'bold', colour: ink }, cut(data.heading, 44)),
    text({ x: 32, y: 92, size: small, colour: ink }, cut(data.about, longestLine)),
    ...lanes,
    text({ x: 32, y: height - 24, size: small, colour: ink }, cut(`Times are ${data.zone}`, longestLine)),
    '</svg>',
  ].join('\n');
}

function times({ since, until, zone }: TimelineData, axis: TimelineAxis, bottom: number): string[] {
  return spread(since.getTime(), until.getTime(), 4).flatMap((at, index) => {
    const x = axis.x(new Date(at));
    const anchor = index === 0 ? 'start' : index === 3 ? 'end' : 'middle';
    return [
      line({ x1: x, y1: headHeight, x2: x, y2: bottom, colour: grey, width: 2 }),
      text({ x, y: bottom + 34, size: small, anchor, colour: ink }, timeLabel(new Date(at), axis.spanMs, zone)),
    ];
  });
}

const milestones: Lane = ({ milestones: all, zone }, axis) => {
  const { rows, height } = milestoneRows(all, axis, zone);
  return { height, svg: rows };
};

const severities: Lane = ({ bands }, axis) => {
  const rows = ([1, 2, 3, 4] as const).map((severity, index) => {
    const y = titleHeight + index * 38;
    const own = bands.filter((band) => band.severity === severity);
    const bars = mergeSpans(own, axis).map(({ from, to }) => bar(from, to, y + 4, 28, severityColour[severity]));
    return rowLabel(y + 28, `SEV${severity}`) + bars.join('');
  });
  return { height: titleHeight + 4 * 38, svg: laneTitle('Severity') + rows.join('') };
};

const updates: Lane = ({ updates: { byPeople, bareFacts } }, axis) => {
  const y = titleHeight;
  const rows = [
    rowLabel(y + 28, `by people: ${byPeople.length}`),
    ...axis.columns(byPeople, 6).map((x) => `<circle cx="${x}" cy="${y + 18}" r="11" fill="${people}"/>`),
    rowLabel(y + 68, `bare facts: ${bareFacts.length}`),
    ...axis
      .columns(bareFacts, 6)
      .map(
        (x) =>
          `<rect x="${x - 9}" y="${y + 49}" width="18" height="18" fill="#ffffff" stroke="${facts}" stroke-width="5"/>`,
      ),
  ];
  return { height: titleHeight + 78, svg: laneTitle('Updates') + rows.join('') };
};

/** Each with its name above its bar; what there is no room for shares one row. */
const runs: Lane = ({ runs: all }, axis) => {
  if (all.length === 0) return { height: 0, svg: '' };
  const named = all.length > mostRuns ? all.slice(0, mostRuns - 1) : all;
  const others = all.slice(named.length);
  const rows = [
    ...named.map((run) => ({ words: run.words, spans: [run] })),
    ...(others.length === 0 ? [] : [{ words: `${others.length} more runs`, spans: others }]),
  ].map(({ words, spans }, index) => {
    const y = titleHeight + index * 62;
    const bars = mergeSpans(spans, axis).map(({ from, to }) => bar(from, to, y + 36, 16, runColour));
    return text({ x: 32, y: y + 26, size: small, colour: ink }, cut(words, longestLine)) + bars.join('');
  });
  return { height: titleHeight + rows.length * 62, svg: laneTitle('Runs') + rows.join('') };
};

const persons: Lane = ({ people: all, gaps }, axis) => {
  if (all.length === 0) return { height: 0, svg: '' };
  const named = all.length > mostPeople ? all.slice(0, mostPeople - 1) : all;
  const others = all.slice(named.length);
  const rows = [
    ...named,
    ...(others.length === 0 ? [] : [{ name: `${others.length} others`, at: others.flatMap(({ at }) => at) }]),
  ];
  const height = titleHeight + rows.length * 42;
  const silent = mergeSpans(gaps, axis).filter(({ from, to }) => to - from >= 8);
  const shades = silent.map(({ from, to }) => bar(from, to, titleHeight, height - titleHeight, '#e8e8e8'));
  const drawn = rows.map(({ name, at }, index) => {
    const y = titleHeight + index * 42;
    const marks = axis.columns(at, 4).map((x) => bar(x - 2, x + 2, y + 6, 30, ink));
    return rowLabel(y + 30, name) + marks.join('');
  });
  const legend = silent.length === 0 ? 'People' : 'People (grey: nothing is recorded)';
  return { height, svg: laneTitle(legend) + shades.join('') + drawn.join('') };
};

function laneTitle(words: string): string {
  return (
    line({ x1: left, y1: 36, x2: right, y2: 36, colour: grey, width: 2 }) +
    text({ x: 32, y: 28, size: 28, weight: 'bold', colour: ink }, words)
  );
}

function bar(from: number, to: number, y: number, height: number, colour: string): string {
  const x = Math.round(from);
  return `<rect x="${x}" y="${y}" width="${Math.max(1, Math.round(to) - x)}" height="${height}" fill="${colour}"/>`;
}
