// What people can be allowed, and how a sentence names it.

import type { Risk } from '../runbooks/model.ts';

export const permissions = [
  'see',
  'run:read',
  'run:change',
  'run:destroy',
  'approve:change',
  'approve:destroy',
  'incident',
  'audit',
  'breakglass',
  'admin',
] as const;

export type Permission = (typeof permissions)[number];

/** What a yes to something of this risk takes. What only reads is asked for as a change is. */
export function neededToApprove(risk: Risk): Permission {
  return risk === 'destroy' ? 'approve:destroy' : 'approve:change';
}

/** They concern the whole record and the whole of Opsbook: there is no part of them for one system. */
export const indivisible: readonly Permission[] = ['audit', 'admin'];

/** What somebody wanted to do, as a sentence about it begins. */
export const doing: Readonly<Record<Permission, string>> = {
  see: 'Looking at procedures and runs',
  'run:read': 'Running what only reads',
  'run:change': 'Starting a change',
  'run:destroy': 'Starting what destroys',
  'approve:change': 'Approving a change',
  'approve:destroy': 'Approving what destroys',
  incident: 'Handling incidents',
  audit: 'Reading the record',
  breakglass: 'Breaking the glass',
  admin: 'Administering Opsbook',
};
