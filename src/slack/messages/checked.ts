// What `/ops check <system>` found: what is bad first, and beside it the way out.

import type { KnownBlock } from '@slack/types';
import type { Checked } from '../../checks/checked.ts';
import { bySeverity, worstOf } from '../../checks/judge-thresholds.ts';
import { actions, context, header, section } from '../blocks.ts';
import { code, escape, plain, type SlackMessage } from '../fit.ts';
import { checkMark, checkWord, metricLines, remedyRows } from './check-lines.ts';
import { declareButton } from './declare-button.ts';
import { inWords } from './time-in-words.ts';

export interface CheckedSystem {
  readonly system: string;
  readonly checks: readonly Checked[];
}

/** More would not fit a message; what is left out is well, or stands on its own page. */
const mostShown = 12;
const mostRemedies = 3;

export function checkedMessage({ system, checks }: CheckedSystem): SlackMessage {
  const worst = worstOf(checks.map(({ outcome }) => outcome.state));
  const slowest = Math.max(0, ...checks.map(({ outcome }) => outcome.tookMs));
  const left = checks.length - mostShown;
  return {
    text: `${escape(system)}: ${checkWord[worst]}`,
    blocks: [
      header(`${system}: ${checkWord[worst]}`),
      ...checks.slice(0, mostShown).flatMap(blocksOf),
      ...(left > 0
        ? [context(`${left} more checks are better than these. Name one: ${code(`/ops check ${system}.…`)}`)]
        : []),
      context(`${checks.length} ${checks.length === 1 ? 'check' : 'checks'}, just now, in ${inWords(slowest)}.`),
      ...buttonsOf(system, checks),
    ],
  };
}

function blocksOf({ procedure, outcome }: Checked): KnownBlock[] {
  const title = `${checkMark(outcome.state)} · *${plain(procedure.title, 200)}* ${code(procedure.name)}`;
  const results = [...outcome.results].sort((a, b) => bySeverity(a.state, b.state));
  const why = outcome.say === '' ? [] : [plain(outcome.say, 1_000)];
  const lines = metricLines(results, procedure.thresholds);
  const none = outcome.say === '' && lines.length === 0 ? ['It saves no number.'] : [];
  const [first = '', ...rest] = [...why, ...lines, ...none];
  return [section(`${title}\n${first}`), ...rest.map(section)];
}

function buttonsOf(system: string, checks: readonly Checked[]): KnownBlock[] {
  const critical = checks.find(({ outcome }) => outcome.state === 'critical');
  const remedies = [...new Set(checks.flatMap((check) => check.remedies))].slice(0, mostRemedies);
  return [
    ...remedyRows(remedies),
    actions(...(critical === undefined ? [] : [declareButton(`${system}: ${critical.procedure.title}`, system)]), {
      action: 'check.trend',
      text: 'Trend',
      value: system,
    }),
  ];
}
