// The practice status page: incidents of one page, as Statuspage's API v1 has them. Every update is a line that the public reads.
// https://developer.statuspage.io/

import { z } from 'zod';
import type { Answered, Asked, Service } from './answer.ts';

const statuses = ['investigating', 'identified', 'monitoring', 'resolved'] as const;
const impacts = ['none', 'minor', 'major', 'critical'] as const;
const created = z.object({
  incident: z.object({
    name: z.string().min(1),
    status: z.enum(statuses).default('investigating'),
    impact_override: z.enum(impacts).optional(),
    body: z.string().optional(),
  }),
});
const changed = z.object({
  incident: z.object({ status: z.enum(statuses).optional(), body: z.string().optional() }),
});

export interface PublicIncident {
  readonly id: string;
  readonly name: string;
  readonly status: (typeof statuses)[number];
  readonly impact: (typeof impacts)[number];
  /** Newest first. */
  readonly incident_updates: readonly { readonly status: string; readonly body: string }[];
}

export interface PracticeStatusPage extends Service {
  readonly incidents: () => readonly PublicIncident[];
  readonly goDown: () => void;
}

export function createStatusPage(pageId: string, token: string): PracticeStatusPage {
  let incidents: PublicIncident[] = [];
  let isDown = false;
  const root = `/v1/pages/${pageId}/incidents`;

  function answer({ method, path, headers, body }: Asked): Answered {
    if (isDown) return { status: 503, body: { error: 'Service Unavailable' } };
    if (headers['authorization'] !== `OAuth ${token}`)
      return { status: 401, body: { error: 'Could not authenticate' } };
    if (path === root && method === 'POST') return create(body);
    if (path === root && method === 'GET') return { status: 200, body: incidents };
    if (path === `${root}/unresolved` && method === 'GET')
      return { status: 200, body: incidents.filter(({ status }) => status !== 'resolved') };
    const one = incidents.find(({ id }) => path === `${root}/${id}`);
    if (one === undefined) return { status: 404, body: { error: 'Not found' } };
    if (method === 'GET') return { status: 200, body: one };
    return method === 'PATCH' ? change(one, body) : { status: 405, body: { error: 'Method not allowed' } };
  }

  function create(body: unknown): Answered {
    const given = created.safeParse(body);
    if (!given.success) return { status: 422, body: { error: sentencesOf(given.error) } };
    const { name, status, impact_override: impact = 'none', body: said = '' } = given.data.incident;
    const id = `p${String(incidents.length + 1).padStart(11, '0')}`;
    const one = { id, name, status, impact, incident_updates: [{ status, body: said }] };
    incidents = [one, ...incidents];
    return { status: 201, body: one };
  }

  function change(one: PublicIncident, body: unknown): Answered {
    const given = changed.safeParse(body);
    if (!given.success) return { status: 422, body: { error: sentencesOf(given.error) } };
    const { status = one.status, body: said = '' } = given.data.incident;
    const next = { ...one, status, incident_updates: [{ status, body: said }, ...one.incident_updates] };
    incidents = incidents.map((each) => (each.id === one.id ? next : each));
    return { status: 200, body: next };
  }

  return {
    answer,
    incidents: () => incidents,
    goDown: () => {
      isDown = true;
    },
    reset: () => {
      incidents = [];
      isDown = false;
    },
  };
}

function sentencesOf({ issues }: z.ZodError): string[] {
  return issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}
