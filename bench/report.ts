// The figures as a table, and each target as one line. Pure.

import type { Round } from './measure.ts';
import { percentile, spreadOf, type Spread } from './statistics.ts';
import type { SubjectName } from './subjects.ts';

type Measured = ReadonlyMap<SubjectName, readonly Round[]>;

interface Figure {
  readonly title: string;
  readonly digits: number;
  readonly of: (round: Round) => number;
}

const acks: Figure = {
  title: 'acknowledged, requests/s (16 at a time)',
  digits: 0,
  of: (round) => round.acksPerSecond,
};
const firstStep: Figure = {
  title: 'click to first step, the buttons taken away before, p50 ms',
  digits: 2,
  of: (round) => percentile(round.editedClickMs, 0.5),
};
const figures: readonly Figure[] = [
  acks,
  { title: 'carried out and answered, requests/s', digits: 0, of: (round) => round.donePerSecond },
  { title: 'acknowledged at 200/s, p50 ms', digits: 2, of: (round) => percentile(round.ackMs, 0.5) },
  { title: 'acknowledged at 200/s, p99 ms', digits: 2, of: (round) => percentile(round.ackMs, 0.99) },
  firstStep,
  {
    title: 'the same, p99 ms',
    digits: 2,
    of: (round) => percentile(round.editedClickMs, 0.99),
  },
  {
    title: 'the same, p50 ms, beside a bare Bolt that leaves its buttons in play',
    digits: 2,
    of: (round) => percentile(round.clickMs, 0.5),
  },
  { title: 'start to ready, ms', digits: 0, of: (round) => round.readyMs },
  { title: 'memory when ready, MB', digits: 0, of: (round) => round.idleMb },
  { title: 'memory after the load, MB', digits: 0, of: (round) => round.loadedMb },
];

const yardstick: SubjectName = 'bare Bolt';

/** What a reader of the ratios has to know. */
const explained = [
  'Bare Bolt acknowledges and forgets. Opsbook also carries each request out and answers it, in the same process and the same time.',
  'A click: bare Bolt edits its message and acts. Opsbook also checks who may, whether the plan still holds, and records each step.',
  'The embedded database runs on the one thread of the bot, so every query holds up everything else, and it has one connection.',
];

export function report(measured: Measured): string[] {
  const lines: string[] = [];
  for (const figure of figures) {
    lines.push(figure.title);
    for (const [name, rounds] of measured) {
      const own = spreadOf(rounds.map(figure.of));
      const ratio = name === yardstick ? '' : `   ${inWords(ratios(measured, name, figure), 2)} × ${yardstick}`;
      lines.push(`  ${name.padEnd(20)} ${inWords(own, figure.digits)}${ratio}`);
    }
  }
  return [...lines, '', 'Each figure: median of the rounds (least – most).', ...explained, '', ...targets(measured)];
}

function ratios(measured: Measured, name: SubjectName, { of }: Figure): Spread {
  const beside = measured.get(yardstick) ?? [];
  const own = measured.get(name) ?? [];
  return spreadOf(own.map((round, index) => of(round) / yardOf(beside[index], of)));
}

function yardOf(round: Round | undefined, of: Figure['of']): number {
  return round === undefined ? Number.NaN : of(round);
}

function inWords({ min, median, max }: Spread, digits: number): string {
  const middle = median.toFixed(digits).padStart(7);
  return `${middle} ${`(${min.toFixed(digits)} – ${max.toFixed(digits)})`.padEnd(18)}`;
}

function targets(measured: Measured): string[] {
  const subject: SubjectName = 'Opsbook, PostgreSQL';
  if (!measured.has(subject)) return ['The targets are set for PostgreSQL, which was not measured.'];
  const ack = ratios(measured, subject, acks).median;
  const click = ratios(measured, subject, firstStep).median;
  return [
    `${ack >= 0.6 ? 'met    ' : 'not met'}: durable acknowledgement on PostgreSQL at ≥ 0.6 × bare Bolt's requests/s: ${ack.toFixed(2)}`,
    `${click <= 2.5 ? 'met    ' : 'not met'}: click to first step on PostgreSQL at ≤ 2.5 × p50 of a bare Bolt that takes its buttons away too: ${click.toFixed(2)}`,
  ];
}
