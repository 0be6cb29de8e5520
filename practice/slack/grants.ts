// The short-lived rights that a person's action gives the app: a trigger (3 s, once) and a response URL (30 min, 5 uses).

import { randomBytes } from 'node:crypto';
import { ApiError } from './api-error.ts';

const TRIGGER_MS = 3_000;
const RESPONSE_URL_MS = 30 * 60_000;
const RESPONSE_URL_USES = 5;

interface Trigger {
  readonly person: string;
  readonly issuedAt: number;
  /** The modal in which the person acted, when it was one. */
  readonly viewId?: string;
  wasUsed: boolean;
}

/** What a response URL stands for; `message` is the one whose button was clicked. */
export interface ResponseTicket {
  readonly person: string;
  readonly channel: string;
  readonly message?: { readonly ts: string; readonly isEphemeral: boolean; readonly threadTs?: string };
}

interface ResponseUrl extends ResponseTicket {
  readonly issuedAt: number;
  uses: number;
}

export interface Grants {
  readonly triggers: Map<string, Trigger>;
  readonly responseUrls: Map<string, ResponseUrl>;
}

interface Holder {
  readonly grants: Grants;
  readonly now: () => number;
}

export function makeGrants(): Grants {
  return { triggers: new Map(), responseUrls: new Map() };
}

export function issueTrigger({ grants, now }: Holder, person: string, viewId?: string): string {
  const id = `${now()}.${grants.triggers.size + 1}.${randomBytes(16).toString('hex')}`;
  grants.triggers.set(id, { person, issuedAt: now(), wasUsed: false, ...(viewId === undefined ? {} : { viewId }) });
  return id;
}

/** Uses a trigger up. Throws `invalid_trigger_id`, `exchanged_trigger_id` or `expired_trigger_id`. */
export function takeTrigger(
  { grants, now }: Holder,
  id: string,
): { readonly person: string; readonly viewId?: string } {
  const trigger = grants.triggers.get(id);
  if (trigger === undefined) throw new ApiError('invalid_trigger_id');
  if (trigger.wasUsed) throw new ApiError('exchanged_trigger_id');
  if (now() - trigger.issuedAt > TRIGGER_MS) throw new ApiError('expired_trigger_id');
  trigger.wasUsed = true;
  return trigger;
}

/** The secret last part of a new response URL. */
export function issueResponseUrl({ grants, now }: Holder, ticket: ResponseTicket): string {
  const secret = randomBytes(18).toString('base64url');
  grants.responseUrls.set(secret, { ...ticket, issuedAt: now(), uses: 0 });
  return secret;
}

/** Counts one use. Throws `expired_url` or `used_url`. */
export function takeResponseUrl({ grants, now }: Holder, secret: string): ResponseTicket {
  const found = grants.responseUrls.get(secret);
  if (found === undefined || now() - found.issuedAt > RESPONSE_URL_MS) throw new ApiError('expired_url');
  if (found.uses >= RESPONSE_URL_USES) throw new ApiError('used_url');
  found.uses += 1;
  return found;
}
