// The practice application's `/metrics` in Prometheus' text format. Pure: its traffic is a function of how long it has served, as it is
// now. So what is wrong has always been wrong, and a rate over five minutes shows it at once.
// Format: https://prometheus.io/docs/instrumenting/exposition_formats/

import { breakerNames, type Breaker, type BreakerName } from './breaker.ts';
import { canRetrieve, type Condition } from './health.ts';
import { batchMerge, type Distribution, retrieval, search, shareWithin } from './traffic.ts';

export interface Readings {
  readonly condition: Condition;
  readonly servedSeconds: number;
  readonly residentBytes: number;
  readonly vectors: Readonly<Record<string, number>>;
  readonly breakers: Readonly<Record<BreakerName, Breaker>>;
  readonly isProviderOut: boolean;
  readonly missingIndexes: number;
  readonly connections: number;
  readonly promoted: number;
}

const requestsPerSecond = 20;
const insightsPerSecond = 0.5;

/** Share of requests that fail: retrieval is two in five, a call to the model one in four. */
function failingShare(condition: Condition): number {
  const open = breakerNames.some((name) => condition.breakers[name] === 'open');
  return (canRetrieve(condition) ? 0 : 0.4) + (open ? 0.25 : 0);
}

type Samples = Readonly<Record<string, number>>;

/** `samples` are values by their labels, as they stand between the braces; without labels under ''. */
function family(name: string, type: 'counter' | 'gauge', samples: Samples): string {
  const lines = Object.entries(samples).map(
    ([labels, value]) => `${name}${labels === '' ? '' : `{${labels}}`} ${String(value)}`,
  );
  return [`# TYPE ${name} ${type}`, ...lines, ''].join('\n');
}

function histogram(name: string, distribution: Distribution, count: number): string {
  const buckets = distribution.bounds.map((le) => {
    const within = Math.floor(count * shareWithin(distribution, le));
    return `${name}_bucket{le="${String(le)}"} ${String(within)}`;
  });
  return [
    `# TYPE ${name} histogram`,
    ...buckets,
    `${name}_bucket{le="+Inf"} ${String(count)}`,
    `${name}_count ${String(count)}`,
    '',
  ].join('\n');
}

function breakerFamilies({ condition, breakers, servedSeconds }: Readings): string[] {
  const states = ['closed', 'open', 'half_open'] as const;
  const each = (value: (name: BreakerName) => number): Samples =>
    Object.fromEntries(breakerNames.map((name) => [`name="${name}"`, value(name)]));
  const byState = breakerNames.flatMap((name) =>
    states.map((state) => [`name="${name}",state="${state}"`, condition.breakers[name] === state ? 1 : 0]),
  );
  return [
    family('circuit_breaker_state', 'gauge', Object.fromEntries(byState)),
    family(
      'circuit_breaker_failures_total',
      'counter',
      each((name) => breakers[name].failures),
    ),
    family(
      'circuit_breaker_successes_total',
      'counter',
      each((name) => (condition.breakers[name] === 'open' ? 0 : Math.floor(servedSeconds * 2))),
    ),
    family(
      'circuit_breaker_opened_total',
      'counter',
      each((name) => breakers[name].opened),
    ),
  ];
}

function settingSamples({ condition: { settings } }: Readings): Samples {
  const named = {
    max_batch_size: settings.maxBatchSize,
    batch_timeout_seconds: settings.batchTimeoutSeconds,
    failure_threshold: settings.failureThreshold,
    recovery_timeout: settings.recoveryTimeoutSeconds,
    promotion_helpful_min: settings.promotionHelpfulMin,
    promotion_ratio_min: settings.promotionRatioMin,
    playbook_cache_size: settings.playbookCacheSize,
  };
  return Object.fromEntries(Object.entries(named).map(([name, value]) => [`name="${name}"`, value]));
}

export function renderMetrics(readings: Readings): string {
  const { condition, servedSeconds, vectors, missingIndexes } = readings;
  const requests = Math.floor(servedSeconds * requestsPerSecond);
  const failed = Math.floor(requests * failingShare(condition));
  const searches = canRetrieve(condition) ? requests : 0;
  const batches = Math.floor(servedSeconds / 20);
  const insights = Math.floor(servedSeconds * insightsPerSecond);
  const slowness = { settings: condition.settings, vectors: Math.max(0, ...Object.values(vectors)), missingIndexes };
  return [
    family('http_requests_total', 'counter', { 'status="2xx"': requests - failed, 'status="5xx"': failed }),
    histogram('playbook_retrieval_latency_ms', retrieval(slowness), searches),
    histogram('faiss_search_latency_ms', search(slowness), searches),
    histogram('batch_merge_duration_seconds', batchMerge(slowness), batches),
    ...breakerFamilies(readings),
    family('llm_api_errors_total', 'counter', {
      'provider="openai"': readings.isProviderOut ? Math.floor(servedSeconds * 5) : 0,
      'provider="anthropic"': 0,
    }),
    family(
      'faiss_index_size_vectors',
      'gauge',
      Object.fromEntries(Object.entries(vectors).map(([domain, size]) => [`domain="${domain}"`, size])),
    ),
    family('process_resident_memory_bytes', 'gauge', { '': readings.residentBytes }),
    family('database_connections_active', 'gauge', { '': readings.connections }),
    family('bullets_added_total', 'counter', { '': Math.floor(insights * 0.8) }),
    family('bullets_promoted_total', 'counter', { '': readings.promoted }),
    family('insights_processed_total', 'counter', { '': insights }),
    family('ace_setting', 'gauge', settingSamples(readings)),
  ].join('');
}
