// The words after `/ops incident`. Pure.

import type { Severity } from '../incidents/incident.ts';
import { parseSeverity } from '../incidents/severities.ts';
import type { Words } from './words.ts';

export interface FrontWords {
  readonly title: string;
  readonly severity: Severity | 'wrong' | undefined;
  readonly isPrivate: boolean;
  readonly system?: string;
}

export function readFront(words: Words): FrontWords {
  const isPrivate = words.plain.at(-1)?.toLowerCase() === 'private';
  const title = (isPrivate ? words.plain.slice(0, -1) : words.plain).join(' ').trim();
  const { sev, system } = words.named;
  const severity = sev === undefined ? undefined : (parseSeverity(sev) ?? 'wrong');
  return { title, severity, isPrivate, ...(system === undefined ? {} : { system }) };
}
