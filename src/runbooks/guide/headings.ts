// What the words of a heading say about it: its number, its name, and whether it names a part of something larger.

import { withoutTail } from './text-ends.ts';

/** A template that some other tool fills in: `{{ page.title }}`. */
export function isTemplate(title: string): boolean {
  return /\{\{|\{%|\$\{|<%/.test(title);
}

const numbers = [
  /^(?:step|schritt|étape|paso)\s*#?\d+(?:\.\d+)*[a-z]?(?:\s*[.:)\]–—-]+\s*|\s+)(?=\S)/i,
  /^[([]?\d+(?:\.\d+)*\s*[.:)\]]+\s+(?=\S)/,
  /^\d+(?:\.\d+)*\s+[–—-]\s+(?=\S)/,
  /^\d+(?:\.\d+)+\s+(?=\p{Lu})/u,
  /^\d\ufe0f?\u20e3\s*(?=\S)/u,
];

/** The name without its number ("Step 2:", "2.3)") and without the anchor that some tools put behind it. */
export function withoutNumber(title: string): string {
  const plain = title.replace(/\{[#.:][^{}]*\}$/, '').trim();
  const number = numbers.find((pattern) => pattern.test(plain));
  const name = number === undefined ? plain : plain.replace(number, '');
  return withoutTail(name, ':') || plain;
}

/** Small letters without emoji, number, brackets and colon: what a list of names is compared with. */
export function bareName(title: string): string {
  return withoutNumber(title)
    .toLowerCase()
    .replace(/\([^()]*\)/g, ' ')
    .replace(/[^\p{Letter}\p{Number}\s'/-]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

const incident = named(`
  meaning, impact, diagnosis, diagnostic, diagnostics, diagnose, mitigation, mitigate, symptom, symptoms, cause, causes,
  root cause, possible causes, common causes, likely causes, resolution, resolve, solution, solutions, fix, fixes,
  possible fixes, remediation, remediate, investigation, investigate, triage, detection, recovery steps, response,
  immediate actions, immediate action, actions, how to fix, how to diagnose, how to resolve, what to do, troubleshooting steps`);

const general = named(`
  overview, summary, description, purpose, background, context, introduction, scope, about, prerequisites, prerequisite,
  requirements, before you begin, before you start, preparation, when to use, when to use this, steps, procedure,
  instructions, verification, verify, validation, validate, confirm, post-checks, pre-checks, prechecks, postchecks,
  follow-up, follow up, followup, next steps, post-incident, prevention, notes, note, references, reference, related,
  related links, links, see also, further reading, resources, additional information, additional resources, escalation,
  contacts, contact, severity, alert, alerts, dashboards, expected result, expected outcome, expected output, timeline`);

/** Names a part of handling something that goes wrong: "Diagnosis". */
export function isIncidentPart(title: string): boolean {
  return incident.has(bareName(title));
}

/** Names a part of any text about something: "Prerequisites". */
export function isPart(title: string): boolean {
  return isIncidentPart(title) || general.has(bareName(title));
}

const telling = named(`
  symptom, symptoms, sign, signs, when to use, when to use this, meaning, impact, cause, causes, possible causes,
  common causes, likely causes, root cause, overview, summary, description, background, context, introduction, scope,
  about, purpose, prevention, notes, note, references, reference, related, related links, links, see also, further reading,
  resources, useful resources, useful links, additional information, additional resources, contact, contacts,
  contact information, severity, severities, severity definitions, definitions, glossary, table of contents, contents,
  recommendations, features, benefits, limitations, expected result, expected outcome, expected output, alert, alerts`);

/** What stands below only tells something; its bullets are nothing to do. */
export function isTelling(title: string): boolean {
  return telling.has(bareName(title));
}

const doing = named(`
  steps, procedure, instructions, actions, action, immediate actions, immediate action, solution, solutions, resolution,
  fix, fixes, remediation, mitigation, checklist, to do, todo, what to do, how to fix, how to resolve, recovery steps,
  next steps, tasks, response, action items, verification steps, troubleshooting steps`);

/** What stands below is to be done, every bullet of it. */
export function isDoing(title: string): boolean {
  const name = bareName(title);
  return doing.has(name) || /(?:^|\s)(?:steps|checklist|tasks|actions)$/.test(name);
}

const symptoms = named('symptom, symptoms, sign, signs');

/** What stands below is how people notice it. */
export function isSymptoms(title: string): boolean {
  return symptoms.has(bareName(title));
}

function named(list: string): ReadonlySet<string> {
  return new Set(list.split(',').map((name) => name.replace(/\s+/g, ' ').trim()));
}
