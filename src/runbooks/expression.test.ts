import { describe, expect, it } from 'vitest';
import { compileExpression, evaluate } from './expression.ts';

const scope = {
  status: 200,
  headers: { 'content-type': 'text/plain' },
  json: { count: 7, ratio: 1.5, list: [1, 2], none: null, name: 'ace' },
  text: 'ok',
  rows: [{ n: 1 }],
  parameters: { revision: 'abc' },
  before: '1.2.3',
};

describe('values', () => {
  it.each<readonly [string, unknown]>([
    ['status == 200', true],
    ['status in [200, 204]', true],
    ['json.count > 5 && json.count % 2 == 1', true],
    ['json.count + 1', 8],
    ['json.ratio * 2', 3],
    ['size(rows) == 1 && rows[0].n == 1', true],
    ['size(json.list)', 2],
    ['json.list.map(x, x + 1)', [2, 3]],
    ['has(json.other) ? json.other : "none"', 'none'],
    ['headers["content-type"].startsWith("text/")', true],
    ['before == "1.2.3" && parameters.revision == "abc"', true],
    ['json.none == null', true],
    ['json', scope.json],
    ['text.matches("^o.$")', true],
  ])('%s', (source, value) => {
    expect(evaluate(source, scope)).toEqual({ ok: true, value });
  });

  it('are read from JSON with any keys', () => {
    const json = { constructor: 1, inner: { ['__proto__']: 2, toString: 3 } };
    expect(evaluate('json.constructor == 1 && json.inner.toString == 3', { json })).toEqual({ ok: true, value: true });
  });
});

describe('a sentence in place of a crash', () => {
  it.each([
    ['json.other == 1', 'there is no field `other`'],
    ['exit == 0', 'this step gives no `exit`'],
    ['json.list[9] == 1', 'index out of bounds'],
    ['1 / 0', 'division by zero'],
    ['bytes("x")', 'it gives no JSON value'],
    ['text.matches("(a*)*b") || true', 'it took too long'],
  ])('%s', (source, say) => {
    const long = { ...scope, text: 'a'.repeat(5000) };
    expect(evaluate(source, long)).toEqual({ ok: false, say: expect.stringContaining(say) });
  });
});

describe('before anything runs', () => {
  it.each([
    ['', 'The expression is empty.'],
    ['status ==', 'unexpected token'],
    ['stauts == 200', 'did you mean `status`'],
    ['after == 1', 'nothing is called `after`'],
    ['"a" + 1', 'no such overload'],
    ['text.matches("(a+)+b")', 'takes for ever'],
    ['text.matches(json.pattern)', 'must be written out'],
    [Array.from({ length: 400 }, () => '1').join(' + '), 'exceeded'],
  ])('%s', (source, say) => {
    expect(compileExpression(source, ['before'])).toEqual({ ok: false, say: expect.stringContaining(say) });
  });

  it('tells which names and parameters it uses', () => {
    expect(compileExpression('before == parameters.a && parameters["b"] == text', ['before'])).toEqual({
      ok: true,
      names: ['before', 'parameters', 'text'],
      parameters: ['a', 'b'],
      comparisons: [],
    });
    expect(compileExpression('way == "back" || "on" != way', ['way'])).toMatchObject({
      comparisons: [
        { name: 'way', text: 'back' },
        { name: 'way', text: 'on' },
      ],
    });
  });
});
