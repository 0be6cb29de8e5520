// A run's state in lists and closing lines: a mark for the eye and the word.

import type { RunState } from '../../runs/run.ts';

const marks: Readonly<Record<RunState, string>> = {
  planned: ':memo: planned',
  awaiting_approval: ':hourglass_flowing_sand: waiting for approval',
  queued: ':lock: waits for its turn',
  running: ':arrow_forward: running',
  waiting: ':raised_hand: waiting for a person',
  in_doubt: ':grey_question: in doubt',
  succeeded: ':white_check_mark: done',
  failed: ':x: failed',
  cancelled: ':no_entry_sign: cancelled',
  denied: ':no_entry_sign: denied',
  expired: ':no_entry_sign: nobody decided in time',
  void: ':no_entry_sign: approval void',
};

export function stateMark(state: RunState): string {
  return marks[state];
}
