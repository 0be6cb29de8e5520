// The part of PromQL that the practice Prometheus understands: selectors, ranges, `rate`, `histogram_quantile`, sums, arithmetic and
// comparisons. Anything else is refused with a sentence. Language: https://prometheus.io/docs/prometheus/latest/querying/basics/

export interface Matcher {
  readonly label: string;
  readonly operator: '=' | '!=' | '=~' | '!~';
  readonly value: string;
}

export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'selector'; readonly matchers: readonly Matcher[]; readonly rangeSeconds?: number }
  | { readonly kind: 'rate'; readonly of: Expression }
  | { readonly kind: 'quantile'; readonly quantile: Expression; readonly of: Expression }
  | { readonly kind: 'aggregate'; readonly by: readonly string[]; readonly how: Aggregate; readonly of: Expression }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression };

type Aggregate = 'sum' | 'max' | 'min';

export class NotUnderstood extends Error {}

const token = /\s*([a-zA-Z_][\w:]*|\d+(?:\.\d+)?(?:e\d+)?|"(?:[^"\\]|\\.)*"|=~|!~|==|!=|>=|<=|[-+*/(){}[\],=<>])/y;
const secondsOf = new Map([
  ['s', 1],
  ['m', 60],
  ['h', 3_600],
]);
/** The loosest first. */
const levels = [
  ['==', '!=', '>', '<', '>=', '<='],
  ['+', '-'],
  ['*', '/'],
] as const;

function tokensOf(query: string): string[] {
  const tokens: string[] = [];
  token.lastIndex = 0;
  while (query.slice(token.lastIndex).trim() !== '') {
    const at = token.lastIndex;
    const [, found] = token.exec(query) ?? [];
    if (found === undefined) throw new NotUnderstood(`parse error at "${query.slice(at).trim().slice(0, 20)}"`);
    tokens.push(found);
  }
  return tokens;
}

export function parsePromql(query: string): Expression {
  const tokens = oneByOne(tokensOf(query));
  const whole = binary(tokens, 0);
  const rest = tokens.peek();
  if (rest !== undefined) throw new NotUnderstood(`parse error: unexpected "${rest}"`);
  return whole;
}

interface Tokens {
  readonly peek: () => string | undefined;
  readonly take: () => string;
  readonly expect: (wanted: string) => void;
  /** What `read` reads between two tokens. */
  readonly within: <T>(open: string, close: string, read: () => T) => T;
}

function oneByOne(tokens: readonly string[]): Tokens {
  let at = 0;
  const take = (): string => {
    const found = tokens[at];
    if (found === undefined) throw new NotUnderstood('parse error: unexpected end of input');
    at += 1;
    return found;
  };
  const expect = (wanted: string): void => {
    const found = take();
    if (found !== wanted) throw new NotUnderstood(`parse error: "${found}" where "${wanted}" is expected`);
  };
  return {
    peek: () => tokens[at],
    take,
    expect,
    within: (open, close, read) => {
      expect(open);
      const inner = read();
      expect(close);
      return inner;
    },
  };
}

function binary(tokens: Tokens, level: number): Expression {
  const operators: readonly string[] | undefined = levels[level];
  if (operators === undefined) return single(tokens);
  let left = binary(tokens, level + 1);
  for (let next = tokens.peek(); next !== undefined && operators.includes(next); next = tokens.peek())
    left = { kind: 'binary', operator: tokens.take(), left, right: binary(tokens, level + 1) };
  return left;
}

function single(tokens: Tokens): Expression {
  const inner = (): Expression => tokens.within('(', ')', () => binary(tokens, 0));
  if (tokens.peek() === '(') return inner();
  const word = tokens.take();
  if (/^\d/.test(word)) return { kind: 'number', value: Number(word) };
  switch (word) {
    case 'rate':
      return { kind: 'rate', of: inner() };
    case 'histogram_quantile':
      return tokens.within('(', ')', () => {
        const quantile = binary(tokens, 0);
        tokens.expect(',');
        return { kind: 'quantile', quantile, of: binary(tokens, 0) };
      });
    case 'sum':
    case 'max':
    case 'min': {
      const before = by(tokens);
      const of = inner();
      return { kind: 'aggregate', how: word, of, by: before.length > 0 ? before : by(tokens) };
    }
    default:
      if (!/^[a-zA-Z_]/.test(word) || tokens.peek() === '(')
        throw new NotUnderstood(`the practice Prometheus does not have "${word}"`);
      return selector(tokens, word);
  }
}

function by(tokens: Tokens): readonly string[] {
  if (tokens.peek() !== 'by') return [];
  tokens.take();
  return tokens.within('(', ')', () => listUntil(tokens, ')', () => tokens.take()));
}

function listUntil<T>(tokens: Tokens, end: string, read: () => T): readonly T[] {
  const found: T[] = [];
  while (tokens.peek() !== end) {
    found.push(read());
    if (tokens.peek() === ',') tokens.take();
  }
  return found;
}

function selector(tokens: Tokens, name: string): Expression {
  const own: Matcher = { label: '__name__', operator: '=', value: name };
  const others =
    tokens.peek() === '{' ? tokens.within('{', '}', () => listUntil(tokens, '}', () => matcher(tokens))) : [];
  const matchers = [own, ...others];
  if (tokens.peek() !== '[') return { kind: 'selector', matchers };
  return { kind: 'selector', matchers, rangeSeconds: tokens.within('[', ']', () => duration(tokens)) };
}

function matcher(tokens: Tokens): Matcher {
  const label = tokens.take();
  const operator = tokens.take();
  const value = tokens.take();
  if ((operator !== '=' && operator !== '!=' && operator !== '=~' && operator !== '!~') || !value.startsWith('"'))
    throw new NotUnderstood(`parse error in the labels at "${label}"`);
  return { label, operator, value: value.slice(1, -1) };
}

function duration(tokens: Tokens): number {
  const amount = Number(tokens.take());
  const unit = tokens.take();
  const seconds = secondsOf.get(unit);
  if (seconds === undefined) throw new NotUnderstood(`parse error: "${unit}" is no unit of time`);
  return amount * seconds;
}
