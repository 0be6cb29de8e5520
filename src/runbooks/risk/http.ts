// The risk of one HTTP request, from its method and the words in its path. A query's values are data and do not count.

import type { Verdict } from '../model.ts';
import { actingWord, destructiveWord } from './danger-words.ts';

const looking = new Set(['GET', 'HEAD', 'OPTIONS']);
const changing = new Set(['POST', 'PUT', 'PATCH']);

/** `path` may carry a query, and `{{name}}` where a parameter goes. */
export function classifyHttp(method: string, path: string): Verdict {
  const verb = method.toUpperCase();
  const segments = (path.split(/[?#]/)[0] ?? '').split('/').filter((segment) => !segment.includes('{{'));
  const request = `\`${verb} ${path}\``;
  if (verb === 'DELETE') return { risk: 'destroy', because: [`${request} deletes what it names`], marks: [] };
  if (looking.has(verb)) {
    const word = firstOf(segments, actingWord);
    if (word === undefined) return { risk: 'read', because: [`${request} asks without changing anything`], marks: [] };
    return { risk: 'change', because: [`${request} only asks by its method, but its path says "${word}"`], marks: [] };
  }
  const word = firstOf(segments, destructiveWord);
  if (word !== undefined) return { risk: 'destroy', because: [`${request} says "${word}" in its path`], marks: [] };
  if (changing.has(verb)) return { risk: 'change', because: [`${request} changes what it names`], marks: [] };
  return { risk: 'change', because: [`${request} uses a method whose effect is not known`], marks: [] };
}

function firstOf(segments: readonly string[], wordOf: (segment: string) => string | undefined): string | undefined {
  for (const segment of segments) {
    const word = wordOf(segment);
    if (word !== undefined) return word;
  }
  return undefined;
}
