// A block of a guide as steps that a person does. Its text stays byte for byte; ways that it offers inside become a choice.

import type { Classifiers } from '../classifiers.ts';
import type { GuideBlock, ManualStep } from '../model.ts';
import type { BlockEntry } from './entries.ts';
import { type BlockReading, readBlock } from './read-block.ts';

/** What the blocks before have left behind. */
export interface Session {
  readonly classifiers: Classifiers;
  /** Variables that earlier blocks of the page set. */
  readonly known: Set<string>;
  /** The machine or console that an earlier block of the procedure entered. */
  inside: string | undefined;
}

export interface BlockPart {
  /** Only where the block offers several ways. */
  readonly way?: string;
  readonly step: ManualStep;
}

/** One part, or what stands above the ways that the block offers and then each way. */
export function blockParts(block: BlockEntry, session: Session): readonly BlockPart[] {
  const whole = read(block.info, block.text, session);
  const ways = whole.alternatives.length < 2 ? [] : waysOf(block.text, whole.alternatives);
  // A fence's text begins on the line after it.
  const first = block.line + (block.endLine - block.line >= block.text.split('\n').length ? 1 : 0);
  const inside = session.inside;
  const parts =
    ways.length < 2
      ? [{ step: stepOf(whole, block.text, block.line, inside) }]
      : ways.map(({ way, line, text }): BlockPart => {
          const step = stepOf(read(block.info, text, session), text, first + line - 1, inside);
          return way === undefined ? { step } : { way, step };
        });
  leaveBehind(whole, session);
  return parts;
}

function read(info: string, text: string, { classifiers, inside, known }: Session): BlockReading {
  const around = inside === undefined ? { classifiers, known } : { classifiers, known, inside };
  return readBlock({ info, text }, around);
}

interface Way {
  readonly way?: string;
  /** Counting from 1 within the block. */
  readonly line: number;
  readonly text: string;
}

// Cut between lines, so that put together they are the block again.
function waysOf(text: string, alternatives: BlockReading['alternatives']): readonly Way[] {
  const lines = text.split('\n');
  const starts = alternatives.map(({ line }) => line);
  const isOrdered = starts.every((line, index) => line >= 1 && line <= lines.length && line > (starts[index - 1] ?? 0));
  if (!isOrdered) return [];
  const head = lines.slice(0, (starts[0] ?? 1) - 1);
  // Empty lines alone are no step.
  if (head.every((line) => line.trim() === '')) starts[0] = 1;
  const ways = alternatives.map(({ title, line }, index) => ({
    way: title,
    line,
    text: lines.slice((starts[index] ?? line) - 1, (starts[index + 1] ?? lines.length + 1) - 1).join('\n'),
  }));
  return starts[0] === 1 ? ways : [{ line: 1, text: head.join('\n') }, ...ways];
}

function stepOf(reading: BlockReading, text: string, line: number, inside: string | undefined): ManualStep {
  const { risk, because, marks } = reading;
  return { kind: 'manual', title: '', line, risk, because, marks, text, block: aboutBlock(reading, text, inside) };
}

function aboutBlock(reading: BlockReading, text: string, inside: string | undefined): GuideBlock {
  const { language, placeholders, output, refused } = reading;
  const commands = reading.commands.map((command) => command.text).join('\n');
  return {
    language,
    placeholders,
    ...(commands === '' || commands === text ? {} : { commands }),
    ...(output === '' ? {} : { output }),
    ...(inside === undefined ? {} : { inside }),
    ...(refused === undefined ? {} : { refused }),
  };
}

function leaveBehind(reading: BlockReading, session: Session): void {
  if (reading.leaves) session.inside = undefined;
  if (reading.enters !== undefined) session.inside = reading.enters;
  for (const name of reading.sets) session.known.add(name);
}
