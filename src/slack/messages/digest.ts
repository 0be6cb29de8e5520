// The morning's digest: what is not well now, what did not run, and yesterday in numbers.

import type { KnownBlock } from '@slack/types';
import type { Digest } from '../../checks/digest.ts';
import { context, header, section } from '../blocks.ts';
import { code, plain, time, type SlackMessage } from '../fit.ts';
import { recordMark } from './record-mark.ts';
import { checkMark } from './check-lines.ts';
import { gathered } from './step-texts.ts';

const linesLength = 2_700;
const mostLines = 25;

/** `mark`: where the record ends, so that every morning somebody holds a copy of it. */
export function digestMessage(digest: Digest, mark?: string): SlackMessage {
  const { bad, late, rounds, runs } = digest;
  const well = bad.length + late.length === 0;
  const headline = well ? 'All checks are well.' : `${bad.length} not well, ${late.length} did not run.`;
  const badLines = bad.map(
    ({ round }) =>
      `${checkMark(round.state)} · *${plain(round.title, 150)}* ${code(round.procedure)} · since ${time(round.since, 'date')}`,
  );
  const lateLines = late.map(
    ({ subject, missed }) =>
      `:hourglass: did not run · ${code(subject)} · ${missed === 1 ? 'one time' : `${missed} times`}`,
  );
  const rest: KnownBlock[] = [...listed(badLines), ...listed(lateLines)];
  return {
    text: `Good morning. ${headline}`,
    blocks: [
      header(`Good morning. ${headline}`),
      ...rest,
      section(
        `*Yesterday:* ${counted(rounds, 'check')} (${rounds.ok} ok, ${rounds.bad} bad, ${rounds.unknown} unknown), ${counted({ all: runs.started }, 'run')} started, ${runs.failed} failed.`,
      ),
      context('`/ops check` has every system in one line.', ...recordMark(mark)),
    ],
  };
}

function listed(lines: readonly string[]): KnownBlock[] {
  const more = lines.length > mostLines ? [`… and ${lines.length - mostLines} more`] : [];
  return gathered([...lines.slice(0, mostLines), ...more], '\n', linesLength).map(section);
}

function counted({ all }: { readonly all: number }, noun: string): string {
  return `${all} ${noun}${all === 1 ? '' : 's'}`;
}
