// What a SQL step may not contain, found before it connects. Pure.

import type { SqlStatement } from '../runbooks/planned.ts';

// The step's own transaction is what READ ONLY, `max_rows` and "all or nothing" rest on, so no statement may end it.
const transactionWords =
  /^(?:begin|start\s+transaction|commit|end|abort|prepare\s+transaction|rollback(?!\s+(?:work\s+|transaction\s+)?to\b))\b/i;

/** A sentence, or undefined when all is well. */
export function whySqlRefused(statements: readonly SqlStatement[]): string | undefined {
  if (statements.length === 0) return 'The step has no statement. Write one or remove the step.';
  for (const [index, { text, values }] of statements.entries()) {
    const where = statements.length > 1 ? `Statement ${index + 1}` : 'The statement';
    const word = transactionWords.exec(withoutLeadingComments(text))?.[0];
    if (word !== undefined)
      return `${where} is ${word.toUpperCase()}, but Opsbook itself begins and ends the transaction of a step. Remove it.`;
    if (text.includes('\0')) return `${where} contains a NUL character. Remove it.`;
    const broken = values.find((value) => typeof value === 'string' && /\0|\p{Surrogate}/u.test(value));
    if (broken !== undefined)
      return `${where} has a parameter with a NUL or half a character, which PostgreSQL cannot store. Type it again.`;
  }
  return undefined;
}

/** Comments of PostgreSQL nest. */
function withoutLeadingComments(text: string): string {
  let at = 0;
  for (;;) {
    at += /^\s*/.exec(text.slice(at))?.[0].length ?? 0;
    if (text.startsWith('--', at)) at = lineEnd(text, at);
    else if (text.startsWith('/*', at)) at = commentEnd(text, at);
    else return text.slice(at);
  }
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

function commentEnd(text: string, from: number): number {
  let depth = 0;
  const marks = /\/\*|\*\//g;
  marks.lastIndex = from;
  for (let mark = marks.exec(text); mark !== null; mark = marks.exec(text)) {
    depth += mark[0] === '/*' ? 1 : -1;
    if (depth === 0) return marks.lastIndex;
  }
  return text.length;
}
