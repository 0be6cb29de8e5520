// `<pod>` as a word that a person fills in, told from everything else that begins with `<` in a script.

// Not `cat <in >out`, where a blank stands at the edge, nor `<(…)`, `<<EOF`, `<=`, `</tag>`, `<!--`.
const angle = /<(?![\s(<=!/?&-])([^<>\n"'`$\\;]{1,80})>/y;
const typed = /<<(?=[A-Za-z])([\w .-]{1,60})>>/y;
const dots = /<(?:\.{2,3}|…)>/y;
const escaped = /&lt;[\p{L}\d][\p{L}\d _./:-]{0,80}&gt;/uy;

/** The length of the placeholder that begins at `at` outside quotes, or 0. */
export function angleLength(text: string, at: number): number {
  if (text[at] === '&') return lengthOf(escaped, text, at);
  if (text[at] !== '<' || text[at - 1] === '<') return 0;
  const double = lengthOf(typed, text, at);
  if (double > 0) return double;
  angle.lastIndex = at;
  const inner = angle.exec(text)?.[1];
  if (inner === undefined || !isName(inner)) return lengthOf(dots, text, at);
  return inner.length + 2;
}

function lengthOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}

// `<dev|prod>` is a choice; `<in | grep x >` is a pipeline. `<in && sort >` is a list.
function isName(inner: string): boolean {
  if (!/\p{L}/u.test(inner) || /[\s=-]$/.test(inner) || /\s[|&]|[|&]\s|&&|\|\|/.test(inner)) return false;
  return !/[()]/.test(inner) || /^[^()]+\([^()]*\)$/.test(inner);
}

const htmlNames =
  /^(?:a|b|br|code|div|em|h[1-6]|head|hr|html|i|img|li|meta|ol|p|pre|span|strong|sub|summary|sup|table|td|th|title|tr|u|ul)$/i;

/**
 * Whether what `angleLength` found inside quotes, a heredoc or another language is meant to be filled in. There it could as well be
 * an address (`<ana@example.org>`), a tag, a type (`List<Row>`), a regular expression (`(?<name>`) or a comparison.
 */
export function isFilledInText(text: string, at: number, length: number): boolean {
  const inner = text.slice(at + 1, at + length - 1);
  const before = text[at - 1] ?? '';
  if (inner.includes('@') || inner.includes('://') || /^[%&]/.test(inner) || inner.endsWith('/')) return false;
  if (before === '\\' || before === '?' || (before === 'P' && text[at - 2] === '?')) return false;
  if (htmlNames.test(inner) || text.includes(`</${inner.split(/\s/)[0] ?? ''}`)) return false;
  const isType = /\w/.test(before) && /^(?:[A-Z]\w*|string|number|int|any|unknown|void)(?:, ?[A-Z]?\w+)*$/.test(inner);
  const isComparison = (/[\w)]/.test(before) && /\s/.test(inner)) || /\s(?:AND|OR)\s/i.test(inner);
  const hasAttribute = /^[\w-]+ [\w:-]+=/.test(inner);
  return !isType && !isComparison && !hasAttribute;
}
