// The `http` step kind: one request to a target. It is never sent twice: a redirect is followed only for GET and HEAD and only
// on the same host, so a request's headers reach nobody but the target.

import http from 'node:http';
import https from 'node:https';
import fetch from 'node-fetch';
import type { Response } from 'node-fetch';
import type { HttpRequest, PlannedHttpStep } from '../runbooks/planned.ts';
import { readyRequest } from './http-address.ts';
import type { ReadyRequest } from './http-address.ts';
import { whyNotConnected } from './network-error.ts';
import { looksLikeJson, readJson } from './json.ts';
import { startLimit } from './limit.ts';
import type { Limit } from './limit.ts';
import { cleanText, createOutputCollector } from './output.ts';
import type { OutputCollector } from './output.ts';
import { seenOf } from './seen.ts';
import type { Facts, StepContext, StepKind, StepOutcome } from './step-kind.ts';

export const httpKind: StepKind<PlannedHttpStep> = {
  kind: 'http',
  run: (step, context) => sendRequest(step, step.request, context),
  /** `verify` answers 2xx: it happened; 404: it did not; anything else tells nothing. A probe that could change something is not sent. */
  async probe(step, context) {
    if (step.verify === undefined || !isSafe(step.verify.method)) return undefined;
    const outcome = await sendRequest(step, step.verify, context);
    if (outcome.kind !== 'answered') return undefined;
    if (outcome.accepted) return true;
    return outcome.facts.status === 404 ? false : undefined;
  },
  async preview(step, context) {
    if (step.risk === 'read') return seenOf(await sendRequest(step, step.request, context), inWords);
    const ready = readyRequest(step.target, step.request, context.expand);
    if (!ready.ok) return { kind: 'unseen', say: ready.say };
    return { kind: 'none', say: 'what a request does is known only when it is sent' };
  },
};

function inWords({ status, json, text = '' }: Facts): { readonly headline: string; readonly text: string } {
  return { headline: `HTTP ${status}`, text: json === undefined ? text : JSON.stringify(json) };
}

const mostRedirects = 5;
// A body is read to its end for the count of what is left out, but not for ever.
const mostRead = 256 * 1024 * 1024;

interface Exchange {
  readonly target: string;
  readonly method: string;
  readonly isQuery: boolean;
  readonly limit: Limit;
  readonly body: OutputCollector;
  /** Set once the connection stands: from then on the request may have arrived. */
  connected: boolean;
  response: Response | undefined;
}

/** Where a request goes, and for how long it may take in milliseconds. */
export interface Sending extends Pick<PlannedHttpStep, 'target' | 'timeoutMs'> {
  /** It changes nothing, whatever its method: then no broken connection leaves a doubt. */
  readonly isQuery?: true;
}

/** Sends one request. Never throws for what the target does. */
export async function sendRequest(step: Sending, planned: HttpRequest, context: StepContext): Promise<StepOutcome> {
  const ready = readyRequest(step.target, planned, context.expand);
  if (!ready.ok) return { kind: 'failed', say: ready.say, output: '' };
  if (context.signal.aborted) return { kind: 'failed', say: 'It was cancelled before it began.', output: '' };
  const exchange: Exchange = {
    target: step.target.name,
    method: ready.method,
    isQuery: step.isQuery ?? false,
    limit: startLimit(step.timeoutMs, context.signal),
    body: createOutputCollector(context.outputLimit),
    connected: false,
    response: undefined,
  };
  try {
    const response = await send(ready, exchange);
    exchange.response = response;
    const complete = await readBody(response, exchange.body);
    return answered(response, exchange.body, complete);
  } catch (thrown) {
    return broken(exchange, thrown);
  } finally {
    exchange.limit.release();
  }
}

type Ready = Extract<ReadyRequest, { ok: true }>;

async function send(ready: Ready, exchange: Exchange): Promise<Response> {
  let url = ready.url;
  for (let redirects = 0; ; redirects += 1) {
    const response = await fetch(url, {
      method: ready.method,
      headers: ready.headers,
      body: ready.body ?? null,
      redirect: 'manual',
      signal: exchange.limit.signal,
      agent: watchedAgent(url, () => (exchange.connected = true)),
    });
    const next = nextAddress(response, url);
    if (next === undefined || !isSafe(ready.method) || redirects === mostRedirects) return response;
    response.body?.resume();
    url = next;
  }
}

/** A connection of its own for each request, which tells when it stands. */
function watchedAgent(url: URL, connected: () => void): http.Agent {
  const secure = url.protocol === 'https:';
  const agent = secure ? new https.Agent({ keepAlive: false }) : new http.Agent({ keepAlive: false });
  const create = agent.createConnection.bind(agent);
  agent.createConnection = (options, callback) => {
    const socket = create(options, callback);
    socket?.once(secure ? 'secureConnect' : 'connect', connected);
    return socket;
  };
  return agent;
}

/** Where a redirect leads, when that is on the same host. */
function nextAddress(response: Response, from: URL): URL | undefined {
  const location = response.headers.get('location');
  if (!isRedirect(response) || location === null || !URL.canParse(location, from.href)) return undefined;
  const next = new URL(location, from);
  return next.origin === from.origin && next.username === '' && next.password === '' ? next : undefined;
}

function isRedirect(response: Response): boolean {
  return [301, 302, 303, 307, 308].includes(response.status);
}

/** False when it stopped before the end. */
async function readBody(response: Response, body: OutputCollector): Promise<boolean> {
  if (response.body === null) return true;
  for await (const chunk of response.body) {
    body.add(Buffer.from(chunk));
    if (body.seen() > mostRead) return false;
  }
  return true;
}

function answered(response: Response, body: OutputCollector, complete: boolean): StepOutcome {
  const text = body.text();
  const headers = Object.fromEntries(response.headers);
  const json = readJsonBody(body.whole(), headers['content-type'] ?? '');
  const facts: Facts = { status: response.status, headers, text, ...(json === undefined ? {} : { json }) };
  const rest = complete ? '' : `\n[The answer is longer than ${mostRead} bytes; the rest was not read.]`;
  return { kind: 'answered', facts, output: `${headline(response)}${text}${rest}`, accepted: response.ok };
}

function headline(response: Response): string {
  const location = isRedirect(response) ? response.headers.get('location') : null;
  const redirect = location === null ? '' : `\n[It points to ${cleanText(location)}, which was not followed.]`;
  return `HTTP ${response.status} ${cleanText(response.statusText)}`.trimEnd() + redirect + '\n\n';
}

function readJsonBody(text: string | undefined, contentType: string): Facts['json'] {
  if (text === undefined) return undefined;
  return /^[^;]*\bjson\b/i.test(contentType) || looksLikeJson(text) ? readJson(text) : undefined;
}

/** What it means that the exchange did not come to its end. */
function broken(exchange: Exchange, thrown: unknown): StepOutcome {
  const { connected, limit, method, response, target } = exchange;
  const output = response === undefined ? '' : `${headline(response)}${exchange.body.text()}`;
  const stopped = limit.stopped();
  if (!connected) {
    const why = stopped === undefined ? whyNotConnected(thrown) : `no connection stood yet. ${stopped}`;
    return { kind: 'failed', say: `${target} could not be reached: ${why}. Nothing was sent.`, output };
  }
  const far =
    response === undefined ? 'before an answer came' : `in the middle of its answer (HTTP ${response.status})`;
  const what = stopped === undefined ? `${howBroken(target, thrown)} ${far}` : `${stopped}, ${far}`;
  if (exchange.isQuery || isSafe(method)) {
    const request = exchange.isQuery ? 'query' : `${method} request`;
    return { kind: 'failed', say: `${what}. A ${request} changes nothing; try it again.`, output };
  }
  return { kind: 'unknown', say: `${what}; the ${method} request may have been carried out.`, output };
}

function howBroken(target: string, thrown: unknown): string {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  if (code.startsWith('HPE_')) return `${target} sent something that is not HTTP`;
  return code.startsWith('Z_')
    ? `${target} sent compressed data that cannot be read`
    : `The connection to ${target} broke`;
}

function isSafe(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}
