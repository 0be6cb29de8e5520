// Commands that a `\` should join and does not: what stands behind it, or an empty line, ends the command there.

import type { Unit } from './block-draft.ts';

/** The first place where a command breaks in two, as a sentence. */
export function brokenContinuation(units: readonly Unit[]): string | undefined {
  for (const [index, unit] of units.entries()) {
    if (unit.console !== 'shell') continue;
    const lines = unit.text.split('\n');
    let at = 0;
    for (const [number, line] of lines.entries()) {
      const mask = unit.mask.slice(at, at + line.length);
      const broken = /\\[ \t]+(?:#.*)?$/.exec(line);
      const isLast = number === lines.length - 1 && index === units.length - 1;
      // What stands right behind the `\` is its escaped blank; a comment behind that hides the rest of the line.
      if (broken !== null && !isLast && isCode(mask, broken.index)) {
        return `In line ${unit.line + number} something stands behind the \`\\\`, so the command ends there: put the \`\\\` at the very end`;
      }
      const next = lines[number + 1];
      if (line.endsWith('\\') && isCode(mask, line.length - 1) && next !== undefined && /^\s*(?:#|$)/.test(next)) {
        return `Line ${unit.line + number + 1} breaks the command that line ${unit.line + number} continues: take the line out`;
      }
      at += line.length + 1;
    }
    const before = units[index - 1];
    if (/^--?[A-Za-z]/.test(unit.text) && before !== undefined && before.line + before.count === unit.line) {
      return `Line ${unit.line} begins with an option, so the line before it lacks its \`\\\` at the end`;
    }
  }
  return undefined;
}

function isCode(mask: string, at: number): boolean {
  return mask[at] === 'c';
}
