// `/ops check` alone: one line a system.

import type { SystemState } from '../../checks/checked.ts';
import { context, section } from '../blocks.ts';
import { code, plain, time, type SlackMessage } from '../fit.ts';
import { checkMark } from './check-lines.ts';
import { gathered } from './step-texts.ts';

const linesLength = 2_700;

export function checkOverview(systems: readonly SystemState[]): SlackMessage {
  const lines = systems.map(lineOf);
  return {
    text: `${systems.length} ${systems.length === 1 ? 'system' : 'systems'} with checks`,
    blocks: [
      ...gathered(lines, '\n', linesLength).map(section),
      context('`/ops check <system>` looks now; with `days=7` it shows how the numbers went.'),
    ],
  };
}

function lineOf({ system, title, checks, state, at, bad }: SystemState): string {
  const name = `${code(system)} ${plain(title, 120)}`;
  const many = `${checks} ${checks === 1 ? 'check' : 'checks'}`;
  if (state === undefined || at === undefined) return `:white_circle: not looked at yet · ${name} · ${many}`;
  const which = bad.length === 0 ? '' : `: ${plain(bad.join(', '), 300)}`;
  return `${checkMark(state)} · ${name} · ${many}${which} · since ${time(at, 'date')}`;
}
