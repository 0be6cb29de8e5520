// What a team settles about its incidents, read once at the start.

import { usualTemplate } from './postmortem-template.ts';
import { usualSeverities, type Severities } from './severities.ts';

export interface IncidentSettings {
  /** IANA name; the day of `#incident-YYYYMMDD-NNN` is a day there. */
  readonly timezone: string;
  /** Channel id or name; undefined: incidents are not announced. */
  readonly announceChannel: string | undefined;
  readonly severities: Severities;
  /** The first is the one who leads. */
  readonly roles: readonly string[];
  /** Who is invited, by system: user groups and user ids. A system that is not named invites its runbook's owners. */
  /** The post-mortem's, in Markdown. */
  readonly template: string;
  readonly onCall: Readonly<Record<string, readonly string[]>>;
}

/** `commander` leads; the others may stay empty. */
const usualRoles: readonly string[] = ['commander', 'deputy', 'communications', 'scribe'];

export function settingsOf(config: {
  readonly timezone: string;
  readonly announceChannel: string | undefined;
  readonly updateEveryMs: number;
}): IncidentSettings {
  const { timezone, announceChannel, updateEveryMs } = config;
  return {
    timezone,
    announceChannel,
    severities: usualSeverities(updateEveryMs),
    roles: usualRoles,
    template: usualTemplate,
    onCall: {},
  };
}
