import { expect, test } from 'vitest';
import { cutTo, table, widthOf, type Cell } from './table.ts';

const asIs = { paint: (_tone: string, text: string): string => text };
const rows: Cell[][] = [
  [{ text: '7', isNumber: true }, { text: '店の状態' }, { text: 'wide letters take two places' }],
  [{ text: '12', isNumber: true }, { text: 'shop' }, { text: 'narrow' }],
];

test('columns stand below each other, numbers at the right, nothing after the last', () => {
  expect(table({ ...asIs, width: undefined }, ['Run', 'System', 'Title'], rows)).toEqual([
    'Run  System    Title',
    '  7  店の状態  wide letters take two places',
    ' 12  shop      narrow',
  ]);
});

test('the last column is cut at the edge of the screen, and says so', () => {
  const lines = table({ ...asIs, width: 36 }, ['Run', 'System', 'Title'], rows);
  expect(lines[1]).toBe('  7  店の状態  wide letters take tw…');
  expect(lines.every((line) => widthOf(line) <= 36)).toBe(true);
});

test.each([
  ['short', 9, 'short'],
  ['just fits', 9, 'just fits'],
  ['店の状態', 5, '店の…'],
  ['👩‍🚒👩‍🚒👩‍🚒', 5, '👩‍🚒👩‍🚒…'],
])('%s in %i places is %s', (text, room, expected) => {
  expect(cutTo(room, text)).toBe(expected);
});

test('a colour takes no place', () => {
  const paint = (tone: string, text: string): string => `<${tone}>${text}</>`;
  const [, line] = table(
    { paint, width: undefined },
    ['State', 'Title'],
    [[{ text: 'ok', tone: 'good' }, { text: 'x' }]],
  );
  expect(line).toBe('<good>ok</>     x');
});
