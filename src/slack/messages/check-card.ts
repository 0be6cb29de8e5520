// The one card of a check that turned bad: edited while it stays so, and at the end it says that it is well again.

import type { KnownBlock } from '@slack/types';
import { bySeverity } from '../../checks/judge-thresholds.ts';
import type { Round, RoundView } from '../../checks/round.ts';
import type { Threshold } from '../../runbooks/model.ts';
import { actions, context, header, section, type ButtonSpec } from '../blocks.ts';
import { code, escape, plain, time, type SlackMessage } from '../fit.ts';
import { checkMark, checkWord, metricLines, remedyRows } from './check-lines.ts';
import { declareButton } from './declare-button.ts';
import { inWords } from './time-in-words.ts';

export interface CheckCard {
  /** The round with which it turned bad. */
  readonly first: Round;
  readonly last: RoundView;
  /** The procedure's thresholds as they are now; empty when it is gone. */
  readonly thresholds: readonly Threshold[];
  readonly remedies: readonly string[];
  /** False when its schedule was taken away: then nobody looks any more. */
  readonly isScheduled: boolean;
}

export function checkCard(card: CheckCard): SlackMessage {
  const { first, last, thresholds } = card;
  const { round } = last;
  const isOver = round.state === 'ok';
  const results = [...last.results].sort((a, b) => bySeverity(a.state, b.state));
  return {
    text: `${escape(round.title)} (${escape(round.system)}): ${isOver ? 'ok again' : checkWord[round.state]}`,
    blocks: [
      header(`${round.system}: ${round.title}`),
      section(headline(card)),
      ...(round.say === '' ? [] : [section(plain(round.say, 1_500))]),
      ...metricLines(results, thresholds).map(section),
      context(`${code(round.procedure)} · since ${time(first.at, 'date')} · last looked at ${time(round.at)}`),
      ...buttonsOf(card),
    ],
  };
}

function headline({ first, last, isScheduled }: CheckCard): string {
  const { round } = last;
  const lasted = inWords(wholeMinutes(round.at.getTime() - first.at.getTime()));
  if (round.state === 'ok') return `:white_check_mark: *ok again* after ${lasted}.`;
  const gone = isScheduled ? '' : ' Its schedule was taken away, so nobody looks any more.';
  const unknown = round.state === 'unknown' ? ': it could not be carried out.' : '.';
  return `${checkMark(round.state)}${unknown}${gone}`;
}

function buttonsOf({ last, remedies }: CheckCard): KnownBlock[] {
  const { system, procedure, state, title } = last.round;
  const trend: ButtonSpec = { action: 'check.trend', text: 'Trend', value: procedure };
  const again: ButtonSpec = { action: 'check.now', text: 'Check now', value: system };
  const declare = state === 'critical' ? [declareButton(`${system}: ${title}`, system)] : [];
  return state === 'ok' ? [actions(trend)] : [...remedyRows(remedies), actions(...declare, again, trend)];
}

/** It was looked at once a slot; seconds would say more than anybody knows. */
function wholeMinutes(ms: number): number {
  return Math.max(1, Math.round(ms / 60_000)) * 60_000;
}
