// A code block of an ordinary page: what it is, what it does, what is missing, and why it cannot be run as it stands.

import type { Classifiers } from '../classifiers.ts';
import type { Mark, Risk } from '../model.ts';
import { alternativesOf } from './block-alternatives.ts';
import type { Alternative } from './block-alternatives.ts';
import { languageOf } from './block-language.ts';
import { readOther, statementsOf } from './block-other-reading.ts';
import type { BlockCommand, BlockLanguage, Reading } from './block-reading.ts';
import { readCommands } from './block-shell-reading.ts';
import { readFence, withFence } from './block-fence.ts';
import { suspicionOf } from './block-suspicion.ts';
import type { Tag } from './block-tag.ts';
import { unitsOf } from './block-units.ts';
import type { Comment, Unit } from './block-draft.ts';
import type { BlockUnits } from './block-units.ts';
import { settledMarks, worstOf } from './block-verdict.ts';

/** Lines count from 1 within the block. */
export interface BlockReading {
  readonly language: BlockLanguage;
  /** Byte for byte as written. */
  readonly text: string;
  readonly risk: Risk;
  readonly because: readonly string[];
  readonly marks: readonly Mark[];
  /** As written, each once. */
  readonly placeholders: readonly string[];
  /** Without prompts; continuations, heredocs and loops are kept together. Empty for what is no command. */
  readonly commands: readonly BlockCommand[];
  /** What a program printed. */
  readonly output: string;
  /** Two or more, or none. */
  readonly alternatives: readonly Alternative[];
  /** What follows the block is meant for the inside of this: `ssh db1`, or `ssh db1 › psql`. */
  readonly enters?: string;
  /** It leaves what an earlier block entered. With `enters` too, that is what remains. */
  readonly leaves: boolean;
  /** Variables that it leaves set for later blocks. */
  readonly sets: readonly string[];
  /** Why it could not be run as it stands; one sentence. */
  readonly refused?: string;
}

/** What stands around a block. */
export interface Around {
  readonly classifiers: Classifiers;
  /** What an earlier block's `enters` said. */
  readonly inside?: string;
  /** Variables that earlier blocks set. */
  readonly known: ReadonlySet<string>;
}

// Far more than a person reads or writes; it bounds what a hostile page can cost, also in the shell's parser.
const longestBlock = 50_000;
const mostOperators = 4_000;

/** Reads a block. Costs time in proportion to its length, and never throws. */
export function readBlock(block: { readonly info: string; readonly text: string }, around: Around): BlockReading {
  if (block.text.length > longestBlock) return unread(block.text, `is longer than ${longestBlock} characters`);
  if (block.text.split(/[|&;]/).length > mostOperators) return unread(block.text, 'holds too many commands');
  const written = block.text.replace(/\r\n?/g, '\n').split('\n');
  const fence = readFence(block.info, written);
  const { tag, lines } = fence;
  const { classifiers, known } = around;
  const isFile = tag.family === 'config' || tag.family === 'code';
  const read = unitsOf(lines, around.inside, isFile);
  const language = languageOf(tag, lines, read);
  const isConsole = language === 'sql' || language === 'code' ? read.units.some(isTyped) : language === 'sh';
  if (isConsole && read.units.length > 0) {
    const alternatives = alternativesOf(written, read);
    const reading = readCommands({ lines, read, language, tag, alternatives, classifiers, known });
    const checked = read.isSession ? reading : withSuspicion(reading, lines, tag, classifiers);
    return assembled(block.text, withFence(checked, fence, classifiers), alternatives, read);
  }
  const other = { lines, language: language === 'sh' ? 'text' : language, tag, classifiers } as const;
  const statements = statementsOf(other.language, lines);
  const alternatives = alternativesOf(written, { units: statements.map(asUnit), comments: commentsOf(lines) });
  const reading = readOther(other, statements, alternatives);
  const checked = withSuspicion(reading, lines, tag, classifiers);
  return assembled(block.text, withFence(checked, fence, classifiers), alternatives, undefined);
}

// What was not taken for a command is looked at once more, in case it is one.
function withSuspicion(reading: Reading, lines: readonly string[], tag: Tag, classifiers: Classifiers): Reading {
  if (reading.verdict.risk === 'destroy') return reading;
  const taken = new Set(
    reading.language === 'promql'
      ? []
      : reading.commands.flatMap(({ line, text }) => text.split('\n').map((_part, index) => line + index)),
  );
  const left = lines.map((text, index) => ({ line: index + 1, text })).filter(({ line }) => !taken.has(line));
  // In a file, what stands deeper belongs to what stands above it.
  const seen = reading.language === 'config' ? left.filter(({ text }) => !/^\s/.test(text)) : left;
  const worse = suspicionOf(seen, tag, classifiers);
  return worse === undefined ? reading : { ...reading, verdict: { ...worstOf([worse, reading.verdict]) } };
}

function isTyped(unit: Unit): boolean {
  return unit.console !== 'shell';
}

function assembled(
  text: string,
  { language, verdict, placeholders, commands, output, sets, refusals }: Reading,
  alternatives: readonly Alternative[],
  read: BlockUnits | undefined,
): BlockReading {
  const refused = refusals.find((say) => say !== undefined);
  const { risk, because, marks } = verdict;
  return {
    language,
    text,
    risk,
    because,
    marks: settledMarks(marks),
    placeholders: [...new Set(placeholders.map((each) => each.text))],
    commands,
    output,
    alternatives,
    leaves: read?.leaves ?? false,
    sets,
    ...(read?.enters === undefined ? {} : { enters: read.enters }),
    ...(refused === undefined ? {} : { refused }),
  };
}

function asUnit({ line, text }: BlockCommand): Unit {
  return { line, text, count: text.split('\n').length, console: 'sql', mask: '', likeness: 'certain' };
}

function commentsOf(lines: readonly string[]): readonly Comment[] {
  return lines.flatMap((line, index) => {
    const text = /^\s*(?:--|#{1,3}|\/\/)\s?(.*)$/.exec(line)?.[1];
    return text === undefined ? [] : [{ line: index + 1, text }];
  });
}

function unread(text: string, why: string): BlockReading {
  const say = `The block ${why}, so nobody has looked into it`;
  return {
    language: 'text',
    text,
    risk: 'change',
    because: [say],
    marks: [],
    placeholders: [],
    commands: [],
    output: '',
    alternatives: [],
    leaves: false,
    sets: [],
    refused: `${say}: make several of it`,
  };
}
