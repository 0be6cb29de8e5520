// The requests that `curl` and its like make: method from the flags, path from the address, risk from http.ts, and what the body
// says of itself.

import { givenOf } from './arguments.ts';
import type { Arguments } from './arguments.ts';
import { destructiveWord } from './danger-words.ts';
import type { Finding } from './finding.ts';
import { classifyHttp } from './http.ts';
import type { HttpFlags } from './tool.ts';
import { HOLE, isOpen } from './word.ts';
import type { Word } from './word.ts';

interface Request {
  /** `undefined` when it is only known at run time. */
  readonly method: string | undefined;
  readonly urls: readonly Word[];
  readonly body: readonly Word[];
}

/** One finding for each address, or for an address that is missing. */
export function httpFindings(http: HttpFlags, name: string, given: Arguments): Finding[] {
  const { method, urls, body } = http.methodFirst === true ? fromOperands(http, given) : fromFlags(http, given);
  if (method === undefined)
    return [{ risk: 'change', say: `\`${name}\` sends a request whose method is only known at run time` }];
  const said = /^(POST|PUT|PATCH)$/i.test(method) ? bodyWord(body) : undefined;
  return urls.map((url) => {
    const { risk, because } = classifyHttp(method, pathOf(url.text).replaceAll(HOLE, '…'));
    if (said !== undefined) return { risk: 'destroy', say: `\`${name}\` sends a body that says "${said}"` };
    if (risk === 'read') return { risk, say: `\`${name}\`` };
    return { risk, say: `\`${name}\`: ${because.join('; ')}` };
  });
}

function fromFlags(http: HttpFlags, given: Arguments): Request {
  const urls = [...given.operands, ...givenOf(given.flags, '--url').flatMap((flag) => flag.value ?? [])];
  const body = givenOf(given.flags, http.body).flatMap((flag) => flag.value ?? []);
  const method = methodOf(http, given);
  if (givenOf(given.flags, http.asQuery ?? '').length === 0) return { method, urls, body };
  const query = body.map((word) => word.text).join('&');
  const asked = urls.map((url) => ({ ...url, text: `${url.text}${url.text.includes('?') ? '&' : '?'}${query}` }));
  return { method, urls: asked, body: [] };
}

function methodOf(http: HttpFlags, given: Arguments): string | undefined {
  const stated = givenOf(given.flags, http.method).at(-1)?.value;
  if (stated !== undefined) return isOpen(stated) ? undefined : stated.text;
  if (givenOf(given.flags, http.head).length > 0) return 'HEAD';
  if (givenOf(given.flags, http.upload ?? '').length > 0) return 'PUT';
  const hasBody = givenOf(given.flags, http.body).length > 0;
  return hasBody && givenOf(given.flags, http.asQuery ?? '').length === 0 ? 'POST' : 'GET';
}

// `http POST :8080/x a=b`: `a==b` goes into the query and `A:b` into the headers; `a=b`, `a:=1` and `a@file` are the body.
function fromOperands(http: HttpFlags, given: Arguments): Request {
  const [first, ...rest] = given.operands;
  const isMethod =
    first !== undefined &&
    rest.length > 0 &&
    (/^[A-Za-z]{3,10}$/.test(first.text) || (isOpen(first) && rest.length > 0));
  const [url, ...items] = isMethod ? rest : given.operands;
  const body = items.filter((item) => /^[^=:@]+(:?=(?!=)|@)/.test(item.text));
  const hasBody = body.length > 0 || givenOf(given.flags, http.body).length > 0;
  const stated = isMethod ? (isOpen(first) ? undefined : first.text) : hasBody ? 'POST' : 'GET';
  return { method: stated, urls: url === undefined ? [] : [url], body };
}

const longestBody = 4000;
const acts = /"(?:action|op|operation|cmd|command|method|event|type|verb)"\s*:\s*"([^"\n]{1,80})"/gi;
const mutation = /\bmutation\b[^{]{0,200}\{\s*(\w{1,80})/gi;

// Elasticsearch is told in the body that data may be lost; others have the verb as a key.
const loses =
  /"(accept_data_loss|allocate_(?:stale|empty)_primary|(?:delete|remove|drop|destroy|purge|truncate|wipe|flush)(?:_[a-z]{1,20}){0,3})"\s*:\s*(?:true|\{)/gi;

// `{"action": "delete"}`, `{"purge": true}`, `mutation { deleteUser … }`.
function bodyWord(body: readonly Word[]): string | undefined {
  const text = body.map((word) => word.text.slice(0, longestBody).replaceAll('\\"', '"')).join('\n');
  const names = [...text.matchAll(acts), ...text.matchAll(mutation)].map(([, name = '']) => name);
  const [lost] = [...text.matchAll(loses)].map(([, key]) => key);
  return names.map(destructiveWord).find((word) => word !== undefined) ?? lost;
}

// Without its scheme and host: `https://x:9/v1/purge?a` gives `/v1/purge?a`, `$HOST/v1` gives `/v1`.
function pathOf(url: string): string {
  const rest = url.replace(/^[a-z]+:\/\//i, '');
  const slash = rest.indexOf('/');
  return slash < 0 ? '/' : rest.slice(slash);
}
