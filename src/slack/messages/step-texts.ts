// A step in words: how it becomes blocks, for pages, in as many parts as it takes.

import type { KnownBlock } from '@slack/types';
import { context, section } from '../blocks.ts';
import { plain } from '../fit.ts';
import type { Part } from './pages.ts';
import { inPieces } from './split-text.ts';

export interface StepTexts {
  /** One line, not escaped; empty when what is done needs no name. */
  readonly title: string;
  /** What is done. Safe for mrkdwn, each short enough for a section with a title above it. */
  readonly pieces: readonly string[];
  /** What has to be known of it. Safe for mrkdwn, each a few words. */
  readonly notes: readonly string[];
}

const titleLength = 200;
/** What one section holds beside its title, and what one line of notes holds. */
const sectionLength = 2_700;
const notesLength = 2_900;

/** `step` counts from 1. */
export function partsOfStep(step: number, { title, pieces, notes }: StepTexts): Part[] {
  const heading = plain(title, titleLength);
  const isCut = plain(title, Infinity) !== heading;
  const whole = isCut ? [...inPieces(title), ...pieces] : pieces;
  const [first = '', ...rest] = gathered(whole, '\n', sectionLength);
  const below = gathered(notes, ' · ', notesLength).map((line): KnownBlock => context(line));
  return [
    { step, blocks: [section(`${heading === '' ? `*${step}.* ` : `*${step}. ${heading}*\n`}${first}`), ...below] },
    ...rest.map((piece) => ({ step, blocks: [section(piece)] })),
  ];
}

/** Neighbours that fit together become one. */
export function gathered(texts: readonly string[], joint: string, max: number): string[] {
  const all: string[] = [];
  let size = 0;
  for (const text of texts) {
    const own = Array.from(text).length;
    const last = all.at(-1);
    if (last !== undefined && size + own + joint.length <= max) {
      all[all.length - 1] = `${last}${joint}${text}`;
      size += own + joint.length;
    } else {
      all.push(text);
      size = own;
    }
  }
  return all;
}
