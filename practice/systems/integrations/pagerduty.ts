// The practice PagerDuty: `POST /v2/enqueue` of the Events API v2, and the alerts that come of it. An event with the dedup_key of an
// open alert joins it, so a repeated trigger pages nobody twice.
// https://developer.pagerduty.com/docs/events-api-v2-overview

import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Answered, Asked, Service } from './answer.ts';

const dedupKey = z.string().min(1).max(255);
const event = z.discriminatedUnion('event_action', [
  z.object({
    event_action: z.literal('trigger'),
    routing_key: z.string().optional(),
    dedup_key: dedupKey.optional(),
    payload: z.object({
      summary: z.string().min(1).max(1024),
      source: z.string().min(1),
      severity: z.enum(['critical', 'error', 'warning', 'info']),
      custom_details: z.record(z.string(), z.unknown()).optional(),
    }),
  }),
  z.object({ event_action: z.literal('acknowledge'), routing_key: z.string().optional(), dedup_key: dedupKey }),
  z.object({ event_action: z.literal('resolve'), routing_key: z.string().optional(), dedup_key: dedupKey }),
]);

export interface Alert {
  readonly dedupKey: string;
  readonly state: 'triggered' | 'acknowledged' | 'resolved';
  readonly severity: string;
  readonly summary: string;
  /** How many triggers it took up. */
  readonly triggers: number;
}

export interface PracticePagerDuty extends Service {
  readonly alerts: () => readonly Alert[];
  /** Every routing key is refused from now on, as after the integration was deleted. */
  readonly refuse: () => void;
}

export function createPagerDuty(routingKey: string): PracticePagerDuty {
  let alerts = new Map<string, Alert>();
  let refuses = false;

  function answer({ method, path, headers, body }: Asked): Answered {
    if (path !== '/v2/enqueue') return { status: 404, body: { error: 'Not Found' } };
    if (method !== 'POST') return { status: 405, body: { error: 'Method Not Allowed' } };
    const given = event.safeParse(body);
    if (!given.success)
      return invalid(given.error.issues.map(({ path: at, message }) => `${at.join('.')}: ${message}`));
    if (refuses || (headers['x-routing-key'] ?? given.data.routing_key) !== routingKey)
      return invalid(['Invalid routing key']);
    return take(given.data);
  }

  function take(given: z.infer<typeof event>): Answered {
    const key = given.dedup_key ?? randomBytes(16).toString('hex');
    const open = alerts.get(key);
    const isOpen = open !== undefined && open.state !== 'resolved';
    if (given.event_action === 'trigger') {
      const { severity, summary } = given.payload;
      const first = { dedupKey: key, state: 'triggered', severity, summary, triggers: 1 } as const;
      alerts.set(key, isOpen ? { ...open, severity, summary, triggers: open.triggers + 1 } : first);
    } else if (isOpen) {
      alerts.set(key, { ...open, state: given.event_action === 'resolve' ? 'resolved' : 'acknowledged' });
    }
    // An event about an alert that is not open is taken and does nothing.
    return { status: 202, body: { status: 'success', message: 'Event processed', dedup_key: key } };
  }

  return {
    answer,
    alerts: () => [...alerts.values()],
    refuse: () => {
      refuses = true;
    },
    reset: () => {
      alerts = new Map();
      refuses = false;
    },
  };
}

function invalid(errors: readonly string[]): Answered {
  return { status: 400, body: { status: 'invalid event', message: 'Event object is invalid', errors } };
}
