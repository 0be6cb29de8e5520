// The figures of many incidents as lines. Pure.

import type { IncidentFigures, IncidentRound } from './incidents.ts';
import { percentile } from './statistics.ts';

/** Memory of one round beside that of the one before: more than this is growth. */
const mostGrowth = 1.15;

export function reportIncidents(figures: IncidentFigures): string[] {
  const { incidents, speed, beforeMb, rounds, limited, disobeyed } = figures;
  const sum = (of: (round: IncidentRound) => number): number => rounds.reduce((total, round) => total + of(round), 0);
  const [last, before] = [rounds.at(-1), rounds.at(-2)];
  const growth = last === undefined || before === undefined ? Number.NaN : last.memoryMb / before.memoryMb;
  const wrong = sum(({ missing }) => missing) + sum(({ doubled }) => doubled);
  return [
    `${incidents} open incidents, an update of each every 15 minutes; the clock runs ${speed.toFixed(1)} times as fast`,
    `  memory before ${beforeMb.toFixed(0)} MB`,
    ...rounds.map(
      ({ lateMs, memoryMb, missing, doubled, load }, index) =>
        `  round ${index + 1}: late ${inWords(lateMs, speed)}; at most ${memoryMb.toFixed(0)} MB; ${missing} missing, ${doubled} twice; the machine's load ${load.toFixed(1)}`,
    ),
    `  told 429 ${limited} times; ${disobeyed} calls came before its time was over`,
    '',
    target(wrong === 0, `every update stands once: ${wrong} do not`),
    target(!(growth > mostGrowth), `no growth from round to round: ${growth.toFixed(2)}`),
    target(disobeyed === 0, `every 429 is obeyed: ${disobeyed} were not`),
  ];
}

function inWords(ms: readonly number[], speed: number): string {
  const at = (share: number): string => (percentile(ms, share) / 1000).toFixed(1);
  const clock = ((percentile(ms, 0.5) * speed) / 1000).toFixed(1);
  return `p50 ${at(0.5)} s (${clock} by the clock), p99 ${at(0.99)} s, most ${at(1)} s`;
}

function target(isMet: boolean, what: string): string {
  return `${isMet ? 'met    ' : 'not met'}: ${what}`;
}
