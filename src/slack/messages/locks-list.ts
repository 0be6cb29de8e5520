// `/ops locks`: who holds what, for how long, and who waits for it.

import type { Obstacle } from '../../runs/locks.ts';
import { context, section } from '../blocks.ts';
import { code, plain, type SlackMessage } from '../fit.ts';
import { linkAnywhere } from '../links.ts';
import { inMinutes } from './time-in-words.ts';
import { who } from './who.ts';

/** So many lines are within one section's text. */
const perSection = 6;

export function locksList(locks: readonly Obstacle[], now: Date): SlackMessage {
  const lines = locks.map((lock) => line(lock, now));
  const sections = Array.from({ length: Math.ceil(lines.length / perSection) }, (_, part) =>
    section(lines.slice(part * perSection, (part + 1) * perSection).join('\n')),
  );
  const held = locks.filter(({ state }) => state === 'held').length;
  return {
    text: `${held} ${held === 1 ? 'lock is' : 'locks are'} held`,
    blocks: [...sections, context('`/ops unlock <lock> <reason>` asks the approvers to take one from its run.')],
  };
}

function line({ name, state, since, run, procedure, requestedBy, reason, channel, ts }: Obstacle, now: Date): string {
  const what = ts === null ? `run ${run}` : `<${linkAnywhere(channel, ts)}|run ${run}>`;
  const why = reason === '' ? '' : ` · ${plain(reason, 120)}`;
  const how = state === 'held' ? ':lock:' : ':hourglass_flowing_sand: waiting:';
  const age = inMinutes(now.getTime() - since.getTime());
  return `${how} *${code(name, 80)}* ${what} ${code(procedure, 80)} · ${who(requestedBy)} · ${age}${why}`;
}
