import { expect, test } from 'vitest';
import { openScreen } from './screen.ts';

function opened(environment: Readonly<Record<string, string>>, isTTY: boolean) {
  const written: string[] = [];
  const output = { isTTY, columns: 90, write: (text: string) => written.push(text) };
  return { ...openScreen(environment, { input: { isTTY }, output }), written };
}

test.each([
  ['a screen', {}, true, true],
  ['a screen with NO_COLOR', { NO_COLOR: '1' }, true, false],
  ['a screen with an empty NO_COLOR', { NO_COLOR: '' }, true, true],
  ['a dumb one', { TERM: 'dumb' }, true, false],
  ['a pipe', {}, false, false],
  ['a pipe with FORCE_COLOR', { FORCE_COLOR: '1' }, false, true],
  ['both', { FORCE_COLOR: '1', NO_COLOR: '1' }, false, true],
  ['FORCE_COLOR=0', { FORCE_COLOR: '0' }, true, false],
])('%s: colours or none', (_name, environment, isTTY, hasColours) => {
  const { screen } = opened(environment, isTTY);
  expect(screen.paint('bad', 'failed')).toBe(hasColours ? '\u001B[31mfailed\u001B[39m' : 'failed');
  expect(screen.paint('bad', '')).toBe('');
});

test('the next line takes the place of a passing one', () => {
  const { screen, print, written } = opened({}, true);
  screen.passing('1/2 running');
  print('1/2 done');
  print('2/2 done');
  expect(written.join('')).toBe('1/2 running\r\u001B[2K1/2 done\n2/2 done\n');
  expect(screen).toMatchObject({ isWatched: true, width: 90 });
});

test('a screen that does not say how wide it is cannot be asked on', () => {
  const output = { isTTY: true, columns: 0, write: () => true };
  const { screen } = openScreen({}, { input: { isTTY: true }, output });
  expect(screen).toMatchObject({ isWatched: false, width: undefined });
});

test('a pipe gets no passing line, and nothing is cut there', () => {
  const { screen, print, written } = opened({}, false);
  screen.passing('1/2 running');
  print('1/2 done');
  expect(written).toEqual(['1/2 done\n']);
  expect(screen).toMatchObject({ isWatched: false, width: undefined });
});
