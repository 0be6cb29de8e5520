import { expect, it } from 'vitest';
import { markdown } from './markdown.ts';

const types = (text: string): string[] => {
  const [first] = markdown.parse(text).children;
  return first !== undefined && 'children' in first ? first.children.map(({ type }) => type) : [];
};

it.each([
  ['https://example.com/a?b=1 is where it is', ['text']],
  ['see www.example.com, or ask ana@example.com', ['text']],
  ['see <https://example.com>', ['text', 'link']],
  ['see [the page](https://example.com)', ['text', 'link']],
])('%s', (text, expected) => {
  expect(types(text)).toEqual(expected);
});

it('has tables, task lists and front matter', () => {
  const tree = markdown.parse('---\na: 1\n---\n\n| a | b |\n| - | - |\n| 1 | ~~2~~ |\n\n- [x] done\n');
  expect(tree.children.map(({ type }) => type)).toEqual(['yaml', 'table', 'list']);
  expect(JSON.stringify(tree)).toContain('"checked":true');
});
