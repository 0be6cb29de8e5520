// The one choke point for secrets: everything that leaves for Slack, a log, the audit or a file goes through here whole, because a
// secret cut in two by a chunk's border is not recognised. Time is linear in the text.

import { findTokens, type Span } from './tokens.ts';

export type Hide = (text: string) => string;

/** Hides in a text that people or systems wrote. */
export interface Redactor extends Hide {
  /** Hides in a text that Opsbook made: words that it writes itself stay, or a secret like `running` would spoil every card. */
  readonly rendered: Hide;
}

export interface Redact {
  /** A copy of data as it is in rows. */
  <T>(value: T): T;
  /** A copy of what was rendered from such data. */
  readonly rendered: <T>(value: T) => T;
}

const shown = '[redacted]';
// A shorter value is a word, a port or a flag, and replacing it everywhere would destroy the text without hiding anything.
const shortest = 6;

/** Hides these values, in every form they are usually printed in, and anything that looks like a well-known token. */
export function createRedactor(secrets: readonly string[]): Redactor {
  return Object.assign(hiding(secrets), { rendered: hiding(secrets.filter((secret) => !word.test(secret.trim()))) });
}

/** For secrets that may become others. */
export function followRedactor(present: () => Redactor): Redactor {
  return Object.assign((text: string) => present()(text), { rendered: (text: string) => present().rendered(text) });
}

export function createRedact(redactor: Redactor): Redact {
  return Object.assign(<T>(value: T) => redactDeep(value, redactor), {
    rendered: <T>(value: T) => redactRendered(value, redactor.rendered),
  });
}

/** What people choose where they should not, and what Opsbook and Slack have names of their own like. */
const word = /^\p{L}{1,12}$/u;

function hiding(secrets: readonly string[]): Hide {
  const forms = [...new Set(secrets.flatMap(formsOf))];
  return (text) => hide(text, [...forms.flatMap((form) => findForm(text, form)), ...findTokens(text)]);
}

/** Under these names rows hold words of Opsbook's own. */
const ownNames = new Set([
  'kind',
  'status',
  'state',
  'risk',
  'outcome',
  'place',
  'role',
  'task',
  'action',
  'procedure',
  'system',
  'subject',
]);
/** And messages words of Slack's. */
const slackNames = new Set(['type', 'action_id', 'block_id', 'callback_id', 'style']);

/** A copy of plain data (dates may be in it) with every string redacted, keys included. */
export function redactDeep<T>(value: T, redact: Redactor): T {
  const copy = structuredClone({ value });
  redactInside(copy, redact);
  return copy.value;
}

function redactRendered<T>(value: T, redact: Hide): T {
  const copy = structuredClone({ value });
  redactTexts(copy, redact);
  return copy.value;
}

function redactTexts(holder: object, redact: Hide): void {
  for (const [key, inside] of Object.entries(holder)) {
    if (typeof inside === 'string' && !slackNames.has(key)) Reflect.set(holder, key, redact(inside));
    if (typeof inside === 'object' && inside !== null) redactTexts(inside, redact);
  }
}

function redactInside(holder: object, redact: Redactor): void {
  for (const [key, inside] of Object.entries(holder)) {
    const name = Array.isArray(holder) ? key : redact.rendered(key);
    if (name !== key) Reflect.deleteProperty(holder, key);
    if (typeof inside === 'string')
      Reflect.set(holder, name, ownNames.has(key) ? redact.rendered(inside) : redact(inside));
    else if (name !== key) Reflect.set(holder, name, inside);
    if (typeof inside === 'object' && inside !== null) redactInside(inside, redact);
  }
}

function formsOf(secret: string): string[] {
  const value = secret.trim();
  if (value.length < shortest) return [];
  const json = JSON.stringify(value).slice(1, -1);
  const url = encodeURIComponent(Buffer.from(value, 'utf8').toString('utf8'));
  const strictUrl = url.replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  const urls = [url, strictUrl, strictUrl.replaceAll('%20', '+')];
  return [
    value,
    json,
    json.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
    ...urls,
    ...urls.map((form) => form.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase())),
    ...[0, 1, 2].flatMap((offset) => base64Forms(value, offset)),
  ];
}

/**
 * Base64 of the value when it starts at this offset of a group of three bytes: without the characters that its neighbours share,
 * so that it is found inside `base64(user:password)` too.
 */
function base64Forms(value: string, offset: number): string[] {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(value, 'utf8')]);
  const first = Math.ceil((offset * 8) / 6);
  const end = Math.floor((bytes.length * 8) / 6);
  return ['base64', 'base64url'].map((encoding) =>
    bytes.toString(encoding === 'base64' ? 'base64' : 'base64url').slice(first, end),
  );
}

function findForm(text: string, form: string): Span[] {
  const spans: Span[] = [];
  for (let at = text.indexOf(form); at !== -1; at = text.indexOf(form, at + form.length))
    spans.push({ from: at, to: at + form.length });
  return spans;
}

/** Overlapping and touching spans become one, so that no rest of a secret stays between two. */
function hide(text: string, spans: readonly Span[]): string {
  if (spans.length === 0) return text;
  let out = '';
  let at = 0;
  let covered = -1;
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    if (from > covered) out += text.slice(at, from) + shown;
    covered = Math.max(covered, to);
    at = covered;
  }
  return out + text.slice(at);
}
