// Puts a request's path on a target's base address and its headers together. The host, the scheme and the base path are the
// target's alone: a path that would change them is refused, and so is a header that would end early or frame the message.

import type { HttpRequest, PlannedTarget } from '../runbooks/planned.ts';
import { reasonOf } from '../errors.ts';
import type { StepContext } from './step-kind.ts';

export type ReadyRequest =
  | {
      readonly ok: true;
      readonly url: URL;
      readonly method: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  | { readonly ok: false; readonly say: string };

/** The request as it goes out, `${NAME}` in the target's headers filled in. */
export function readyRequest(target: PlannedTarget, request: HttpRequest, expand: StepContext['expand']): ReadyRequest {
  if (target.kind !== 'http') return refused(`Target ${target.name} is not an HTTP address.`);
  const base = readBase(target.name, target.address);
  if (typeof base === 'string') return refused(base);
  const problem = whyPathRefused(request.path) ?? whyMethodRefused(request);
  if (problem !== undefined) return refused(problem);

  const prefix = base.pathname.replace(/\/+$/, '');
  const url = new URL(base.origin + prefix + request.path);
  if (url.origin !== base.origin || !url.pathname.startsWith(`${prefix}/`))
    return refused(`The path ${request.path} leads out of the target's address. Correct the path.`);

  const headers = joinHeaders(target.headers, request.headers, expand);
  if (typeof headers === 'string') return refused(headers);
  const ready = { ok: true, url, method: request.method, headers } as const;
  return request.body === undefined ? ready : { ...ready, body: request.body };
}

function readBase(name: string, address: string): URL | string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isPlain = url !== undefined && url.username + url.password + url.search + url.hash === '';
  if (isPlain && (url.protocol === 'http:' || url.protocol === 'https:')) return url;
  return `The address of target ${name} must be http:// or https:// with a host and a path only. Correct the target.`;
}

function whyPathRefused(path: string): string | undefined {
  if (!path.startsWith('/') || path.startsWith('//'))
    return `The path must begin with exactly one /, but it is ${quote(path)}. Is a parameter in it empty?`;
  if (/[\s\\#\p{Cc}\p{Surrogate}]/u.test(path))
    return `The path ${quote(path)} contains a space, a backslash, a # or a control character. Encode it.`;
  const segments = (path.split('?')[0] ?? '').split('/');
  if (segments.some((segment) => /^(?:\.|%2e){1,2}$/i.test(segment)))
    return `The path ${quote(path)} contains a . or .. part, which would change where the request goes. Give another value.`;
  return undefined;
}

function whyMethodRefused(request: HttpRequest): string | undefined {
  if (!/^[A-Z]+$/.test(request.method) || request.method === 'CONNECT' || request.method === 'TRACE')
    return `${quote(request.method)} is no method that a step can use. Use GET, POST, PUT, PATCH, DELETE, HEAD or OPTIONS.`;
  if (request.body !== undefined && (request.method === 'GET' || request.method === 'HEAD'))
    return `A ${request.method} request cannot carry a body. Remove the body or use another method.`;
  return undefined;
}

// They say where a message ends or whom it is for: https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1
const framing = new Set(
  'connection content-length expect keep-alive proxy-connection te trailer transfer-encoding upgrade'.split(' '),
);
const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/; // https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2

function joinHeaders(
  ofTarget: Readonly<Record<string, string>>,
  ofRequest: Readonly<Record<string, string>>,
  expand: StepContext['expand'],
): Record<string, string> | string {
  const joined: Record<string, string> = { 'user-agent': 'opsbook', accept: '*/*' };
  for (const [name, template] of Object.entries(ofTarget)) {
    try {
      joined[name.toLowerCase()] = expand(template).trim();
    } catch (thrown) {
      return reasonOf(thrown);
    }
  }
  for (const [name, value] of Object.entries(ofRequest)) {
    if (name.toLowerCase() === 'host') return 'A step cannot set the Host header. Declare it with the target.';
    joined[name.toLowerCase()] = value.trim();
  }
  for (const [name, value] of Object.entries(joined)) {
    if (!token.test(name) || framing.has(name)) return `The header ${quote(name)} cannot be set. Remove it.`;
    // The value may be a secret, so the sentence does not repeat it.
    if (/[^\t\u0020-\u007e\u0080-\u00ff]/.test(value))
      return `The value of the header ${name} contains a character that no header can carry, such as a line end. Remove it.`;
  }
  return joined;
}

function quote(text: string): string {
  return JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text);
}

function refused(say: string): ReadyRequest {
  return { ok: false, say };
}
