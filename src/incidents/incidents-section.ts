// What `opsbook.yaml` says about incidents, and how it becomes settings.

import { z } from 'zod';
import { durationHint, parseDuration } from '../runbooks/duration.ts';
import type { IncidentSettings } from './settings.ts';

const every = z.string().transform((text, context) => {
  const ms = parseDuration(text);
  if (ms !== undefined) return ms;
  context.addIssue({ code: 'custom', message: `"${text}" is no time. ${durationHint}` });
  return z.NEVER;
});
const severityRule = z.strictObject({ every: every.optional(), means: z.string().min(1).max(60).optional() });
const incidents = z.strictObject({
  severities: z
    .strictObject({
      1: severityRule.optional(),
      2: severityRule.optional(),
      3: severityRule.optional(),
      4: severityRule.optional(),
    })
    .optional(),
  /** The first one leads. */
  roles: z
    .array(z.string().regex(/^[a-z][a-z-]{0,30}$/, 'a role is one word in small letters'))
    .min(1)
    .max(20)
    .optional(),
  postmortem_template: z.string().min(1).optional(),
});
const onCall = z.record(
  z.string(),
  z.array(z.string().regex(/^(@\S+|[UW][A-Z0-9]+)$/, 'Name a @user-group or a user id.')),
);

/** The settings of the file that this is about. */
export const incidentSections = {
  incidents: incidents.optional(),
  /** By system. */
  oncall: onCall.optional(),
};

const section = z.object(incidentSections);

export interface IncidentsRead {
  readonly settings: Omit<IncidentSettings, 'template'>;
  /** The file that holds another template, as it is written. */
  readonly templateFile: string | undefined;
}

/** `usual` is what holds where the file says nothing. */
export function incidentsOf(read: z.infer<typeof section>, usual: IncidentSettings): IncidentsRead {
  const { severities = {}, roles, postmortem_template: templateFile } = read.incidents ?? {};
  const rule = (number: 1 | 2 | 3 | 4) => ({
    means: severities[number]?.means ?? usual.severities[number].means,
    everyMs: severities[number]?.every ?? usual.severities[number].everyMs,
  });
  return {
    templateFile,
    settings: {
      ...usual,
      severities: { 1: rule(1), 2: rule(2), 3: rule(3), 4: rule(4) },
      roles: roles ?? usual.roles,
      onCall: read.oncall ?? usual.onCall,
    },
  };
}
