// Time-based one-time codes as authenticator apps show them (https://www.rfc-editor.org/rfc/rfc6238): six digits, a new one each 30
// seconds. Clocks may differ by one step.

import { Secret, TOTP } from 'otpauth';

const stepSeconds = 30;

/** In base32, as people type it into their app. */
export function newSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** The step of time that the code is of; undefined for any other code. */
export function stepOf(secret: string, code: string, now: Date): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined;
  const totp = new TOTP({ secret: Secret.fromBase32(secret), period: stepSeconds });
  const timestamp = now.getTime();
  const delta = totp.validate({ token: code, timestamp, window: 1 });
  return delta === null ? undefined : Math.floor(timestamp / 1000 / stepSeconds) + delta;
}
