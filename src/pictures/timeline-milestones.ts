// The turning points of a timeline, each with its word and its time, in as many rows as it takes for no two to overlap. Pure.

import { cut, line, text } from './svg.ts';
import { timelineLook, type TimelineAxis } from './timeline-axis.ts';

interface Milestone {
  readonly at: Date;
  readonly word: string;
}

const rowHeight = 36;
/** How wide a letter of the font is, in parts of its size; a little more than most are. */
const letter = 0.64;
const between = 24;
const beside = 10;
const margin = 32;
/** Of more turning points the first and the last are shown. */
const most = 8;
const dayMs = 86_400_000;

export function milestoneRows(
  milestones: readonly Milestone[],
  axis: TimelineAxis,
  zone: string,
): { readonly rows: string; readonly height: number } {
  const { width, left, right, small, ink, grey } = timelineLook;
  const taken: number[] = [];
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    ...(axis.spanMs > 2 * dayMs ? { day: 'numeric', month: 'short' } : {}),
    hour: '2-digit',
    minute: '2-digit',
  });
  const sorted = [...milestones].sort((a, b) => a.at.getTime() - b.at.getTime());
  const shown = sorted.length > most ? [...sorted.slice(0, most / 2), ...sorted.slice(-most / 2)] : sorted;
  const flags = shown.map(({ at, word }) => {
    const words = `${word} ${clock.format(at)}`;
    const wide = Array.from(words).length * small * letter;
    const x = axis.x(at);
    // Right of its pole, and left of it near the edge.
    const isRight = x + beside + wide <= width - margin;
    const from = isRight ? x + beside : x - beside - wide;
    const free = taken.findIndex((until) => until + between <= from);
    const row = free === -1 ? taken.length : free;
    taken[row] = from + wide;
    return { x, row, words, isRight };
  });
  const height = taken.length * rowHeight + 14;
  const rows = flags.flatMap(({ x, row, words, isRight }) => {
    const y = row * rowHeight + 28;
    const look = { x: isRight ? x + beside : x - beside, y, size: small, colour: ink } as const;
    return [
      line({ x1: x, y1: y - 20, x2: x, y2: height, colour: ink, width: 3 }),
      text({ ...look, anchor: isRight ? 'start' : 'end' }, cut(words, 40)),
    ];
  });
  return {
    height: taken.length === 0 ? 0 : height,
    rows: [line({ x1: left, y1: height, x2: right, y2: height, colour: grey, width: 2 }), ...rows].join(''),
  };
}
