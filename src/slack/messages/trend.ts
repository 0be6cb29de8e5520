// The words beside a picture of numbers: everything that it shows, for those who cannot see it.

import type { Series } from '../../checks/trend.ts';
import { inDigits, withUnit } from '../../checks/judge-thresholds.ts';
import { section } from '../blocks.ts';
import { escape, plain, type SlackMessage } from '../fit.ts';

export interface TrendWords {
  readonly system: string;
  readonly days: number;
  readonly series: readonly (Series & { readonly title: string })[];
  /** How many metrics the picture has no room for. */
  readonly left: number;
}

export function trendMessage(trend: TrendWords): SlackMessage {
  const lines = trend.series.map((series) => `• *${plain(series.metric, 60)}*: ${plain(numbersOf(series), 400)}`);
  const more =
    trend.left === 0 ? [] : [`${trend.left} more are left out. Name one check: /ops check ${trend.system}.…`];
  const text = [`*${plain(headingOf(trend), 200)}*`, ...lines, ...more.map(escape)].join('\n');
  return { text, blocks: [section(text)] };
}

/** In one sentence, as a screen reader says it. */
export function trendAlt(trend: TrendWords): string {
  const series = trend.series.map((one) => `${one.metric}: ${numbersOf(one)}`).join('; ');
  return `${headingOf(trend)}. ${series}`.slice(0, 1_000);
}

export function headingOf({ system, days }: Pick<TrendWords, 'system' | 'days'>): string {
  return `${system}: the last ${days === 1 ? '24 hours' : `${days} days`}`;
}

function numbersOf({ numbers, unit, warn, critical }: Series): string {
  const say = (value: number): string => withUnit(inDigits(value), unit);
  const { least, median, most, latest, direction } = numbers;
  const limits = [
    ...(warn === undefined ? [] : [`warning from ${say(warn)}`]),
    ...(critical === undefined ? [] : [`critical from ${say(critical)}`]),
  ];
  return [
    `latest ${say(latest)}`,
    direction,
    `least ${say(least)}`,
    `median ${say(median)}`,
    `most ${say(most)}`,
    ...limits,
  ].join(', ');
}
