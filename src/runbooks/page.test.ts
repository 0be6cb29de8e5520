import { describe, expect, it } from 'vitest';
import { openFences, readPage } from './page.ts';

function read(text: string | Uint8Array): ReturnType<typeof readPage> {
  return readPage(typeof text === 'string' ? new TextEncoder().encode(text) : text);
}

describe('a file that is refused, with the line', () => {
  it.each<readonly [string, string | Uint8Array, number, string]>([
    ['an unclosed front matter', '---\nsystem: shop\n# Shop\n', 1, 'The front matter is never closed'],
    ['bytes that are not UTF-8', Uint8Array.from([35, 0xc3, 0xa9, 10, 97, 0xe9, 10]), 2, 'The file is not UTF-8'],
    ['a NUL byte', '# a\n\nb\0', 3, 'The file holds a NUL byte'],
    ['more than 2 MB', 'a'.repeat(2_097_153), 1, 'The file is larger than 2 MB'],
    ['quotes nested without end', '>'.repeat(4000), 1, 'The page takes too long to read, or nests too deeply'],
  ])('%s', (_name, text, line, say) => {
    expect(read(text)).toMatchObject({ ok: false, line, say });
  });
});

describe('a fence that is never closed', () => {
  it.each<readonly [string, string, readonly number[]]>([
    ['at the end', '# a\n\n```sh target=ops\nls\n', [3]],
    ['but by other marks', '````sh\nls\n```\n', [1]],
    ['because its list item loses it', '1. Do\n\n   ```sh\nls\n   ```\n', [3, 5]],
    ['is not one that is closed', '> ```sh\n> ls\n> ```\n', []],
  ])('%s', (_name, text, lines) => {
    const page = read(text);
    expect(page.ok ? openFences(page.tree, page.source).map(({ line }) => line) : undefined).toEqual(lines);
  });
});

it.each([
  [
    'closed fences, nested and quoted',
    '> ```sh\n> ls\n> ```\n\n- a\n\n  ~~~~\n  ```\n  ~~~~~\n\nWords.\n\n    ```\n    indented\n',
  ],
  ['a rule at the top', '---\n\nWords.\n'],
  ['nothing', ''],
  ['a rule and a word with a colon', '---\nNote: words\n'],
  ['many open brackets', '['.repeat(20_000)],
])('reads %s', (_name, text) => {
  expect(read(text)).toMatchObject({ ok: true, frontMatter: undefined });
});

it('takes a byte order mark and Windows line ends for what they are', () => {
  expect(read('\ufeff---\r\nsystem: a\r\n---\r\n')).toMatchObject({ ok: true, frontMatter: 'system: a' });
});
