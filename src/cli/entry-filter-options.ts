// The options by which terminal verbs choose entries of the record.

import type { EntryFilter } from '../audit/entry-filter.ts';
import { CannotStart } from '../errors.ts';
import { readDayOrMoment } from '../verbs/day-or-moment.ts';
import { textOption } from './text-option.ts';

export const filterOptions = [
  { flags: '--since <time>', describe: 'from this day or time on, as in 2026-11-30 or 2026-11-30T14:05' },
  { flags: '--until <time>', describe: 'before this day or time' },
  { flags: '--subject <subject>', describe: 'run:7, incident:3, or run for all runs' },
  { flags: '--actor <person>', describe: 'a Slack id, cli:maria, hook or opsbook' },
  { flags: '--action <action>', describe: 'approval.denied, or approval for all of its kind' },
] as const;

export function readFilterOptions(options: Readonly<Record<string, unknown>>, timezone: string): EntryFilter {
  return {
    since: timeOption(options, 'since', timezone),
    until: timeOption(options, 'until', timezone),
    subject: textOption(options, 'subject'),
    actor: textOption(options, 'actor'),
    action: textOption(options, 'action'),
  };
}

export function timeOption(
  options: Readonly<Record<string, unknown>>,
  name: string,
  timezone: string,
): Date | undefined {
  const words = textOption(options, name);
  if (words === undefined) return undefined;
  const time = readDayOrMoment(words, new Date(), timezone);
  if (time === undefined)
    throw new CannotStart(
      `--${name} takes a day or a time, as in 2026-11-30 or 2026-11-30T14:05, not ${JSON.stringify(words)}.`,
    );
  return time;
}
