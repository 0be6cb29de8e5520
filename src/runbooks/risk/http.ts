// The risk of one HTTP request, from its method and the words in its path. A query's values are data and do not count; its names
// do where the method acts.

import type { Verdict } from '../model.ts';
import { actingWord, destructiveWord, isLooking } from './danger-words.ts';
import { secretsInRequest } from './secret-arguments.ts';
import type { RequestHeader } from './secret-arguments.ts';

const looking = new Set(['GET', 'HEAD', 'OPTIONS']);
const changing = new Set(['POST', 'PUT', 'PATCH']);
// Elasticsearch and OpenSearch take a search as the body of a POST; only they begin the last part of a path like that.
const knownQuery =
  /\/_(search|count|msearch|mget|analyze|explain|field_caps|validate\/query|search\/template|termvectors)\/?$/;
// `GET /v1/purge?status=all` asks for purges; `GET /v1/purge` and `GET /v1/purge?all=1` may start one.
const filters =
  /^(status|state|filter|filters|q|query|limit|offset|page|per_?page|size|sort|order|order_?by|since|until|from|to|start|end|fields|view|verbose|pretty|cursor|search|watch)$/i;
const file =
  /\.(sh|json|ya?ml|txt|md|html?|xml|csv|tgz|gz|zip|tar|deb|rpm|asc|sha256|pem|crt|js|css|png|svg|sql|py|conf|rules)$/i;

/** `path` may carry a query, and `{{name}}` where a parameter goes; so may the headers. */
export function classifyHttp(method: string, path: string, headers: readonly RequestHeader[] = []): Verdict {
  return { ...judged(method, path), marks: secretsInRequest(path, headers) };
}

function judged(method: string, path: string): Verdict {
  const verb = method.toUpperCase();
  const [place = '', query] = path.split(/[?#]/);
  const segments = place.split('/').filter((segment) => segment !== '' && !segment.includes('{{'));
  const request = `\`${verb} ${path}\``;
  if (verb === 'DELETE') return verdict('destroy', `${request} deletes what it names`);
  if (looking.has(verb)) {
    const word = onlyShows(segments, query) ? undefined : firstOf(segments, actingWord);
    if (word === undefined) return verdict('read', `${request} asks without changing anything`);
    return verdict('change', `${request} only asks by its method, but its path says "${word}"`);
  }
  const word = firstOf(segments, destructiveWord) ?? wordInKeys(query);
  if (word !== undefined) return verdict('destroy', `${request} says "${word}" in its path`);
  if (verb === 'POST' && knownQuery.test(place))
    return verdict('read', `${request} is a search, which changes nothing`);
  if (changing.has(verb)) return verdict('change', `${request} changes what it names`);
  return verdict('change', `${request} uses a method whose effect is not known`);
}

function verdict(risk: Verdict['risk'], because: string): Verdict {
  return { risk, because: [because], marks: [] };
}

// A list that is filtered, the state of something, or a file.
function onlyShows(segments: readonly string[], query: string | undefined): boolean {
  const last = segments.at(-1) ?? '';
  const keys = (query ?? '').split('&').map((part) => part.split('=')[0] ?? '');
  const isFiltered = query !== undefined && query !== '' && keys.every((key) => filters.test(key));
  return isFiltered || isLooking(last.toLowerCase()) || file.test(last);
}

// `POST /v1/tenants/7?remove_host=db3`; not `?purge=false`.
function wordInKeys(query: string | undefined): string | undefined {
  const parts = (query ?? '')
    .slice(0, 2000)
    .split('&')
    .map((part) => part.split('='));
  const asked = parts.filter(([, value]) => !/^(false|no|0|never)$/i.test(value ?? ''));
  return firstOf(
    asked.map(([key = '']) => key),
    destructiveWord,
  );
}

function firstOf(segments: readonly string[], wordOf: (segment: string) => string | undefined): string | undefined {
  for (const segment of segments) {
    const word = wordOf(segment);
    if (word !== undefined) return word;
  }
  return undefined;
}
