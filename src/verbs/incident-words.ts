// The words after `/ops incident`. Pure.

import type { Severity } from '../incidents/incident.ts';
import { parseSeverity } from '../incidents/severities.ts';
import { wordsBut, type Words } from './words.ts';

export interface FrontWords {
  readonly title: string;
  readonly severity: Severity | 'wrong' | undefined;
  readonly isPrivate: boolean;
  readonly system?: string;
}

export function readFront(words: Words): FrontWords {
  const said = wordsBut(words, ['sev', 'system']);
  const isPrivate = said.at(-1)?.toLowerCase() === 'private';
  const title = (isPrivate ? said.slice(0, -1) : said).join(' ').trim();
  const { sev, system } = words.named;
  const severity = sev === undefined ? undefined : (parseSeverity(sev) ?? 'wrong');
  return { title, severity, isPrivate, ...(system === undefined ? {} : { system }) };
}
