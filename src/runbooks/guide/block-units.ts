// A block's lines as what they are: commands without their prompts, comments, and what stands among them and is no command.

import { leavesConsole } from './block-consoles.ts';
import type { Comment, Draft, Unit } from './block-draft.ts';
import { insideNow, placesFrom } from './block-places.ts';
import { promptsOf } from './block-prompts.ts';
import { readScript } from './block-script.ts';
import { readSession } from './block-session.ts';

export interface BlockUnits {
  readonly units: readonly Unit[];
  readonly comments: readonly Comment[];
  readonly output: readonly string[];
  /** What stands among commands without a prompt and is none: it would be run with them. */
  readonly strays: readonly { readonly line: number; readonly what: string }[];
  readonly isSession: boolean;
  /** Lines of a session that certainly look like commands and have no prompt. */
  readonly loose: readonly number[];
  /** What is open at its end, when the block itself opened it or left something around it. */
  readonly enters?: string;
  readonly leaves: boolean;
}

/** Reads the lines of a block as a shell script or as a session; `inside` is what an earlier block opened. */
export function unitsOf(lines: readonly string[], inside: string | undefined, isFile: boolean): BlockUnits {
  const prompts = promptsOf(lines, isFile);
  const places = placesFrom(inside);
  const draft: Draft = { units: [], comments: [], output: [], strays: [], loose: [], places };
  if (prompts.length > 0) readSession(lines, prompts, draft);
  else readScript(lines, draft);
  const { units, comments, output, strays, loose } = draft;
  const isOnlyExit = units.length === 1 && leavesConsole(units[0]?.text ?? '');
  const leaves = places.left || isOnlyExit;
  const read = { units, comments, output, strays, loose, isSession: prompts.length > 0, leaves };
  const open = insideNow(places);
  return open === undefined || (open === inside && !leaves) ? read : { ...read, enters: open };
}
