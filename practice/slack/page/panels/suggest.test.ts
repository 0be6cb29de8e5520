// What the composer offers while a person types.
import { expect, test } from 'vitest';
import type { CommandHint, Person } from '../protocol.ts';
import { commandIn, suggest } from './suggest.ts';

const commands: readonly CommandHint[] = [
  { command: '/ops', description: 'Runbooks', usage: 'help | run' },
  { command: '/other', description: 'Else', usage: '' },
];
const person = (id: string, name: string, realName: string): Person => ({
  id,
  name,
  realName,
  role: 'on call',
  isBot: false,
  colour: 'teal',
});
const people = [person('U1', 'mira', 'Mira Sol'), person('U2', 'tom', 'Tomás Reis')];

test.each([
  ['/', ['/ops', '/other']],
  ['/OP', ['/ops']],
  ['/ops run', []],
  ['see /ops', []],
  ['hello @', ['@mira', '@tom']],
  ['hello @to', ['@tom']],
  ['@sol', []],
  ['a@b', []],
])('%j offers %j', (before, expected) => {
  expect(suggest(before, commands, people).map(({ insert }) => insert)).toEqual(expected);
});

test('the usage is that of the command being written', () => {
  expect(commandIn('/ops ru', commands)?.usage).toBe('help | run');
  expect(commandIn('/opsrun ', commands)).toBeUndefined();
});
