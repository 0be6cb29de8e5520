// Slack's rate limits: one token bucket per method, one per channel for posts. https://docs.slack.dev/apis/web-api/rate-limits
// Buckets run on real time even when a test holds the workspace's clock, because Retry-After is waited for in real seconds.

export interface Limit {
  readonly perMinute: number;
  /** How many may come at once. */
  readonly burst: number;
}

/** `realistic`: Slack's tiers. `none`: no limit. `methods` overrides single ones. */
export type Limits =
  | 'realistic'
  | 'none'
  | { readonly methods?: Readonly<Record<string, Limit>>; readonly channelPosts?: Limit; readonly others?: 'none' };

interface Bucket {
  left: number;
  at: number;
}

export interface Rates {
  readonly buckets: Map<string, Bucket>;
  readonly methods: Map<string, Limit>;
  channelPosts: Limit;
  isLimited: boolean;
}

/** About one post a second and channel; short bursts pass. */
const CHANNEL_POSTS: Limit = { perMinute: 60, burst: 5 };
const UNLIMITED: Limit = { perMinute: Infinity, burst: Infinity };

export function makeRates(limits: Limits = 'realistic'): Rates {
  const own = typeof limits === 'string' ? {} : limits;
  const isLimited = limits !== 'none' && own.others !== 'none';
  return {
    buckets: new Map(),
    methods: new Map(Object.entries(own.methods ?? {})),
    channelPosts: own.channelPosts ?? (isLimited ? CHANNEL_POSTS : UNLIMITED),
    isLimited,
  };
}

/** Takes one token. Answers the seconds to wait when there is none, else 0. */
export function takeRate(rates: Rates, method: string, perMinute: number, postsTo: string | undefined): number {
  const limit = rates.methods.get(method) ?? (rates.isLimited ? { perMinute, burst: perMinute } : UNLIMITED);
  const wait = take(rates, method, limit);
  return wait > 0 || postsTo === undefined ? wait : take(rates, `post:${postsTo}`, rates.channelPosts);
}

function take(rates: Rates, key: string, limit: Limit): number {
  if (limit.burst === Infinity) return 0;
  const now = performance.now();
  const bucket = rates.buckets.get(key) ?? { left: limit.burst, at: now };
  const perMs = limit.perMinute / 60_000;
  bucket.left = Math.min(limit.burst, bucket.left + (now - bucket.at) * perMs);
  bucket.at = now;
  rates.buckets.set(key, bucket);
  if (bucket.left >= 1) {
    bucket.left -= 1;
    return 0;
  }
  return Math.max(1, Math.ceil((1 - bucket.left) / perMs / 1000));
}
