import { Secret, TOTP } from 'otpauth';
import { expect, test } from 'vitest';
import type { CodeSecret } from './code-secrets.ts';
import { judgeCode } from './judge-code.ts';
import { newSecret, stepOf } from './one-time-code.ts';
import { makeSeal } from './seal.ts';

const now = new Date('2026-03-01T12:00:00Z');
const later = (ms: number): Date => new Date(now.getTime() + ms);
const fresh: CodeSecret = { sealed: '', confirmedAt: null, lastStep: 0, wrong: 0, lockedUntil: null };
const used = (step: number): CodeSecret => ({ ...fresh, lastStep: step });

test('what is sealed opens with the same key, about the same person, and else not at all', () => {
  const { seal, open } = makeSeal('k'.repeat(32));
  const sealed = seal('the secret', 'U1');
  expect(sealed).not.toContain('the secret');
  expect(seal('the secret', 'U1')).not.toBe(sealed);
  expect(open(sealed, 'U1')).toBe('the secret');
  expect(open(sealed, 'U2')).toBeUndefined();
  expect(makeSeal('x'.repeat(32)).open(sealed, 'U1')).toBeUndefined();
  expect(open('nonsense', 'U1')).toBeUndefined();
});

test('a code is of its step, or of the one beside it', () => {
  const secret = newSecret();
  const codeAt = (at: Date): string =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at.getTime() });
  const step = now.getTime() / 30_000;
  expect(stepOf(secret, codeAt(now), now)).toBe(step);
  expect(stepOf(secret, codeAt(now), later(30_000))).toBe(step);
  expect(stepOf(secret, codeAt(now), later(60_000))).toBeUndefined();
  expect(stepOf(secret, codeAt(later(30_000)), now)).toBe(step + 1);
  for (const wrong of ['', '12345', 'abcdef', '1234567']) expect(stepOf(secret, wrong, now)).toBeUndefined();
});

test('a code counts once, and none before it counts any more', () => {
  const first = judgeCode(fresh, 10, now);
  expect(first.refusal).toBeUndefined();
  expect(judgeCode(first.after, 10, now).refusal?.say).toContain('used already');
  expect(judgeCode(used(10), 9, now).refusal?.say).toContain('used already');
  expect(judgeCode(used(10), 11, now).refusal).toBeUndefined();
});

test('the fifth wrong code locks for a quarter of an hour, a right one before it starts anew', () => {
  let { after } = judgeCode({ ...fresh, wrong: 3 }, undefined, now);
  expect(after).toMatchObject({ wrong: 4, lockedUntil: null });
  expect(judgeCode(after, 5, now).after.wrong).toBe(0);
  ({ after } = judgeCode(after, undefined, now));
  expect(judgeCode(after, 5, later(60_000)).refusal?.say).toContain('Wait 14 min');
  expect(judgeCode(after, 5, later(15 * 60_000)).refusal).toBeUndefined();
});
