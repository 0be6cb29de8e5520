// The requests that `curl` and `wget` make: method from the flags, path from the address, risk from http.ts.

import { givenOf } from './arguments.ts';
import type { Arguments } from './arguments.ts';
import type { Finding } from './finding.ts';
import { classifyHttp } from './http.ts';
import type { HttpFlags } from './tool.ts';
import { HOLE, isOpen } from './word.ts';

/** One finding for each address, or for an address that is missing. */
export function httpFindings(http: HttpFlags, name: string, given: Arguments): Finding[] {
  const method = methodOf(http, given);
  const urls = [...given.operands, ...givenOf(given.flags, '--url').flatMap((flag) => flag.value ?? [])];
  if (method === undefined)
    return [{ risk: 'change', say: `\`${name}\` sends a request whose method is only known at run time` }];
  return urls.map((url) => {
    const verdict = classifyHttp(method, pathOf(url.text).replaceAll(HOLE, '…'));
    return verdict.risk === 'read'
      ? { risk: 'read', say: `\`${name}\`` }
      : { risk: verdict.risk, say: `\`${name}\`: ${verdict.because.join('; ')}` };
  });
}

function methodOf(http: HttpFlags, given: Arguments): string | undefined {
  const stated = givenOf(given.flags, http.method).at(-1)?.value;
  if (stated !== undefined) return isOpen(stated) ? undefined : stated.text;
  if (givenOf(given.flags, http.head).length > 0) return 'HEAD';
  if (givenOf(given.flags, http.upload ?? '').length > 0) return 'PUT';
  const hasBody = givenOf(given.flags, http.body).length > 0;
  return hasBody && givenOf(given.flags, http.asQuery ?? '').length === 0 ? 'POST' : 'GET';
}

// Without its scheme and host: `https://x:9/v1/purge?a` gives `/v1/purge?a`, `$HOST/v1` gives `/v1`.
function pathOf(url: string): string {
  const rest = url.replace(/^[a-z]+:\/\//i, '');
  const slash = rest.indexOf('/');
  return slash < 0 ? '/' : rest.slice(slash);
}
