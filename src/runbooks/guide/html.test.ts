import { expect, it } from 'vitest';
import { isTag, readHtml } from './html.ts';

it('takes the code out of `<pre>`, with its entities decoded and its language', () => {
  const html = '<pre><code class="language-sh">cat a &lt; b &amp;&amp; echo "&#x24;HOME" &copy;\n  ls\n</code></pre>';
  expect(readHtml(html)).toEqual({
    parts: [{ kind: 'code', text: 'cat a < b && echo "$HOME" &copy;\n  ls', info: 'sh', line: 0 }],
  });
});

it('keeps words and code in their order, with their lines', () => {
  const html = '<p>First\n<b>look</b>:</p>\n<pre>\nls <dir>\n</pre> then <i>wait</i>';
  expect(readHtml(html).parts).toEqual([
    { kind: 'words', text: 'First look:', info: '', line: 0 },
    { kind: 'code', text: 'ls <dir>', info: '', line: 2 },
    { kind: 'words', text: 'then wait', info: '', line: 4 },
  ]);
});

it.each([
  ['a comment', '<!-- rm -rf / -->'],
  ['a comment that never ends', '<!-- <pre>ls</pre>'],
  ['a script', '<script>alert(1)</script>'],
  ['a style', '<STYLE>\npre {}\n</STYLE>'],
  ['an empty block', '<pre>\n</pre>'],
])('finds nothing in %s', (_name, html) => {
  expect(readHtml(html).parts).toEqual([]);
});

it('says where a `<pre>` begins that is never closed', () => {
  expect(readHtml('<div>\n<pre>\nls')).toMatchObject({ torn: 1, parts: [{ kind: 'code', text: 'ls' }] });
});

it('tells a tag from a placeholder', () => {
  expect(['div', 'BR', 'namespace', 'source', 'pod'].map(isTag)).toEqual([true, true, false, false, false]);
});

it('takes time in proportion to the text', () => {
  for (const piece of ['<!--', '<pre', '<a ', '<pre>', '</', '<a <!-- <pre>x</pre>']) {
    expect(readHtml(piece.repeat(100_000)).parts.length).toBeGreaterThanOrEqual(0);
  }
});
