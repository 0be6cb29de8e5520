// Two clients: Slack's SDK pauses a whole client after one 429, so answers to people never share one with background posts.

import { ErrorCode, LogLevel, type WebClient, type WebClientOptions } from '@slack/web-api';
import { z } from 'zod';
import type { SlackConfig } from '../config.ts';
import { WatchedClient, type CallWatch } from './watched-client.ts';

export interface Clients {
  /** Forms and private answers: a person is waiting. */
  readonly interactive: WebClient;
  /** Cards and threads: never waits on a 429, says so instead. */
  readonly background: WebClient;
}

const callTimeoutMs = 10_000;

export function makeClients(config: SlackConfig, watch: CallWatch): Clients {
  const shared = {
    slackApiUrl: config.apiUrl,
    timeout: callTimeoutMs,
    allowAbsoluteUrls: false,
    logLevel: LogLevel.ERROR,
  } satisfies WebClientOptions;
  return {
    interactive: new WatchedClient(
      config.botToken,
      { ...shared, retryConfig: { retries: 2, factor: 2, minTimeout: 200, maxTimeout: 1_000 } },
      watch,
    ),
    background: new WatchedClient(
      config.botToken,
      { ...shared, rejectRateLimitedCalls: true, retryConfig: { retries: 0 } },
      watch,
    ),
  };
}

export type SlackFailure =
  | { readonly kind: 'limited'; readonly retryAfterMs: number }
  /** Slack answered `ok: false`. */
  | { readonly kind: 'refused'; readonly error: string }
  /** The token itself is refused: nothing that is asked for with it will be done, and nothing is wrong with what was asked. */
  | { readonly kind: 'barred'; readonly error: string }
  /** No answer, or none that says whether it was done: an outage, of Slack or on the way there. */
  | { readonly kind: 'away'; readonly say: string }
  /** Nothing that time mends. */
  | { readonly kind: 'unknown'; readonly say: string };

const coded = z.object({ code: z.string() });
const away = z.union([
  z.object({ code: z.enum([ErrorCode.RequestError, ErrorCode.PlatformError]) }),
  z.object({ code: z.literal(ErrorCode.HTTPError), statusCode: z.number().min(500) }),
]);
const limited = z.object({ code: z.literal(ErrorCode.RateLimitedError), retryAfter: z.number() });
const refused = z.object({ code: z.literal(ErrorCode.PlatformError), data: z.object({ error: z.string() }) });

/** What a thrown SDK error means. A sentence that was put around it does not change what has to be waited for. */
export function failureOf(thrown: unknown): SlackFailure {
  const own = meaningOf(thrown);
  if (own.kind !== 'unknown' || !(thrown instanceof Error) || thrown.cause === undefined) return own;
  const inner = failureOf(thrown.cause);
  return inner.kind === 'away' || againAfter(inner) !== undefined ? inner : own;
}

function meaningOf(thrown: unknown): SlackFailure {
  const rate = limited.safeParse(thrown);
  if (rate.success) return { kind: 'limited', retryAfterMs: rate.data.retryAfter * 1000 };
  const platform = refused.safeParse(thrown);
  if (platform.success && isDecision(platform.data.data.error)) {
    const { error } = platform.data.data;
    return { kind: refusedTokens.has(error) ? 'barred' : 'refused', error };
  }
  const code = coded.safeParse(thrown);
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  const say = code.success ? `${code.data.code}: ${text}` : text;
  return { kind: away.safeParse(thrown).success ? 'away' : 'unknown', say };
}

/** Slack's names for a token that is good for nothing: https://docs.slack.dev/reference/methods/auth.test#errors */
const refusedTokens = new Set([
  'account_inactive',
  'invalid_auth',
  'not_allowed_token_type',
  'not_authed',
  'team_access_not_granted',
  'token_expired',
  'token_revoked',
]);

/** A new token comes with a restart, so nothing is gained by asking sooner. */
const barredAgainMs = 60_000;

/** When a job is worth another try that burns none, for trouble that is neither its fault nor the call's; else undefined. */
export function againAfter(failure: SlackFailure): number | undefined {
  if (failure.kind === 'limited') return failure.retryAfterMs;
  return failure.kind === 'barred' ? barredAgainMs : undefined;
}

/** Slack's names for its own trouble, after which a call may have been carried out: https://docs.slack.dev/reference/methods/chat.postMessage#errors */
const ownTrouble = new Set(['fatal_error', 'internal_error', 'request_timeout', 'service_unavailable', 'ratelimited']);

/** The SDK passes a web page, as a proxy in between answers, off as the name of an error. */
function isDecision(error: string): boolean {
  return /^[a-z0-9_]+$/.test(error) && !ownTrouble.has(error);
}
