// How people come to a procedure: the symptoms and the alerts that its page names.

import type { Entry } from './entries.ts';
import { isSymptoms } from './headings.ts';

const most = 30;
const longest = 200;

/** The lines below "Symptoms". */
export function symptomsIn(entries: readonly Entry[]): readonly string[] {
  const found: string[] = [];
  let isInside = false;
  for (const entry of entries) {
    if (found.length >= most) break;
    if (entry.kind !== 'words') continue;
    const isLabel = entry.label !== undefined;
    if (entry.label !== undefined) isInside = isSymptoms(entry.label);
    if (!isInside) continue;
    // "Symptoms: it is slow" holds both.
    const text = isLabel ? entry.text.slice(entry.label.length).replace(/^[\s:]+/, '') : entry.text.replace(/^- /, '');
    if (text !== '') found.push(text.slice(0, longest));
  }
  return found;
}

const alertName = /\b[A-Z][A-Za-z]*[a-z][A-Z][A-Za-z0-9]+\b/g;

/** Names such as HighMemoryUsage: the title itself, and those in lines that speak of an alert. */
export function alertsIn(title: string, entries: readonly Entry[]): readonly string[] {
  const lines = entries.flatMap(({ kind, text }) =>
    kind === 'words' && /\balerts?\b/i.test(text) ? [text.slice(0, longest)] : [],
  );
  const own = /^\S{1,200}$/.test(title.trim()) ? [title.trim()] : [];
  return [...new Set([...own, ...lines].flatMap((text) => text.match(alertName) ?? []))].slice(0, most);
}
