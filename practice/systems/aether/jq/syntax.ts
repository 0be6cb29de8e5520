// Filters of the practice jq as data, and how they are read. It knows the part of the language that a runbook needs; what is beyond it
// is refused with a sentence. The language: https://jqlang.org/manual/

export type Filter =
  | { readonly kind: 'identity' }
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'field'; readonly of: Filter; readonly name: string }
  | { readonly kind: 'index'; readonly of: Filter; readonly at: Filter }
  | { readonly kind: 'slice'; readonly of: Filter; readonly from?: Filter; readonly to?: Filter }
  | { readonly kind: 'each'; readonly of: Filter }
  | { readonly kind: 'pipe'; readonly first: Filter; readonly second: Filter }
  | { readonly kind: 'operator'; readonly sign: Sign; readonly left: Filter; readonly right: Filter }
  | { readonly kind: 'call'; readonly name: string; readonly with: readonly Filter[] }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [name: string, value: Filter])[] }
  | { readonly kind: 'list'; readonly of: Filter };

/** From the loosest to the tightest. */
const levels = [['//'], ['or'], ['and'], ['==', '!=', '<=', '>=', '<', '>'], ['+', '-'], ['*', '/']] as const;
export type Sign = (typeof levels)[number][number];

const token =
  /\s*(?:(\d+(?:\.\d+)?)|("(?:[^"\\]|\\.)*")|(\$\w+|\.?[A-Za-z_]\w*)|(\/\/|==|!=|<=|>=|[-.[\](){}|:,<>+*/]))/y;

/** The tokens that are still to be read. */
interface Rest {
  readonly peek: () => string;
  readonly take: () => string;
  /** Takes it when it is next. */
  readonly takes: (wanted: string) => boolean;
  readonly need: (wanted: string) => void;
}

/** Throws a sentence for what it does not know. */
export function parseFilter(source: string): Filter {
  const rest = restOf(tokensOf(source));
  const filter = pipe(rest);
  if (rest.peek() !== '') throw new Error(`the filter goes on with ${rest.peek()} where it should end`);
  return filter;
}

function restOf(tokens: readonly string[]): Rest {
  let next = 0;
  const peek = (): string => tokens[next] ?? '';
  const takes = (wanted: string): boolean => {
    if (peek() !== wanted) return false;
    next += 1;
    return true;
  };
  return {
    peek,
    takes,
    take: () => tokens[next++] ?? '',
    need: (wanted) => {
      if (!takes(wanted)) throw new Error(`the filter has ${peek() || 'its end'} where ${wanted} should be`);
    },
  };
}

function pipe(rest: Rest): Filter {
  const first = level(rest, 0);
  return rest.takes('|') ? { kind: 'pipe', first, second: pipe(rest) } : first;
}

function level(rest: Rest, depth: number): Filter {
  const signs = levels[depth];
  if (signs === undefined) return postfix(rest, primary(rest));
  let left = level(rest, depth + 1);
  for (;;) {
    const sign = signs.find((one) => rest.takes(one));
    if (sign === undefined) return left;
    left = { kind: 'operator', sign, left, right: level(rest, depth + 1) };
  }
}

function postfix(rest: Rest, of: Filter): Filter {
  if (/^\.\w/.test(rest.peek())) return postfix(rest, { kind: 'field', of, name: rest.take().slice(1) });
  return rest.takes('[') ? postfix(rest, brackets(rest, of)) : of;
}

/** `[]`, `[at]` or `[from:to]`, after its opening bracket. */
function brackets(rest: Rest, of: Filter): Filter {
  if (rest.takes(']')) return { kind: 'each', of };
  const from = rest.peek() === ':' ? undefined : pipe(rest);
  if (from !== undefined && rest.takes(']')) return { kind: 'index', of, at: from };
  rest.need(':');
  const to = rest.peek() === ']' ? undefined : pipe(rest);
  rest.need(']');
  return { kind: 'slice', of, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

function primary(rest: Rest): Filter {
  const word = rest.take();
  if (word === '.') return { kind: 'identity' };
  if (word === '-') return { kind: 'operator', sign: '-', left: { kind: 'literal', value: 0 }, right: primary(rest) };
  if (word === '(') return closed(rest, pipe(rest), ')');
  if (word === '[') return { kind: 'list', of: closed(rest, pipe(rest), ']') };
  if (word === '{') return { kind: 'object', entries: entries(rest) };
  if (word === 'true' || word === 'false') return { kind: 'literal', value: word === 'true' };
  if (word === 'null') return { kind: 'literal', value: null };
  if (word.startsWith('$')) return { kind: 'variable', name: word.slice(1) };
  if (/^\.\w/.test(word)) return { kind: 'field', of: { kind: 'identity' }, name: word.slice(1) };
  if (/^[\d"]/.test(word)) return { kind: 'literal', value: literal(word) };
  if (/^[a-z_]/.test(word))
    return { kind: 'call', name: word, with: rest.takes('(') ? [closed(rest, pipe(rest), ')')] : [] };
  throw new Error(`the filter has ${word === '' ? 'nothing' : word} where a value should be`);
}

function closed(rest: Rest, filter: Filter, end: string): Filter {
  rest.need(end);
  return filter;
}

function entries(rest: Rest): (readonly [string, Filter])[] {
  const found: (readonly [string, Filter])[] = [];
  while (!rest.takes('}')) {
    if (found.length > 0) rest.need(',');
    const name = rest.take();
    found.push([name, rest.takes(':') ? level(rest, 0) : { kind: 'field', of: { kind: 'identity' }, name }]);
  }
  return found;
}

function literal(word: string): string | number {
  const value: unknown = JSON.parse(word);
  return typeof value === 'number' ? value : String(value);
}

function tokensOf(source: string): string[] {
  const found: string[] = [];
  token.lastIndex = 0;
  const text = source.trimEnd();
  while (token.lastIndex < text.length) {
    const at = token.lastIndex;
    const match = token.exec(text);
    if (match === null) throw new Error(`the practice jq cannot read the filter from ${text.slice(at, at + 20)} on`);
    found.push(match[0].trim());
  }
  return found;
}
