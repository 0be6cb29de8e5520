// The risk of a block: each part asked of the classifier for its language, the worst of all taken, every reason kept.

import type { Classifiers } from '../classifiers.ts';
import { worse } from '../risk-order.ts';
import type { Mark, Verdict } from '../model.ts';
import { withPlaceholders } from '../sql-parameters.ts';
import { leavesConsole } from './block-consoles.ts';
import { codeRisk } from './block-code-risk.ts';
import type { Found } from './block-filling.ts';
import type { Unit } from './block-draft.ts';

export const nothing: Verdict = { risk: 'read', because: ['It runs no command; it is for reading'], marks: [] };

/** A verdict on what is no command: "It is configuration, no command". */
export function noCommand(what: string): Verdict {
  return { risk: 'read', because: [`It is ${what}, no command`], marks: [] };
}

/** The worst of several; reasons of harmless parts are left out where something is worse. */
export function worstOf(verdicts: readonly Verdict[]): Verdict {
  const risk = verdicts.reduce<Verdict['risk']>((worst, verdict) => worse(worst, verdict.risk), 'read');
  const order = { destroy: 0, change: 1, read: 2 } as const;
  const counted = verdicts.filter((verdict) => risk === 'read' || verdict.risk !== 'read');
  const sorted = [...counted].sort((a, b) => order[a.risk] - order[b.risk]);
  const because = [...new Set(sorted.flatMap((verdict) => verdict.because))];
  return { risk, because, marks: verdicts.flatMap((verdict) => verdict.marks) };
}

/** The commands as one script in which every line stands where it stands in the block; the rest is empty. */
export function scriptOf(units: readonly Unit[], lineCount: number, fill: (unit: Unit) => string): string {
  const script: string[] = Array.from({ length: lineCount }, () => '');
  for (const unit of units) {
    for (const [index, line] of fill(unit).split('\n').entries()) script[unit.line - 1 + index] = line;
  }
  return script.join('\n');
}

/** Shell; `fill` writes a unit with its placeholders as the classifier knows them. */
export function shellVerdict(
  units: readonly Unit[],
  lineCount: number,
  fill: (unit: Unit) => string,
  classifiers: Classifiers,
): Verdict {
  return classifiers.shell(scriptOf(units, lineCount, fill));
}

/** SQL, also with psql's own lines among it. Placeholders stand for names. */
export function sqlVerdict(text: string, placeholders: readonly Found[], classifiers: Classifiers): Verdict {
  const filled = replaced(text, placeholders, sqlWord).replace(/\\[gG](?=\s*$)/gm, ';');
  if (!/^\s*\\/m.test(filled)) return classifiers.sql(withPlaceholders(filled));
  let end = 'END_OF_SQL';
  while (filled.includes(end)) end += '_';
  const verdict = classifiers.shell(`psql <<'${end}'\n${filled}\n${end}`);
  return {
    ...verdict,
    marks: verdict.marks.flatMap((mark) => (mark.line > 1 ? [{ ...mark, line: mark.line - 1 }] : [])),
  };
}

function sqlWord(found: Found, text: string): string {
  // `:name` is for the parser to number; inside quotes a placeholder is text already.
  if (found.text.startsWith(':') || found.text.startsWith('$')) return found.text;
  const isQuoted = (text.slice(Math.max(0, found.at - 200), found.at).split("'").length - 1) % 2 === 1;
  return isQuoted || /^[\w.-]+$/.test(found.text) ? found.text : 'unfilled';
}

/** The text with each placeholder in other words. */
export function replaced(text: string, found: readonly Found[], write: (found: Found, text: string) => string): string {
  let written = '';
  let from = 0;
  for (const each of found) {
    written += text.slice(from, each.at) + write(each, text);
    from = each.at + each.text.length;
  }
  return written + text.slice(from);
}

/** What is typed into a Redis console. */
export function redisVerdict(units: readonly Unit[], lineCount: number, classifiers: Classifiers): Verdict {
  const typed = units.filter(({ text }) => !leavesConsole(text));
  return classifiers.shell(scriptOf(typed, lineCount, (unit) => `redis-cli ${unit.text.replaceAll('\n', ' ')}`));
}

/** What is typed into a console for code. */
export function consoleVerdict(name: string, units: readonly Unit[]): Verdict {
  const typed = units.map(({ text }) => text).filter((text) => !leavesConsole(text));
  return typed.length === 0 ? nothing : codeRisk(name, typed.join('\n'));
}

/** The marks without repeats, in the order of their lines. */
export function settledMarks(marks: readonly Mark[]): readonly Mark[] {
  const seen = new Set<string>();
  const kept = marks.filter(({ kind, say, line }) => {
    const key = `${kind} ${line} ${say}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  return kept.sort((a, b) => a.line - b.line);
}
