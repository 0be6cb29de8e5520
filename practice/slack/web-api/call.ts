// One Web API call from request to answer: fault, method, token, rate limit, scope, arguments, then the method itself.
// Whatever is refused on the way is kept as a refusal.

import { ApiError, invalidArguments } from '../api-error.ts';
import { takeFault, type Fault } from '../faults.ts';
import type { JsonRecord } from '../json-values.ts';
import type { World } from '../world.ts';
import { findConversation, type Conversation } from '../workspace.ts';
import { conversationName, flag, readArguments, text, type Call } from './arguments.ts';
import type { Method } from './method.ts';
import { methods } from './methods.ts';
import { takeRate } from './rates.ts';

export interface ApiRequest {
  readonly method: string;
  readonly authorization: string;
  readonly contentType: string;
  readonly query: URLSearchParams;
  readonly body: Buffer;
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** What the transport has to do with it. */
  readonly fault?: Fault;
}

export async function answerCall(world: World, request: ApiRequest): Promise<ApiAnswer> {
  const { method } = request;
  try {
    const args = { ...Object.fromEntries(request.query), ...(await readArguments(request.contentType, request.body)) };
    const call: Call = { world, method, args };
    const fault = takeFault(world.faults, method, conversationName(call));
    const instead = fault === undefined ? undefined : faultAnswer(fault);
    if (instead !== undefined) return logged(world, method, args, instead, describe(instead));
    const answer = carryOut(call, request.authorization);
    return { ...logged(world, method, args, answer, describe(answer)), ...(fault === undefined ? {} : { fault }) };
  } catch (thrown) {
    if (!(thrown instanceof ApiError)) throw thrown;
    return logged(world, method, {}, refusal(world, method, thrown), thrown.error);
  }
}

function faultAnswer(fault: Fault): ApiAnswer | undefined {
  const { error, retryAfterSeconds, status, html } = fault;
  if (retryAfterSeconds !== undefined) return rateLimited(retryAfterSeconds);
  if (status !== undefined) return { status, headers: { 'content-type': 'text/plain' }, body: 'Internal error' };
  if (error !== undefined) return jsonAnswer({ ok: false, error });
  if (html === true) {
    return { status: 200, headers: { 'content-type': 'text/html' }, body: '<html><body>Please sign in.</body></html>' };
  }
  return undefined;
}

function rateLimited(seconds: number): ApiAnswer {
  return { ...jsonAnswer({ ok: false, error: 'ratelimited' }, { 'retry-after': String(seconds) }), status: 429 };
}

function jsonAnswer(body: JsonRecord, headers: Readonly<Record<string, string>> = {}): ApiAnswer {
  const contentType = { 'content-type': 'application/json; charset=utf-8' };
  return { status: 200, headers: { ...contentType, ...headers }, body: JSON.stringify(body) };
}

function carryOut(call: Call, authorization: string): ApiAnswer {
  const { world, args } = call;
  const method = methods.get(call.method);
  try {
    if (method === undefined) throw new ApiError('unknown_method', { req_method: call.method });
    checkToken(world, method, authorization, args);
    const postsTo = method.isPost === true ? (text(args, 'channel') ?? '') : undefined;
    const wait = takeRate(world.rates, call.method, method.perMinute, postsTo);
    if (wait > 0) {
      world.book.refuse(call.method, 'ratelimited', `Wait ${wait} s.`);
      return rateLimited(wait);
    }
    const accepted = checkScope(call, method);
    checkRequired(method, args);
    const headers = {
      'x-oauth-scopes': [...world.manifest.scopes].join(','),
      'x-accepted-oauth-scopes': accepted.join(','),
    };
    return jsonAnswer({ ok: true, ...method.act(call) }, method.token === 'app' ? {} : headers);
  } catch (thrown) {
    if (!(thrown instanceof ApiError)) throw thrown;
    return refusal(world, call.method, thrown);
  }
}

function refusal(world: World, method: string, { error, extra }: ApiError): ApiAnswer {
  world.book.refuse(method, error, JSON.stringify(extra));
  return jsonAnswer({ ok: false, error, ...extra });
}

function checkToken({ app }: World, method: Method, authorization: string, args: JsonRecord): void {
  const token = authorization.replace(/^Bearer\s+/i, '') || (text(args, 'token') ?? '');
  if (method.token === 'any' && token === '') return;
  if (token === '') throw new ApiError('not_authed');
  if (app.revokedTokens.has(token)) throw new ApiError('token_revoked');
  if (token !== app.botToken && token !== app.appToken) throw new ApiError('invalid_auth');
  if (method.token === 'any') return;
  if (token !== (method.token === 'app' ? app.appToken : app.botToken)) throw new ApiError('not_allowed_token_type');
}

function checkScope(call: Call, method: Method): readonly string[] {
  const { scopes } = call.world.manifest;
  const needed = typeof method.scopes === 'function' ? method.scopes(kindOf(call)) : method.scopes;
  if (needed.length > 0 && !needed.some((each) => scopes.has(each))) {
    throw new ApiError('missing_scope', { needed: needed[0], provided: [...scopes].join(',') });
  }
  return needed;
}

function kindOf({ world, method, args }: Call): Conversation['kind'] {
  if (method === 'conversations.open') return 'direct';
  const found = findConversation(world.workspace, text(args, 'channel') ?? '');
  if (found !== undefined) return found.kind;
  return flag(args, 'is_private') || text(args, 'types') === 'private_channel' ? 'private' : 'public';
}

function checkRequired(method: Method, args: JsonRecord): void {
  const missing = method.required.filter((each) => args[each] === undefined || args[each] === '');
  if (missing.length > 0) throw invalidArguments(missing.map((each) => `missing required field: ${each}`));
}

function describe(answer: ApiAnswer): string {
  const error = /"ok":false,"error":"([^"]+)"/.exec(answer.body)?.[1];
  return answer.status === 200 ? (error ?? '') : `HTTP ${answer.status}${error === undefined ? '' : ` ${error}`}`;
}

function logged(world: World, what: string, args: JsonRecord, answer: ApiAnswer, note: string): ApiAnswer {
  const { token: _token, ...shown } = args;
  const ok = answer.body.startsWith('{"ok":true');
  world.book.log(
    { direction: 'from app', what, transport: 'web-api', ok, note },
    { call: readable(shown), answer: answer.body },
  );
  return answer;
}

/** Arguments that came as JSON text are shown as what they mean. */
function readable(args: JsonRecord): JsonRecord {
  return Object.fromEntries(
    Object.entries(args).map(([key, value]) => [
      key,
      typeof value === 'string' && /^[[{]/.test(value) ? parsed(value) : value,
    ]),
  );
}

function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
