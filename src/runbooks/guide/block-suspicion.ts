// The net under the reading: a line that was taken for output or text, and would destroy something if it were a command after all.

import type { Classifiers } from '../classifiers.ts';
import type { Verdict } from '../model.ts';
import { destructiveWord } from '../risk/danger-words.ts';
import { beginsWithProgram, isRow, likeness } from './block-likeness.ts';
import { startsSql } from './block-sql.ts';
import { mayHoldCommands } from './block-tag.ts';
import type { Family, Tag } from './block-tag.ts';

export interface LeftLine {
  /** Counts from 1 within the block. */
  readonly line: number;
  readonly text: string;
}

// Each is asked about by itself; of more, the rest is asked about at once.
const askedAlone = 30;

/**
 * The worst of the lines, when it destroys. Where the fence says shell, every line in small letters counts;
 * where it says output, only what certainly looks like a command does; files and code are believed.
 */
export function suspicionOf(lines: readonly LeftLine[], tag: Tag, classifiers: Classifiers): Verdict | undefined {
  if (!mayHoldCommands(tag)) return undefined;
  const said = tag.family;
  const suspects = lines
    .map(({ line, text }) => ({ line, text: text.replace(/^\s*(?:[-*•]|\d{1,3}[.)])\s+/, '').trim() }))
    .filter(({ text }) => isSuspect(text, said));
  for (const { line, text } of suspects.slice(0, askedAlone)) {
    const verdict = judged(text, classifiers);
    if (verdict.risk !== 'destroy') continue;
    return {
      risk: 'destroy',
      because: verdict.because.slice(0, 1).map((say) => `${say}, if line ${line} is a command`),
      marks: [],
    };
  }
  const rest = suspects.slice(askedAlone).map(({ text }) => text);
  if (rest.length === 0 || classifiers.shell(rest.join('\n')).risk !== 'destroy') return undefined;
  return {
    risk: 'destroy',
    because: ['Lines that look like output destroy something if they are commands'],
    marks: [],
  };
}

function judged(text: string, classifiers: Classifiers): Verdict {
  return isStatement(text) ? classifiers.sql(text) : classifiers.shell(text);
}

function isStatement(text: string): boolean {
  return startsSql(text) && (/^[A-Z]{2}/.test(text) || text.endsWith(';'));
}

function isSuspect(text: string, said: Family | undefined): boolean {
  if (text === '' || /^(?:#|\/\/|--)/.test(text)) return false;
  const found = likeness(text);
  if (said === 'output') return found === 'certain' && !isRow(text);
  if (said === 'promql' && found !== 'certain' && /^[a-z_:][\w:]*\s*(?:\{[^{}]*\})?\s*(?:[[<>=!+*/%^-]|$)/.test(text))
    return false;
  if (found !== 'none' || isStatement(text)) return true;
  if (isRow(text)) return false;
  const name = /^[a-z][\w.-]*(?=\s|;|$)/.exec(text)?.[0];
  if (name === undefined) return false;
  return said === 'sh' || beginsWithProgram(text) || (destructiveWord(name) !== undefined && !/[.:!?]$/.test(text));
}
