// A block of commands: a script or a session, here or inside what it opens.

import type { Classifiers } from '../classifiers.ts';
import type { Mark, Verdict } from '../model.ts';
import type { Alternative } from './block-alternatives.ts';
import { brokenContinuation } from './block-continuation.ts';
import type { Found } from './block-filling.ts';
import { likeness } from './block-likeness.ts';
import { shellPlaceholders, sqlPlaceholders, textPlaceholders } from './block-placeholders.ts';
import { located, unfilledMarks, unfilledRefusal } from './block-reading.ts';
import type { BlockLanguage, Located, Reading } from './block-reading.ts';
import { endlessRefusal, looseRefusal, strayRefusal, waysRefusal } from './block-refusal.ts';
import { sqlNamed } from './block-sql.ts';
import type { Tag } from './block-tag.ts';
import { typographyFault } from './block-typography.ts';
import type { Comment, Unit } from './block-draft.ts';
import type { BlockUnits } from './block-units.ts';
import { variablesMissing, variablesSet } from './block-variables.ts';
import {
  consoleVerdict,
  nothing,
  redisVerdict,
  replaced,
  scriptOf,
  shellVerdict,
  sqlVerdict,
  worstOf,
} from './block-verdict.ts';

export interface ShellBlock {
  readonly lines: readonly string[];
  readonly read: BlockUnits;
  readonly language: BlockLanguage;
  readonly alternatives: readonly Alternative[];
  readonly tag: Tag;
  readonly classifiers: Classifiers;
  readonly known: ReadonlySet<string>;
}

export function readCommands(block: ShellBlock): Reading {
  const { lines, read, classifiers } = block;
  const found = new Map(read.units.map((unit) => [unit, placeholdersOf(unit)] as const));
  const fillWith = (write: (each: Found, text: string) => string) => (unit: Unit) =>
    replaced(unit.text, found.get(unit) ?? [], write);
  const shells = read.units.filter((unit) => unit.console === 'shell');
  const verdict = verdictOf(block, shells, found, fillWith(asAngle));
  const sets = variablesSet(read.units);
  const known = new Set([...block.known, ...sets]);
  const script = scriptOf(shells, lines.length, fillWith(asWord));
  const placeholders: readonly Located[] = [
    ...read.units.flatMap((unit) => located(found.get(unit) ?? [], unit.text, unit.line)),
    ...variablesMissing(script, known, classifiers).filter(({ text, line }) => lines[line - 1]?.includes(text)),
  ].sort((a, b) => a.line - b.line);
  const marks = unfilledMarks(placeholders, [...verdict.marks, ...insideMarks(read.units)]);
  return {
    language: block.language,
    verdict: { ...verdict, marks },
    placeholders,
    commands: read.units.map(({ line, text }) => ({ line, text })),
    output: read.output.join('\n'),
    sets,
    refusals: [
      typography(block),
      brokenContinuation(read.units),
      insideRefusal(read),
      waysRefusal(block.alternatives),
      endlessRefusal(marks, read.units),
      strayRefusal(read),
      looseRefusal(read),
      unfilledRefusal(placeholders),
    ],
  };
}

function placeholdersOf(unit: Unit): readonly Found[] {
  if (unit.console === 'shell') return shellPlaceholders(unit.text, unit.mask);
  return unit.console === 'sql' ? sqlPlaceholders(unit.text, sqlNamed(unit.text)) : textPlaceholders(unit.text);
}

// The form in which the classifier knows placeholders, so that they are neither redirections nor pipes to it.
function asAngle(found: Found): string {
  const inner = /^(?:<{1,2}|&lt;|\[|\{{1,2})([^]*?)(?:>{1,2}|&gt;|\]|\}{1,2})$/.exec(found.text)?.[1];
  return inner === undefined ? found.text : `<${inner.replace(/[^\p{L}\p{N} _./:-]/gu, '-').trim()}>`;
}

function asWord(found: Found): string {
  // With a sign in front, so that it does not become part of a variable's name before it.
  return /^[<[{&]/.test(found.text) ? '-unfilled' : found.text;
}

function verdictOf(
  { lines, read, tag, classifiers }: ShellBlock,
  shells: readonly Unit[],
  found: ReadonlyMap<Unit, readonly Found[]>,
  fill: (unit: Unit) => string,
): Verdict {
  const own = shells.filter((unit) => unit.inside === undefined);
  const inner = shells.filter((unit) => unit.inside !== undefined);
  const sql = read.units.filter((unit) => unit.console === 'sql');
  const redis = read.units.filter((unit) => unit.console === 'redis');
  const code = read.units.filter((unit) => unit.console === 'code');
  const verdicts: Verdict[] = [own, inner]
    .filter((units) => units.length > 0)
    .map((units) => shellVerdict(units, lines.length, fill, classifiers));
  if (sql.length > 0) verdicts.push(typedSql(sql, found, classifiers));
  if (redis.length > 0) verdicts.push(redisVerdict(redis, lines.length, classifiers));
  if (code.length > 0) verdicts.push(consoleVerdict(tag.family === 'code' ? tag.name : consoleName(read), code));
  if (read.loose.length > 0) verdicts.push(looseVerdict(lines, read.loose, classifiers));
  const worst = verdicts.length === 0 ? nothing : worstOf(verdicts);
  return { ...worst, because: [...worst.because, ...commentedOut(read.comments, classifiers)] };
}

function typedSql(
  units: readonly Unit[],
  found: ReadonlyMap<Unit, readonly Found[]>,
  classifiers: Classifiers,
): Verdict {
  const statements = units.map((unit) => {
    const isEnded = /;\s*$|^\s*\\|\\[gG]\s*$/.test(unit.text);
    return { text: isEnded ? unit.text : `${unit.text};`, found: found.get(unit) ?? [] };
  });
  let at = 0;
  const placed = statements.flatMap(({ text, found: own }) => {
    const moved = own.map((each) => ({ ...each, at: each.at + at }));
    at += text.length + 1;
    return moved;
  });
  return { ...sqlVerdict(statements.map(({ text }) => text).join('\n'), placed, classifiers), marks: [] };
}

// A line without a prompt may be what was typed inside, and forgotten: it counts where it is worse.
function looseVerdict(lines: readonly string[], loose: readonly number[], classifiers: Classifiers): Verdict {
  const verdict = classifiers.shell(loose.map((line) => lines[line - 1] ?? '').join('\n'));
  const because = verdict.because.map((say) => `${say}, if line ${loose[0] ?? 1} is a command rather than output`);
  return verdict.risk === 'read' ? { ...verdict, because: [], marks: [] } : { risk: verdict.risk, because, marks: [] };
}

const mostComments = 20;

// Commented out it does not run, and the page still tells a person to do it.
function commentedOut(comments: readonly Comment[], classifiers: Classifiers): readonly string[] {
  return comments
    .filter(({ text }) => likeness(text) === 'certain')
    .slice(0, mostComments)
    .filter(({ text }) => classifiers.shell(text).risk === 'destroy')
    .map(({ text }) => `A comment says \`${text.slice(0, 120)}\`; commented out, it does not run`);
}

function insideMarks(units: readonly Unit[]): readonly Mark[] {
  return units.flatMap((unit, index): Mark[] => {
    if (unit.inside === undefined || units[index - 1]?.inside === unit.inside) return [];
    return [{ kind: 'elsewhere', say: `It is meant for the inside of ${shown(unit.inside)}`, line: unit.line }];
  });
}

function shown(inside: string): string {
  return inside === 'a console' ? inside : `\`${inside}\``;
}

function insideRefusal({ units, enters }: BlockUnits): string | undefined {
  const inner = units.find((unit) => unit.inside !== undefined);
  if (inner?.inside !== undefined) {
    return `Line ${inner.line} is meant for the inside of ${shown(inner.inside)}, and run here it would reach the wrong place`;
  }
  return enters === undefined ? undefined : `\`${enters}\` opens a place in which a person types on`;
}

function typography({ lines, read }: ShellBlock): string | undefined {
  const letters = new Map<number, { readonly mask: string; readonly from: number }>();
  for (const unit of read.units) {
    let at = 0;
    for (const [index, line] of unit.text.split('\n').entries()) {
      const mask = unit.mask === '' ? 'c'.repeat(line.length) : unit.mask.slice(at, at + line.length);
      const number = unit.line + index;
      letters.set(number, { mask, from: Math.max(0, (lines[number - 1] ?? '').indexOf(line)) });
      at += line.length + 1;
    }
  }
  return typographyFault(lines.join('\n'), (line, column) => {
    const known = letters.get(line);
    const letter = known?.mask[column - 1 - known.from];
    if (letter === undefined || letter === '#') return 'ignored';
    if (letter === 'c' || letter === 'p') return 'code';
    return /\b(?:echo|printf)\b/.test(lines[line - 1] ?? '') ? 'shown' : 'quoted';
  });
}

function consoleName(read: BlockUnits): string {
  const inside = read.units.find((unit) => unit.console === 'code')?.inside ?? '';
  return inside === 'a console' ? '' : (inside.split(' › ').at(-1) ?? '');
}
