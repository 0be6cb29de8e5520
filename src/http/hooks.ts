// The webhooks: what a monitoring system or another program tells of becomes the same verbs that people use.

import { z } from 'zod';
import { severity } from '../incidents/incident.ts';
import { declareByHook } from '../verbs/declare-by-hook.ts';
import { takeAlerts } from '../verbs/take-alerts.ts';
import type { Workshop } from '../verbs/verb.ts';
import type { Hook, HookAnswer } from './serve.ts';

/** https://prometheus.io/docs/alerting/latest/configuration/#webhook_config */
const labels = z.record(z.string(), z.string());
const alertmanager = z.object({
  groupKey: z.string().min(1).max(2_000),
  status: z.enum(['firing', 'resolved']),
  groupLabels: labels.default({}),
  commonLabels: labels.default({}),
  commonAnnotations: labels.default({}),
  externalURL: z.string().optional(),
  alerts: z
    .array(
      z.object({
        status: z.enum(['firing', 'resolved']),
        labels: labels.default({}),
        annotations: labels.default({}),
        startsAt: z.coerce.date().optional(),
      }),
    )
    .max(5_000),
});

const declaration = z.strictObject({
  title: z.string().trim().min(1).max(300),
  severity,
  system: z.string().optional(),
  private: z.boolean().default(false),
  /** The same key declares one incident, however often it is sent. */
  key: z.string().min(1).max(200).optional(),
});

/** `hide`: what programs send is kept without the secrets in it. */
export function hooksOf(workshop: Workshop, hide: <T>(sent: T) => T): Readonly<Record<string, Hook>> {
  return {
    '/hooks/alertmanager': reading(alertmanager, async (group) => ({
      status: 200,
      body: await takeAlerts(workshop, hide(group)),
    })),
    '/hooks/incident': reading(declaration, async (said) => {
      const incident = await declareByHook(workshop, hide(said));
      return { status: incident.isNew ? 201 : 200, body: { incident: incident.name } };
    }),
  };
}

function reading<S extends z.ZodType>(schema: S, act: (body: z.infer<S>) => Promise<HookAnswer>): Hook {
  return async (body) => {
    const read = schema.safeParse(body);
    if (read.success) return act(read.data);
    const wrong = read.error.issues.map(({ path, message }) => `${path.join('.') || 'the body'}: ${message}`);
    return { status: 400, body: { error: `Nothing was done. ${wrong.slice(0, 5).join('; ')}` } };
  };
}
