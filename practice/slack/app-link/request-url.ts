// HTTP mode: signed requests to the app's request URL, with Slack's exact content types and deadline.
// https://docs.slack.dev/authentication/verifying-requests-from-slack

import { createHmac } from 'node:crypto';
import { isRecord, parseJson, type JsonRecord } from '../json-values.ts';
import type { World } from '../world.ts';
import type { Acknowledgement, Envelope } from './link.ts';

const FORM = 'application/x-www-form-urlencoded';

export async function postToApp(world: World, url: string, envelope: Envelope): Promise<Acknowledgement> {
  const body = bodyOf(envelope);
  const { book } = world;
  book.log({ direction: 'to app', what: envelope.kind, transport: 'http', ok: true, note: url }, envelope.payload);
  const startedAt = performance.now();
  try {
    const answer = await fetch(url, {
      method: 'POST',
      body,
      redirect: 'manual',
      headers: { ...signature(world, body), ...headersOf(envelope) },
      signal: AbortSignal.timeout(world.ackDeadlineMs),
    });
    const text = await answer.text();
    const note = `${envelope.kind}: HTTP ${answer.status} after ${Math.round(performance.now() - startedAt)} ms`;
    book.log({ direction: 'from app', what: 'ack', transport: 'http', ok: answer.ok, note }, text);
    if (answer.status !== 200) return { kind: 'failed', reason: `HTTP ${answer.status}` };
    return { kind: 'acknowledged', payload: answerOf(world, envelope, text) };
  } catch (thrown) {
    const isLate = thrown instanceof Error && thrown.name === 'TimeoutError';
    const note = isLate ? 'no answer in time' : String(thrown);
    book.log({ direction: 'from app', what: 'ack', transport: 'http', ok: false, note }, '');
    return { kind: isLate ? 'missed' : 'unreachable' };
  }
}

function bodyOf({ kind, payload }: Envelope): string {
  if (kind === 'events_api') return JSON.stringify(payload);
  const fields = kind === 'interactive' ? { payload: JSON.stringify(payload) } : fieldsOf(payload);
  return new URLSearchParams(fields).toString();
}

function fieldsOf(payload: JsonRecord): Record<string, string> {
  return Object.fromEntries(Object.entries(payload).map(([key, value]) => [key, String(value)]));
}

function headersOf({ kind, attempt, retryReason }: Envelope): Record<string, string> {
  return {
    'content-type': kind === 'events_api' ? 'application/json' : FORM,
    'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
    ...(attempt === 0 ? {} : { 'x-slack-retry-num': String(attempt), 'x-slack-retry-reason': retryReason }),
  };
}

function signature({ app }: World, body: string): Record<string, string> {
  // The receiver compares with its own clock, so this is real time even while a test holds the workspace's.
  const at = String(Math.floor(Date.now() / 1000));
  const digest = createHmac('sha256', app.signingSecret).update(`v0:${at}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': at, 'x-slack-signature': `v0=${digest}` };
}

function answerOf(world: World, envelope: Envelope, text: string): JsonRecord {
  if (text.trim() === '') return {};
  const parsed = parseJson(text);
  if (!envelope.acceptsResponse) {
    world.book.refuse('ack', 'response_not_accepted', `This ${envelope.kind} request takes no answer in its body.`);
    return {};
  }
  return isRecord(parsed) ? parsed : { text };
}
