// Why a procedure was found, where its title does not say so: the first place that holds one of the words. Pure.

import type { Step } from './model.ts';
import { type Wanted, wantedIn } from './search-words.ts';
import type { Found } from './shelf.ts';

export interface Why {
  /** "alert", "symptom", "step 4", "the page" */
  readonly where: string;
  /** One line, cut at both ends. */
  readonly text: string;
}

const before = 30;
const longest = 110;

/** Undefined when the words stand in its name or title, or nowhere as they were typed. */
export function whyFound({ runbook, procedure }: Found, query: string): Why | undefined {
  const title = `${procedure.name} ${procedure.title}`;
  const wanted = wantedIn(query).filter((word) => placeOf(title, word) === -1);
  if (wanted.length === 0) return undefined;
  for (const { where, text } of placesOf({ runbook, procedure })) {
    const at = wanted.map((word) => placeOf(text, word)).find((place) => place !== -1);
    if (at !== undefined) return { where, text: around(text, at) };
  }
  return undefined;
}

function* placesOf({ runbook, procedure }: Found): Generator<Why> {
  for (const text of procedure.alerts) yield { where: 'alert', text };
  for (const text of procedure.symptoms) yield { where: 'symptom', text };
  yield { where: 'what it is for', text: procedure.purpose };
  for (const [index, step] of procedure.steps.entries()) yield { where: `step ${index + 1}`, text: textOf(step) };
  yield { where: 'the page', text: [runbook.title, ...procedure.path].join(' › ') };
  yield { where: 'the page', text: runbook.text };
}

function textOf(step: Step): string {
  const words = step.kind === 'manual' ? [step.words ?? ''] : [];
  return [step.title, ...words, 'text' in step ? step.text : ''].filter((text) => text !== '').join(' ');
}

/** Where in the text one of its ways begins, when every word of it is there. */
function placeOf(text: string, wanted: Wanted): number {
  const lower = text.toLowerCase();
  for (const way of wanted) {
    const places = way.map((word) => lower.indexOf(word));
    if (places.length > 0 && !places.includes(-1)) return Math.min(...places);
  }
  return -1;
}

function around(text: string, at: number): string {
  const from = Math.max(0, at - before);
  // From the beginning of a word, so never from the middle of a character.
  const start = from === 0 ? 0 : from + text.slice(from, at).search(/\s/) + 1;
  const piece = Array.from(text.slice(start, start + 2 * longest))
    .slice(0, longest)
    .join('');
  const line = piece.replaceAll(/\s+/g, ' ').trim();
  return `${start === 0 ? '' : '…'}${line}${start + piece.length < text.length ? '…' : ''}`;
}
