// Durations as authors write them: `30s`, `5m`, `2h`.

import { z } from 'zod';

const unitMs: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000 };
const longestMs = 168 * 3_600_000;

export const durationHint = 'Write a number and a unit, for example 30s, 5m or 2h (at most 168h).';

/** Milliseconds, or undefined when the text is no duration between one second and one week. */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d{1,6})([smh])$/.exec(text.trim());
  const unit = unitMs[match?.[2] ?? ''];
  if (match === null || unit === undefined) return undefined;
  const ms = Number(match[1]) * unit;
  return ms > 0 && ms <= longestMs ? ms : undefined;
}

/** Milliseconds from `30s`, `5m`, `2h`. */
export const duration = z.string().transform((text, context) => {
  const ms = parseDuration(text);
  if (ms !== undefined) return ms;
  context.addIssue({ code: 'custom', message: durationHint });
  return z.NEVER;
});
