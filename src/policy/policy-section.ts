// What `opsbook.yaml` says about who may do what, and how it becomes a policy. Every sentence here is read by whoever edits that file.

import { z } from 'zod';
import { escalate, usualAsking, type AskingDefaults } from '../runbooks/asking.ts';
import { duration } from '../runbooks/duration.ts';
import { nearestOf } from '../runbooks/nearest.ts';
import { indivisible, permissions, type Permission } from './permission.ts';
import type { Grant, Policy, QuietHours } from './policy.ts';
import { isMoment, readHours, type Freeze } from './quiet-hours.ts';

const system = z
  .string('Name a system, as the front matter of its runbook does.')
  .regex(/^[a-z][a-z0-9-]*$/, 'Name a system, as the front matter of its runbook does.');
const systems = z.array(system, 'List the systems: [ace, aeris].').min(1, 'List the systems, or leave `systems` away.');

const member = z
  .string()
  .regex(
    /^(@[^\s@]+|[UW][A-Z0-9]{2,}|cli:[A-Za-z0-9][A-Za-z0-9._@+-]{0,63}|\*)$/,
    'Write a Slack user group such as "@ace-oncall", a user id such as U012AB3CD, cli:<name> for the terminal, or "*" for everybody.',
  );

const permission = z.string().transform((text, context): Permission => {
  const known = permissions.find((each) => each === text);
  if (known !== undefined) return known;
  const near = nearestOf(text, permissions);
  const next = near === undefined ? `There are: ${permissions.join(', ')}.` : `Did you mean ${near}?`;
  context.addIssue({ code: 'custom', message: `"${text.slice(0, 60)}" is no permission. ${next}` });
  return z.NEVER;
});

const limited = z
  .strictObject({ permission, systems: systems.exactOptional() })
  .refine((grant) => grant.systems === undefined || !indivisible.includes(grant.permission), {
    message: `${indivisible.join(' and ')} cannot be limited: leave \`systems\` away.`,
    path: ['systems'],
  });

const grant = z.unknown().transform((value, context): Grant => {
  const read = typeof value === 'string' ? permission.safeParse(value) : limited.safeParse(value);
  if (!read.success) {
    for (const { message, path } of read.error.issues) context.addIssue({ code: 'custom', message, path: [...path] });
    return z.NEVER;
  }
  return typeof read.data === 'string'
    ? { permission: read.data, systems: undefined }
    : { permission: read.data.permission, systems: read.data.systems };
});

const nobody = 'A role needs members: user groups, user ids, cli:<name>, or "*" for everybody.';
const nothing = 'A role needs `may`: a list of permissions.';
const role = z.strictObject({
  members: z.array(member, nobody).min(1, nobody).max(200),
  may: z.array(grant, nothing).min(1, nothing).max(100),
});

const roleName = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'Name a role in small letters, digits and dashes.');
const channel = z
  .string()
  .regex(/^(#[^\s#]+|[CG][A-Z0-9]{2,})$/, 'Write a channel such as "#ops", or an id such as C012AB3CD.');

const hours = z.string().transform((text, context) => {
  const read = readHours(text);
  if (read !== undefined) return read;
  context.addIssue({ code: 'custom', message: `"${text.slice(0, 60)}" are no hours. Write mon-fri 08:00-18:00.` });
  return z.NEVER;
});
const moment = z.string().refine(isMoment, 'Write a day such as 2026-12-19, or a minute such as "2026-12-19 18:00".');
const freeze = z
  .strictObject({
    from: moment,
    until: moment,
    why: z.string().trim().min(1).max(200),
    systems: systems.exactOptional(),
  })
  .refine(({ from, until }) => from.slice(0, 10) <= until.slice(0, 10), {
    message: 'It ends before it begins.',
    path: ['until'],
  });
const working = z.strictObject({ hours: z.array(hours).min(1), systems: systems.exactOptional() });

const people = z.int('Write a number of people, 0 to 5.').max(5, 'Write a number of people, 0 to 5.');
const approvals = z.strictObject({
  change: people.min(0, 'Write a number of people, 0 to 5.').exactOptional(),
  destroy: people.min(1, 'What destroys always takes another person: 1 is the least.').exactOptional(),
  remind: duration.exactOptional(),
  escalate: escalate.exactOptional(),
});

/** The settings of the file that this is about. */
export const policySettings = {
  roles: z
    .record(roleName, role)
    .refine((roles) => Object.keys(roles).length > 0, nobody)
    .exactOptional(),
  channels: z.record(z.union([system, z.literal('*')]), z.array(channel).min(1).max(100)).exactOptional(),
  quiet_hours: z
    .strictObject({ working: working.exactOptional(), freezes: z.array(freeze).max(100).exactOptional() })
    .exactOptional(),
  approvals: approvals.exactOptional(),
};

const section = z.object(policySettings);

export function policyOf(read: z.infer<typeof section>, zone: string): Policy {
  const { roles, channels = {}, quiet_hours: quiet = {}, approvals: asked = {} } = read;
  return {
    roles: roles && Object.entries(roles).map(([name, { members, may }]) => ({ name, members, may })),
    channels,
    quiet: quietOf(quiet, zone),
    asking: askingOf(asked),
  };
}

function askingOf({ remind, ...rest }: z.infer<typeof approvals>): AskingDefaults {
  return { ...usualAsking, ...rest, ...(remind === undefined ? {} : { remindMs: remind }) };
}

function quietOf(
  { working: week, freezes = [] }: NonNullable<z.infer<typeof section>['quiet_hours']>,
  zone: string,
): QuietHours {
  return {
    zone,
    working: week && { hours: week.hours, systems: week.systems },
    freezes: freezes.map(
      ({ systems: only, ...rest }): Freeze & { readonly systems: readonly string[] | undefined } => ({
        ...rest,
        systems: only,
      }),
    ),
  };
}
