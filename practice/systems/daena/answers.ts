// The bodies that Daena's endpoints answer with.

import type { Facts } from './measure.ts';
import { measure } from './measure.ts';

/** Six departments of eight agents each. */
const departments = ['engineering', 'product', 'sales', 'marketing', 'finance', 'people'] as const;
export const agentsWanted = departments.length * 8;
const anomalyThreshold = 3;

export function memoryOf(facts: Facts): object {
  const { cas, llm_cost_usd_per_day: cost, ...measured } = measure(facts);
  return {
    nbmf_enabled: facts.writes,
    read_mode: facts.settings.read_mode,
    llm_cas_hit_rate: rate(cas.hits + cas.near, cas.hits + cas.near + cas.misses),
    ...measured,
    active_agents: facts.agents,
    records: facts.records,
    unreadable_records: facts.unreadable,
    llm_cost_usd_per_day: cost,
    storage: {
      bytes: facts.aging.bytes,
      growth_percent_per_day: facts.aging.growth_per_day,
      overdue_records: facts.aging.overdue_records,
      last_aging_run: facts.aging.last_run,
    },
    replicas: facts.replicas,
    settings: facts.settings,
  };
}

export function casOf(facts: Facts): object {
  const { cas } = measure(facts);
  const total = cas.hits + cas.near + cas.misses;
  return {
    cas_hits: cas.hits,
    cas_misses: cas.misses,
    near_dup_reuse: cas.near,
    total_requests: total,
    hit_rate: rate(cas.hits + cas.near, total),
    exact_match_rate: rate(cas.hits, total),
    near_dup_rate: rate(cas.near, total),
  };
}

export function costsOf(facts: Facts): object {
  const { cas, llm_cost_usd_per_day: cost } = measure(facts);
  const saved = Number((((cas.hits + cas.near) / Math.max(1, cas.misses)) * cost).toFixed(2));
  return { window: '24h', llm_calls: cas.misses, llm_cost_usd: cost, estimated_cost_savings_usd: saved };
}

export function anomaliesOf(facts: Facts): object {
  const found = facts.strangeAccess > 0 ? [strangeAgent(facts.strangeAccess)] : [];
  return { anomalies: found, total_anomalies: found.length, threshold: anomalyThreshold };
}

function strangeAgent(reads: number): object {
  const shown = { current_activity: reads, baseline_activity: 2, z_score: 8.5 };
  return { agent_id: 'agent_41', type: 'unusual_activity', severity: 'high', ...shown };
}

export function efficiencyOf(facts: Facts): object[] {
  const { l1_p95_ms: latency, cas } = measure(facts);
  const hitRate = rate(cas.hits + cas.near, cas.hits + cas.near + cas.misses);
  return names(facts.agents).map((agent, index) => ({
    agent_id: agent,
    department: departments[Math.floor(index / 8)],
    total_interactions: 150 - index,
    avg_response_time_ms: Number((latency + (index % 5)).toFixed(1)),
    success_rate: 0.99,
    cas_hit_rate: hitRate,
    llm_cost_per_interaction: 0.0025,
  }));
}

export function patternsOf(facts: Facts): object {
  const { l1_p95_ms: latency } = measure(facts);
  const patterns = names(facts.agents)
    .slice(0, 6)
    .map((agent, index) => ({
      source_agent: agent,
      target_agent: `agent_${String(index + 9)}`,
      message_count: 45 - index * 4,
      avg_latency_ms: Number((latency * 0.6 + index).toFixed(1)),
      success_rate: 0.98,
    }));
  return { patterns, total_patterns: patterns.length };
}

export function summaryOf(facts: Facts): object {
  return {
    window_minutes: 60,
    total_interactions: facts.agents * 26,
    unique_agents: facts.agents,
    top_agents: names(facts.agents)
      .slice(0, 3)
      .map((agent, index) => ({ agent_id: agent, interactions: 150 - index * 10 })),
    anomalies_detected: facts.strangeAccess > 0 ? 1 : 0,
  };
}

/** A bucket is refilled evenly; a tenth of a minute's tokens may go at once. */
export function limitsOf(perMinute: number, tenants: Readonly<Record<string, boolean>>): object {
  return {
    requests_per_minute: perMinute,
    tenants: Object.entries(tenants).map(([tenant, active], index) => {
      const used = active ? 620 + index * 110 : 0;
      return {
        tenant_id: tenant,
        active,
        limits: { requests_per_minute: perMinute, burst_size: perMinute / 10, refill_rate: rate(perMinute, 60) },
        request_count: used,
        utilization_percent: Number(((used / perMinute) * 100).toFixed(1)),
      };
    }),
  };
}

function names(count: number): string[] {
  return Array.from({ length: count }, (_one, index) => `agent_${String(index + 1)}`);
}

function rate(part: number, whole: number): number {
  return whole === 0 ? 0 : Number((part / whole).toFixed(4));
}
