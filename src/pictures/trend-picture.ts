// The numbers of some metrics over time, as SVG: one panel each, with its thresholds. Pure. Sizes are for a phone, where the picture is
// shown at a third; the colours are Okabe and Ito's, and no line is told apart by colour alone.

import { niceTicks, spread, tickLabel, timeLabel } from './scale.ts';
import { cut, line, text } from './svg.ts';

export interface TrendPanel {
  readonly title: string;
  readonly points: readonly { readonly at: Date; readonly value: number }[];
  readonly limits: readonly { readonly kind: 'warn' | 'critical'; readonly value: number }[];
}

export interface TrendData {
  readonly heading: string;
  readonly since: Date;
  readonly until: Date;
  /** An IANA time zone. */
  readonly zone: string;
  readonly panels: readonly TrendPanel[];
}

const width = 1_000;
const headingHeight = 76;
const panelHeight = 400;
const plot = { left: 120, right: 40, top: 64, bottom: 64 };
const small = 26;
const ink = '#1b1b1b';
const grey = '#d9d9d9';
const curve = '#0072b2';
const limitLook = {
  warn: { colour: '#b87a00', dash: '14 8', word: 'warn' },
  critical: { colour: '#c2410c', dash: '3 7', word: 'critical' },
} as const;

export function trendPicture(data: TrendData): string {
  const height = headingHeight + panelHeight * data.panels.length;
  const panels = data.panels.map((panel, index) => {
    const drawn = panelPicture(panel, data);
    return `<g transform="translate(0 ${headingHeight + index * panelHeight})">${drawn}</g>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    text({ x: 32, y: 50, size: 34, weight: 'bold', colour: ink }, cut(data.heading, 44)),
    ...panels,
    '</svg>',
  ].join('\n');
}

function panelPicture({ title, points, limits }: TrendPanel, { since, until, zone }: TrendData): string {
  const values = [...points.map(({ value }) => value), ...limits.map(({ value }) => value)];
  const ticks = niceTicks(Math.min(...values), Math.max(...values));
  const [low, high] = [ticks[0] ?? 0, ticks.at(-1) ?? 1];
  const span = until.getTime() - since.getTime();
  const right = width - plot.right;
  const bottom = panelHeight - plot.bottom;
  const x = (at: number): number => plot.left + ((at - since.getTime()) / span) * (right - plot.left);
  const y = (value: number): number => bottom - ((value - low) / (high - low)) * (bottom - plot.top);
  const rows = ticks.map((tick) =>
    [
      line({ x1: plot.left, y1: y(tick), x2: right, y2: y(tick), colour: grey, width: 2 }),
      text({ x: plot.left - 14, y: y(tick) + 9, size: small, anchor: 'end', colour: ink }, tickLabel(tick)),
    ].join(''),
  );
  const times = spread(since.getTime(), until.getTime(), 4).map((at, index) => {
    const anchor = index === 0 ? 'start' : index === 3 ? 'end' : 'middle';
    return text({ x: x(at), y: bottom + 40, size: small, anchor, colour: ink }, timeLabel(new Date(at), span, zone));
  });
  const lines = limits.map(({ kind, value }) => {
    const { colour, dash, word } = limitLook[kind];
    return [
      line({ x1: plot.left, y1: y(value), x2: right, y2: y(value), colour, width: 4, dash }),
      text({ x: right - 4, y: y(value) - 8, size: small, anchor: 'end', colour }, `${word} ${tickLabel(value)}`),
    ].join('');
  });
  const placed = points.map(({ at, value }) => ({ at: at.getTime(), x: x(at.getTime()), y: y(value) }));
  const last = placed.at(-1);
  return [
    text({ x: 32, y: 34, size: 28, weight: 'bold', colour: ink }, cut(title, 54)),
    ...rows,
    ...times,
    ...lines,
    `<path d="${pathOf(placed)}" fill="none" stroke="${curve}" stroke-width="5" stroke-linejoin="round" stroke-linecap="round"/>`,
    ...(last === undefined ? [] : [`<circle cx="${round(last.x)}" cy="${round(last.y)}" r="9" fill="${curve}"/>`]),
  ].join('');
}

/** While nothing was measured, nothing is drawn: a line across would be an invention. */
function pathOf(points: readonly { readonly at: number; readonly x: number; readonly y: number }[]): string {
  const gaps = points.slice(1).map(({ at }, index) => at - (points[index]?.at ?? at));
  const usual = [...gaps].sort((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 0;
  return points
    .map((point, index) => {
      const breaks = index === 0 || (gaps[index - 1] ?? 0) > usual * longestGap;
      // A move without a line leaves a dot, by the round ends.
      const dot = breaks ? `M${round(point.x)} ${round(point.y)}` : '';
      return `${dot}L${round(point.x)} ${round(point.y)}`;
    })
    .join('');
}

const longestGap = 4;

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
