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
  | { readonly kind: 'pipe'; readonly first: Filter; readonly then: Filter }
  | { readonly kind: 'operator'; readonly sign: Sign; readonly left: Filter; readonly right: Filter }
  | { readonly kind: 'call'; readonly name: string; readonly with: readonly Filter[] }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [name: string, value: Filter])[] }
  | { readonly kind: 'list'; readonly of: Filter };

/** From the loosest to the tightest. */
const levels = [['//'], ['or'], ['and'], ['==', '!=', '<=', '>=', '<', '>'], ['+', '-'], ['*', '/']] as const;
export type Sign = (typeof levels)[number][number];

const token =
  /\s*(?:(\d+(?:\.\d+)?)|("(?:[^"\\]|\\.)*")|(\$\w+|\.?[A-Za-z_]\w*)|(\/\/|==|!=|<=|>=|[-.[\](){}|:,<>+*/]))/y;

/** Throws a sentence for what it does not know. */
export function parseFilter(source: string): Filter {
  const tokens = tokensOf(source);
  let next = 0;

  const peek = (): string => tokens[next] ?? '';
  const take = (): string => tokens[next++] ?? '';
  const takes = (wanted: string): boolean => {
    if (peek() !== wanted) return false;
    next += 1;
    return true;
  };
  const need = (wanted: string): void => {
    if (!takes(wanted)) throw new Error(`the filter has ${peek() || 'its end'} where ${wanted} should be`);
  };

  function pipe(): Filter {
    const first = level(0);
    return takes('|') ? { kind: 'pipe', first, then: pipe() } : first;
  }

  function level(depth: number): Filter {
    const signs = levels[depth];
    if (signs === undefined) return postfix(primary());
    let left = level(depth + 1);
    for (;;) {
      const sign = signs.find((one) => one === peek());
      if (sign === undefined) return left;
      next += 1;
      left = { kind: 'operator', sign, left, right: level(depth + 1) };
    }
  }

  function postfix(of: Filter): Filter {
    const word = peek();
    if (/^\.\w/.test(word)) {
      next += 1;
      return postfix({ kind: 'field', of, name: word.slice(1) });
    }
    return takes('[') ? postfix(brackets(of)) : of;
  }

  function brackets(of: Filter): Filter {
    if (takes(']')) return { kind: 'each', of };
    const from = peek() === ':' ? undefined : pipe();
    if (!takes(':')) {
      need(']');
      return { kind: 'index', of, at: from ?? { kind: 'identity' } };
    }
    const to = peek() === ']' ? undefined : pipe();
    need(']');
    return { kind: 'slice', of, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
  }

  function primary(): Filter {
    const word = take();
    if (word === '.') return { kind: 'identity' };
    if (/^\.\w/.test(word)) return { kind: 'field', of: { kind: 'identity' }, name: word.slice(1) };
    if (/^\$/.test(word)) return { kind: 'variable', name: word.slice(1) };
    if (/^[\d"]/.test(word)) return { kind: 'literal', value: literal(word) };
    if (word === '-') return { kind: 'operator', sign: '-', left: { kind: 'literal', value: 0 }, right: primary() };
    if (word === '(') return closed(pipe(), ')');
    if (word === '[') return { kind: 'list', of: closed(pipe(), ']') };
    if (word === '{') return { kind: 'object', entries: entries() };
    if (word === 'true' || word === 'false') return { kind: 'literal', value: word === 'true' };
    if (word === 'null') return { kind: 'literal', value: null };
    if (/^[a-z_]/.test(word)) return { kind: 'call', name: word, with: takes('(') ? [closed(pipe(), ')')] : [] };
    throw new Error(`the filter has ${word === '' ? 'nothing' : word} where a value should be`);
  }

  function closed(filter: Filter, end: string): Filter {
    need(end);
    return filter;
  }

  function entries(): (readonly [string, Filter])[] {
    const found: (readonly [string, Filter])[] = [];
    while (!takes('}')) {
      if (found.length > 0) need(',');
      const name = take();
      const value = takes(':') ? level(0) : undefined;
      found.push([name, value ?? { kind: 'field', of: { kind: 'identity' }, name }]);
    }
    return found;
  }

  const filter = pipe();
  if (next < tokens.length) throw new Error(`the filter goes on with ${peek()} where it should end`);
  return filter;
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
