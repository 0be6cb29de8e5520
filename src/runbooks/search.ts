// Finds procedures by words: a name counts more than a title, a title more than the introduction, that more than a step.

import type { Found } from './shelf.ts';
import type { Procedure } from './model.ts';

/** Best first; every word must occur somewhere, as part of a word at least. Without words: all, by name. */
export function searchProcedures(all: Iterable<Found>, words: string): Procedure[] {
  const wanted = wordsOf(words);
  return [...all]
    .map((found) => ({ procedure: found.procedure, score: scoreOf(found, wanted) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || (a.procedure.name < b.procedure.name ? -1 : 1))
    .map(({ procedure }) => procedure);
}

function wordsOf(text: string): string[] {
  return text
    .slice(0, 500)
    .toLowerCase()
    .split(/[^\p{Letter}\p{Number}]+/u)
    .filter((word) => word !== '');
}

function scoreOf({ runbook, procedure }: Found, wanted: readonly string[]): number {
  const steps = procedure.steps.map((step) => `${step.title} ${'text' in step ? step.text : ''}`).join(' ');
  const fields = [
    { text: procedure.name, weight: 8 },
    { text: procedure.title, weight: 6 },
    { text: `${runbook.title} ${procedure.purpose}`, weight: 3 },
    { text: steps, weight: 1 },
  ].map(({ text, weight }) => ({ words: new Set(wordsOfField(text)), text: text.toLowerCase(), weight }));
  let score = 1;
  for (const word of wanted) {
    const hits = fields.map((field) =>
      field.words.has(word) ? 2 * field.weight : field.text.includes(word) ? field.weight : 0,
    );
    const best = Math.max(...hits);
    if (best === 0) return 0;
    score += best;
  }
  return score;
}

function wordsOfField(text: string): string[] {
  return text.toLowerCase().split(/[^\p{Letter}\p{Number}]+/u);
}
