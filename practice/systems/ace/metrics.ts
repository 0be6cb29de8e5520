// The practice application's `/metrics` in Prometheus' text format. Pure: its traffic is a function of its uptime.
// Format: https://prometheus.io/docs/instrumenting/exposition_formats/

import { breakerNames, canRetrieve, type Condition } from './health.ts';

interface Readings {
  readonly condition: Condition;
  readonly uptimeSeconds: number;
  readonly residentBytes: number;
  readonly vectors: Readonly<Record<string, number>>;
}

const requestsPerSecond = 20;

/** Share of requests that fail: retrieval is two in five, a call to the model one in four. */
function failingShare(condition: Condition): number {
  const open = breakerNames.some((name) => condition.breakers[name] === 'open');
  return (canRetrieve(condition) ? 0 : 0.4) + (open ? 0.25 : 0);
}

// Upper bounds in ms and the share of searches that are no slower: P50 under 10 ms, P95 under 15 ms.
const latencyBuckets = [
  { le: '5', share: 0.2 },
  { le: '10', share: 0.7 },
  { le: '15', share: 0.97 },
  { le: '25', share: 1 },
  { le: '+Inf', share: 1 },
] as const;

function family(name: string, type: 'counter' | 'gauge' | 'histogram', samples: readonly string[]): string {
  return [`# TYPE ${name} ${type}`, ...samples, ''].join('\n');
}

export function renderMetrics({ condition, uptimeSeconds, residentBytes, vectors }: Readings): string {
  const requests = Math.floor(uptimeSeconds * requestsPerSecond);
  const failed = Math.floor(requests * failingShare(condition));
  const searches = canRetrieve(condition) ? requests : 0;
  const breakers = breakerNames.map((name) => ({ name, open: condition.breakers[name] === 'open' }));
  return [
    family('http_requests_total', 'counter', [
      `http_requests_total{status="2xx"} ${String(requests - failed)}`,
      `http_requests_total{status="5xx"} ${String(failed)}`,
    ]),
    family('playbook_retrieval_latency_ms', 'histogram', [
      ...latencyBuckets.map(
        ({ le, share }) => `playbook_retrieval_latency_ms_bucket{le="${le}"} ${String(Math.floor(searches * share))}`,
      ),
      `playbook_retrieval_latency_ms_sum ${String(searches * 8)}`,
      `playbook_retrieval_latency_ms_count ${String(searches)}`,
    ]),
    family(
      'circuit_breaker_state',
      'gauge',
      breakers.flatMap(({ name, open }) => [
        `circuit_breaker_state{name="${name}",state="closed"} ${open ? '0' : '1'}`,
        `circuit_breaker_state{name="${name}",state="open"} ${open ? '1' : '0'}`,
      ]),
    ),
    family(
      'circuit_breaker_failures_total',
      'counter',
      breakers.map(({ name, open }) => `circuit_breaker_failures_total{name="${name}"} ${open ? '5' : '0'}`),
    ),
    family(
      'faiss_index_size_vectors',
      'gauge',
      Object.entries(vectors).map(([domain, size]) => `faiss_index_size_vectors{domain="${domain}"} ${String(size)}`),
    ),
    family('process_resident_memory_bytes', 'gauge', [`process_resident_memory_bytes ${String(residentBytes)}`]),
  ].join('');
}
