// The words after a fence's backticks: a language, then `key=value` attributes. Git hosts show the first word only.

export interface Attribute {
  readonly name: string;
  /** Empty for a bare word such as `secret`. */
  readonly value: string;
}

export interface InfoString {
  /** In small letters. */
  readonly language: string;
  readonly attributes: readonly Attribute[];
  /** The attribute whose quote is never closed, or is followed by text. */
  readonly badQuote?: string;
}

const word = /\s*([^\s='"]+)(?:=("[^"]*"|'[^']*'|[^\s'"][^\s]*|))?(?=\s|$)/y;

/** Reads `sh target=ops expect='exit == 0'`. */
export function readInfoString(text: string): InfoString {
  const [language = ''] = text.trim().split(/\s/);
  const rest = text.trim().slice(language.length);
  const attributes: Attribute[] = [];
  let at = 0;
  while (rest.slice(at).trim() !== '') {
    word.lastIndex = at;
    const match = word.exec(rest);
    const name = match?.[1];
    if (match === null || name === undefined) {
      return { language: language.toLowerCase(), attributes, badQuote: rest.slice(at).trim().slice(0, 60) };
    }
    attributes.push({ name, value: unquoted(match[2] ?? '') });
    at = word.lastIndex;
  }
  return { language: language.toLowerCase(), attributes };
}

function unquoted(value: string): string {
  const quote = value.charAt(0);
  return (quote === '"' || quote === "'") && value.endsWith(quote) ? value.slice(1, -1) : value;
}
