import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseHttpFile } from './http-file.ts';
import { fillHttpFile } from './http-request.ts';
import type { ParameterValue } from './model.ts';

function fill(text: string, values: Readonly<Record<string, ParameterValue>>): ReturnType<typeof fillHttpFile> {
  const read = parseHttpFile(text);
  if (!read.ok) return { ok: false, say: `${read.line}: ${read.say}` };
  return fillHttpFile(read.file, new Map(Object.entries(values)));
}

const json = { 'Content-Type': 'application/json' };

describe('a request', () => {
  it.each([
    ['GET /health', {}, { method: 'GET', path: '/health', headers: {} }],
    [
      '# why\n\nGET /a\n  ?x=1\n  &y={{y}} HTTP/1.1',
      { y: 'a&b' },
      { method: 'GET', path: '/a?x=1&y=a%26b', headers: {} },
    ],
    ['GET /u/{{ id }}/x', { id: 'a/../b?c#d' }, { method: 'GET', path: '/u/a%2F..%2Fb%3Fc%23d/x', headers: {} }],
    ['GET /größe', {}, { method: 'GET', path: '/gr%C3%B6%C3%9Fe', headers: {} }],
    ['DELETE /a\nX-Who: {{who}}', { who: 'ann' }, { method: 'DELETE', path: '/a', headers: { 'X-Who': 'ann' } }],
    ['POST /a\n\n{"n": {{n}}}', { n: 3 }, { method: 'POST', path: '/a', headers: json, body: '{"n": 3}' }],
    [
      'POST /a\n\n{"n": {{n}}}',
      { n: '","x":"' },
      { method: 'POST', path: '/a', headers: json, body: String.raw`{"n": "\",\"x\":\""}` },
    ],
    [
      'POST /a\n\n{"n": "at {{n}}"}',
      { n: 'a"\n' },
      { method: 'POST', path: '/a', headers: json, body: String.raw`{"n": "at a\"\n"}` },
    ],
    [
      'POST /a\nContent-Type: application/x-www-form-urlencoded\n\na={{a}}&b=1',
      { a: '1&b=2' },
      {
        method: 'POST',
        path: '/a',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        body: 'a=1%26b%3D2&b=1',
      },
    ],
  ])('%j with %j', (text, values, request) => {
    expect(fill(text, values)).toEqual({ ok: true, request });
  });
});

describe('what cannot be a request', () => {
  it.each([
    ['', '1: the block holds no request'],
    ['FETCH /a', '1: `FETCH` is no HTTP method'],
    ['GET https://other.example/a', '1: the path has to begin with one `/`'],
    ['GET //other.example/a', '1: the path has to begin with one `/`'],
    ['GET /\\other.example', '1: the path holds `\\` or `#`'],
    ['GET /a/%2e%2e/b', '1: the path goes up'],
    ['GET /a b c', '1: the path holds a space'],
    ['GET /a\nHost: other', '2: the header `Host` cannot be set'],
    ['GET /a\n{{x}}: 1', '2: a header name cannot be a parameter'],
    ['GET /a\nno header', '2: this line is no header'],
    ['GET /a\nX: 1\nx: 2', '3: the header `x` stands twice'],
    ['GET /a\nX: {{ $labels.x }}', '2: `{{` has to be followed'],
    ['GET /a\nX: ${TOKEN}', '2: `${NAME}` is not filled in'],
    ['POST /a\nContent-Type: text/plain\n\nhi {{x}}', '4: a parameter can only stand in a JSON or form body'],
    ['POST /a\n\n{"a": }', '3: the body is not valid JSON'],
    ['POST /a\n\n{"{{x}}": 1}', '3: a parameter stands in the name of a JSON field'],
  ])('%j', (text, say) => {
    expect(fill(text, { x: 'x' })).toEqual({ ok: false, say: expect.stringContaining(say) });
  });

  it.each([
    ['GET /{{x}}/a', '', 'cannot be empty'],
    ['GET /a/{{x}}', '..', 'would change the path'],
    ['GET /a/.{{x}}/b', '.', 'would change the path'],
    ['GET /a\nX: {{x}}', 'a\r\nHost: b', 'no line breaks'],
    ['GET /a?b={{x}}', '\ud800', 'half a character'],
  ])('%j with %j', (text, x, say) => {
    expect(fill(text, { x })).toEqual({ ok: false, say: expect.stringContaining(say) });
  });
});

it('lets no value change anything but itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), (x) => {
      const filled = fill('POST /a/{{x}}?q={{x}}&r=1\n\n{"a": {{x}}, "b": "-{{x}}-", "c": 1}', { x });
      if (!filled.ok) return;
      const url = new URL(filled.request.path, 'http://target.example');
      expect([url.host, url.pathname.split('/').length, [...url.searchParams.keys()]]).toEqual([
        'target.example',
        3,
        ['q', 'r'],
      ]);
      expect(url.searchParams.get('q')).toBe(x);
      expect(JSON.parse(filled.request.body ?? '')).toEqual({ a: x, b: `-${x}-`, c: 1 });
    }),
  );
}, 30_000);
