// `/ops …`: finds the verb, or the nearest one. Never silent.

import { distance } from 'fastest-levenshtein';
import type { Command } from '../verbs/verb.ts';
import type { Words } from '../verbs/words.ts';

export type Chosen = { readonly ok: true; readonly command: Command } | { readonly ok: false; readonly say: string };

export function chooseCommand(commands: readonly Command[], words: Words): Chosen {
  const wanted = words.verb === '' ? 'home' : words.verb;
  const command = commands.find((candidate) => candidate.name === wanted);
  if (command !== undefined) return { ok: true, command };
  const nearest = commands
    .map((candidate) => ({ name: candidate.name, far: distance(candidate.name, wanted) }))
    .sort((a, b) => a.far - b.far)[0];
  const meant =
    nearest !== undefined && nearest.far <= Math.max(2, Math.floor(wanted.length / 3))
      ? `Did you mean /ops ${nearest.name}? `
      : '';
  return {
    ok: false,
    say: `There is no /ops ${Array.from(wanted).slice(0, 40).join('')}. ${meant}/ops help lists what there is.`,
  };
}
