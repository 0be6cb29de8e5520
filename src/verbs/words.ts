// The grammar of `/ops <verb> …`: quoted words, `name=value` for parameters. Pure.

export interface Words {
  readonly verb: string;
  /** Words that are no `name=value`, in order, without the verb. */
  readonly plain: readonly string[];
  readonly named: Readonly<Record<string, string>>;
  /** Everything after the verb, as it was typed. */
  readonly rest: string;
}

/** Phones turn straight quotes into curly ones; both quote. */
const quotes: Readonly<Record<string, string>> = { '"': '"', "'": "'", '“': '”', '‘': '’', '„': '“' };

export function parseWords(text: string): Words {
  const trimmed = text.trim();
  const verb = /^\S*/.exec(trimmed)?.[0] ?? '';
  const rest = trimmed.slice(verb.length).trim();
  const plain: string[] = [];
  const named = new Map<string, string>();
  for (const { name, value } of splitWords(rest)) {
    if (name === undefined) plain.push(value);
    // A parameter gets what the person saw themselves type.
    else named.set(name, value.replaceAll(/<@[UW][A-Z0-9]+\|([^>]+)>/g, '@$1'));
  }
  return { verb: verb.toLowerCase(), plain, named: Object.fromEntries(named), rest };
}

interface Word {
  readonly name: string | undefined;
  readonly value: string;
  /** As it was typed. */
  readonly raw: string;
}

function splitWords(text: string): Word[] {
  const words: Word[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text.charAt(at))) {
      at += 1;
      continue;
    }
    const from = at;
    const name = /^([A-Za-z_][A-Za-z0-9_-]*)=/.exec(text.slice(at, at + 100))?.[1];
    if (name !== undefined) at += name.length + 1;
    const read = readValue(text, at);
    words.push({ name, value: read.value, raw: text.slice(from, read.end) });
    at = read.end;
  }
  return words;
}

/** One value: bare to the next blank, or quoted; a quote that never closes is an ordinary character. */
function readValue(text: string, from: number): { readonly value: string; readonly end: number } {
  const closing = quotes[text.charAt(from)];
  const close = closing === undefined ? -1 : text.indexOf(closing, from + 1);
  const afterClose = close === -1 ? '' : text.charAt(close + 1);
  if (close !== -1 && (afterClose === '' || /\s/.test(afterClose)))
    return { value: text.slice(from + 1, close), end: close + 1 };
  const blank = text.slice(from).search(/\s/);
  const end = blank === -1 ? text.length : from + blank;
  return { value: text.slice(from, end), end };
}

/** The words that are no `name=value`, as one text. */
export function plainWords(words: Words): string {
  return words.plain.join(' ').trim();
}

/** The words of a text that may hold a `timeout=30` of its own: only the named options of the verb are no part of it. */
export function wordsBut({ rest }: Words, options: readonly string[]): string[] {
  return splitWords(rest).flatMap(({ name, value, raw }) => {
    if (name === undefined) return [value];
    return options.includes(name) ? [] : [raw];
  });
}

export function textBut(words: Words, options: readonly string[]): string {
  return wordsBut(words, options).join(' ').trim();
}
