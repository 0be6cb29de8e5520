// HTML inside a page: `<pre>` holds code, comments and scripts hold nothing, the rest holds words.

export interface HtmlPart {
  readonly kind: 'code' | 'words';
  /** Code with its entities decoded, or words without their tags. */
  readonly text: string;
  /** The language that a class names: `language-sh`. Empty for words. */
  readonly info: string;
  /** The line of the part's beginning, counting from 0 within the HTML. */
  readonly line: number;
}

export interface HtmlRead {
  readonly parts: readonly HtmlPart[];
  /** The line, counting from 0, of a `<pre>` that is never closed here. */
  readonly torn?: number;
}

const hidden = [
  { opens: '<!--', closes: '-->' },
  { opens: '<script', closes: '</script>' },
  { opens: '<style', closes: '</style>' },
] as const;

/** Never fails: what is no HTML is words. */
export function readHtml(html: string): HtmlRead {
  const parts: HtmlPart[] = [];
  const lower = html.toLowerCase();
  let torn: number | undefined;
  let at = 0;
  let line = 0;
  const add = (kind: HtmlPart['kind'], from: number, to: number, info: string): void => {
    const raw = html.slice(from, to);
    const text = decodeEntities(kind === 'code' ? withoutTags(raw) : withoutTags(raw).replace(/\s+/g, ' ').trim());
    if (text.trim() !== '') parts.push({ kind, text: kind === 'code' ? trimEnds(text) : text, info, line });
  };
  const goTo = (to: number): void => {
    line += html.slice(at, to).split('\n').length - 1;
    at = to;
  };
  while (at < html.length) {
    const next = nextOpening(lower, at);
    add('words', at, next.from, '');
    goTo(next.from);
    if (next.closes === undefined) break;
    const end = lower.indexOf(next.closes, at);
    const to = end === -1 ? html.length : end;
    if (next.closes === '</pre>') {
      const inner = html.indexOf('>', at) + 1;
      if (inner > 0 && inner <= to) add('code', inner, to, languageOf(html.slice(at, Math.min(to, inner + 300))));
      if (end === -1) torn ??= line;
    }
    goTo(end === -1 ? html.length : end + next.closes.length);
  }
  return torn === undefined ? { parts } : { parts, torn };
}

interface Opening {
  readonly from: number;
  readonly closes?: string;
}

const openings = /<!--|<(?:script|style|pre)(?=[\s>])/g;

function nextOpening(lower: string, from: number): Opening {
  openings.lastIndex = from;
  const match = openings.exec(lower);
  if (match === null) return { from: lower.length };
  const closes = hidden.find(({ opens }) => match[0].startsWith(opens))?.closes ?? '</pre>';
  return { from: match.index, closes };
}

function languageOf(opening: string): string {
  return /(?:language|lang|highlight-source)[-=]["']?([\w+#.-]{1,30})/.exec(opening)?.[1] ?? '';
}

// A browser drops the line end right after `<pre>`, and the last one shows nothing.
function trimEnds(code: string): string {
  return code.replace(/^\n/, '').replace(/\n[ \t]*$/, '');
}

/** Tags of HTML are taken out; `<namespace>` is no tag. */
export function withoutTags(html: string): string {
  return html.replace(/<\/?([A-Za-z][A-Za-z0-9-]*)(?:\s[^<>]*)?\/?>/g, (found, name: string) => {
    if (!isTag(name)) return found;
    return /^(?:br|li|td|th|p|tr)$/i.test(name) ? '\n' : '';
  });
}

// Without those that are as likely a placeholder: `<source>`, `<label>`, `<object>`.
const tags = new Set(
  `a abbr article aside b big blockquote br button center code colgroup dd del details div dl dt em fieldset figcaption figure
  font h1 h2 h3 h4 h5 h6 hr html i iframe img ins kbd li ol p picture pre q s samp section small span strike strong sub
  summary sup svg table tabitem tabs tbody td textarea tfoot th thead tr tt u ul video`.split(/\s+/),
);

/** Whether `<name>` is a tag and no placeholder. */
export function isTag(name: string): boolean {
  return tags.has(name.toLowerCase());
}

const named: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', ' '],
]);

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([A-Za-z]{2,6}));/g, (found, ...groups: unknown[]) => {
    const [decimal, hex, name] = groups;
    if (typeof name === 'string') return named.get(name) ?? found;
    const code = typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(hex), 16);
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : found;
  });
}
