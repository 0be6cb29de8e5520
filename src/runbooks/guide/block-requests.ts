// Blocks of HTTP requests and of PromQL queries: where each begins and ends.

import type { Classifiers } from '../classifiers.ts';
import type { Verdict } from '../model.ts';
import type { Statement } from './block-sql.ts';
import { worstOf } from './block-verdict.ts';

const requestLine = /^\s*(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\s+(\S+)(?:\s+HTTP\/[\d.]+)?\s*$/;

/** Each request with its headers and its body. */
export function requestsOf(lines: readonly string[]): readonly Statement[] {
  const starts = lines.flatMap((line, index) => (requestLine.test(line.slice(0, 4_000)) ? [index] : []));
  return starts.map((start, index) => {
    let end = start + 1;
    const limit = starts[index + 1] ?? lines.length;
    while (end < limit && !/^\s*###/.test(lines[end] ?? '')) end += 1;
    while (end > start + 1 && /^\s*(?:#.*|\/\/.*)?$/.test(lines[end - 1] ?? '')) end -= 1;
    return { line: start + 1, text: lines.slice(start, end).join('\n').trim() };
  });
}

/** The worst of the requests. */
export function requestsVerdict(requests: readonly Statement[], classifiers: Classifiers): Verdict {
  return worstOf(
    requests.map(({ text }) => {
      const [, method = '', target = ''] = requestLine.exec(text.split('\n', 1)[0]?.slice(0, 4_000) ?? '') ?? [];
      const path = target.replace(/^https?:\/\/[^/?#]*/i, '');
      return classifiers.http(method, path.startsWith('/') ? path : `/${path}`);
    }),
  );
}

/** Each query; one goes on while a bracket is open, and where the next line begins with an operator. */
export function queriesOf(lines: readonly string[]): readonly Statement[] {
  const found: { line: number; text: string }[] = [];
  let depth = 0;
  let isOpen = false;
  for (const [index, line] of lines.entries()) {
    const text = line.trim();
    const last = found.at(-1);
    if (text === '' || text.startsWith('#')) {
      // Inside brackets a comment belongs to the query.
      if (last !== undefined && depth > 0) last.text += `\n${line}`;
      else isOpen = false;
      continue;
    }
    const goesOn =
      /^(?:[-+*/%^)},]|[<>=!]=?|and\b|or\b|unless\b|on\b|ignoring\b|group_|by\b|without\b|offset\b|@)/.test(text);
    if (
      last !== undefined &&
      isOpen &&
      (depth > 0 || goesOn || /(?:[-+*/%^(,<>=]|\b(?:and|or|unless))$/.test(last.text.slice(-10)))
    )
      last.text += `\n${line}`;
    else found.push({ line: index + 1, text });
    depth = Math.max(0, depth + count(line, /[([{]/g) - count(line, /[)\]}]/g));
    isOpen = true;
  }
  return found.map((query) => ({ ...query, text: query.text.trimEnd() }));
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
