// The labels of a query, read as Prometheus reads them: https://github.com/prometheus/prometheus/blob/main/util/strutil/quote.go

/** Of `up{a="…",b='…'}`, which may end with nothing else. Throws when it cannot be read. */
export function labelsOf(query: string): Record<string, string> {
  const labels: Record<string, string> = {};
  let at = query.indexOf('{') + 1;
  while (query[at] !== '}') {
    const name = /[\s,]*(\w+)=(["'])/y;
    name.lastIndex = at;
    const [, label, quote] = name.exec(query) ?? [];
    if (label === undefined || quote === undefined) throw new Error(`no label begins at ${at} of ${query}`);
    const read = valueFrom(query, name.lastIndex, quote);
    labels[label] = read.value;
    at = read.end;
  }
  if (at !== query.length - 1) throw new Error(`the labels end before the query does: ${query}`);
  return labels;
}

function valueFrom(query: string, start: number, quote: string): { readonly value: string; readonly end: number } {
  let value = '';
  let at = start;
  while (query[at] !== quote) {
    const character = query[at] ?? '';
    if (character === '' || character === '\n') throw new Error(`the text ends inside a value: ${query}`);
    const escape = character === '\\' ? (query[at + 1] ?? '') : undefined;
    value += escape === undefined ? character : unescaped(escape, quote, query.slice(at + 2, at + 6));
    at += escape === undefined ? 1 : escape === 'u' ? 6 : 2;
  }
  return { value, end: at + 1 };
}

function unescaped(escape: string, quote: string, hex: string): string {
  if (escape === 'u') return String.fromCharCode(Number.parseInt(hex, 16));
  const plain = { '\\': '\\', [quote]: quote, n: '\n', r: '\r', t: '\t' }[escape];
  if (plain === undefined) throw new Error(`Prometheus knows no \\${escape}`);
  return plain;
}
