// What `opsbook.yaml` says about incidents. Pure: the text comes in, settings or sentences go out.

import { parseDocument } from 'yaml';
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
  /** By system. */
  on_call: z
    .record(z.string(), z.array(z.string().regex(/^(@\S+|[UW][A-Z0-9]+)$/, 'name a @user-group or a user id')))
    .optional(),
  postmortem_template: z.string().min(1).optional(),
});
const file = z.strictObject({ incidents: incidents.optional() });

export type SettingsRead =
  | {
      readonly ok: true;
      readonly settings: Omit<IncidentSettings, 'template'>;
      /** The file that holds another template, as it is written. */
      readonly templateFile: string | undefined;
    }
  | { readonly ok: false; readonly problems: readonly string[] };

/** `usual` is what holds where the file says nothing. */
export function readSettings(text: string, usual: IncidentSettings): SettingsRead {
  const document = parseDocument(text, { strict: true });
  const [broken] = document.errors;
  if (broken !== undefined) return { ok: false, problems: [broken.message] };
  const read = file.safeParse(document.toJS({ maxAliasCount: 20 }) ?? {});
  if (!read.success)
    return {
      ok: false,
      problems: read.error.issues.map(({ path, message }) => `${path.join('.') || 'the file'}: ${message}`),
    };
  const { severities = {}, roles, on_call: onCall, postmortem_template: templateFile } = read.data.incidents ?? {};
  const rule = (number: 1 | 2 | 3 | 4) => ({
    means: severities[number]?.means ?? usual.severities[number].means,
    everyMs: severities[number]?.every ?? usual.severities[number].everyMs,
  });
  return {
    ok: true,
    templateFile,
    settings: {
      ...usual,
      severities: { 1: rule(1), 2: rule(2), 3: rule(3), 4: rule(4) },
      roles: roles ?? usual.roles,
      onCall: onCall ?? usual.onCall,
    },
  };
}
