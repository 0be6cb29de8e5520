// Who may do what, as `opsbook.yaml` says it. Plain data: the same words have the same digest.

import { createHash } from 'node:crypto';
import { usualAsking, type AskingDefaults } from '../runbooks/asking.ts';
import type { Permission } from './permission.ts';
import type { Freeze, Week } from './quiet-hours.ts';

/** Undefined means every system. */
export type Systems = readonly string[] | undefined;

export interface Grant {
  readonly permission: Permission;
  readonly systems: Systems;
}

export interface Role {
  readonly name: string;
  /** `@user-group`, a user id, `cli:<name>` of the terminal, or `*`, which is everybody. */
  readonly members: readonly string[];
  readonly may: readonly Grant[];
}

export interface QuietHours {
  /** IANA name of the zone in which hours and days are meant. */
  readonly zone: string;
  /** Changes are made then; undefined means at any hour. */
  readonly working: { readonly hours: Week; readonly systems: Systems } | undefined;
  readonly freezes: readonly (Freeze & { readonly systems: Systems })[];
}

export interface Policy {
  /** Undefined means that no roles are named, and the rules of a team without them hold. */
  readonly roles: readonly Role[] | undefined;
  /** By system, or `*` for all that are not named: the channels in which changes are started. */
  readonly channels: Readonly<Record<string, readonly string[]>>;
  readonly quiet: QuietHours;
  /** Who is asked for what does not say it itself. */
  readonly asking: AskingDefaults;
}

export function usualPolicy(zone: string): Policy {
  return { roles: undefined, channels: {}, quiet: { zone, working: undefined, freezes: [] }, asking: usualAsking };
}

/** Whether rules are the same; the order of roles does not matter, nothing else is left out. */
export function digestOfPolicy({ roles, ...rest }: Policy): string {
  const sorted = roles === undefined ? null : [...roles].sort((a, b) => (a.name < b.name ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify({ roles: sorted, ...rest }))
    .digest('hex');
}

export function holdsFor(systems: Systems, system: string | undefined): boolean {
  return systems === undefined || system === undefined || systems.includes(system);
}

export function granting(roles: readonly Role[], permission: Permission, system: string | undefined): readonly Role[] {
  return roles.filter((role) =>
    role.may.some((grant) => grant.permission === permission && holdsFor(grant.systems, system)),
  );
}

/** The channels in which changes of a system may be started; undefined when any will do. */
export function channelsFor({ channels }: Policy, system: string): readonly string[] | undefined {
  const named = new Map(Object.entries(channels));
  return named.get(system) ?? named.get('*');
}

/** As Slack shows it: a person's id becomes a mention, a group's name stays one without pinging anybody. */
export function memberInWords(name: string): string {
  return /^[UW][A-Z0-9]+$/.test(name) ? `<@${name}>` : name;
}
