import { expect, test } from 'vitest';
import { whySqlRefused } from './sql-refusal.ts';

test.each([
  ['select 1', undefined],
  ['savepoint s', undefined],
  ['rollback to s', undefined],
  ['ROLLBACK WORK TO SAVEPOINT s', undefined],
  ['beginning', undefined],
  ["select 'commit'", undefined],
  ['begin', 'BEGIN'],
  ['START  TRANSACTION READ WRITE', 'START  TRANSACTION'],
  ['Commit', 'COMMIT'],
  ['end work', 'END'],
  ['abort', 'ABORT'],
  ['rollback', 'ROLLBACK'],
  ["prepare transaction 'x'", 'PREPARE TRANSACTION'],
  ['-- a\n/* b /* c */ d */ commit', 'COMMIT'],
  ['/* commit */ select 1', undefined],
  ['/* never closed commit', undefined],
])('%s', (text, word) => {
  const say = whySqlRefused([{ text, values: [] }]);
  if (word === undefined) expect(say).toBeUndefined();
  else expect(say).toContain(`The statement is ${word}, but Opsbook itself begins and ends`);
});

test('a step without statements', () => expect(whySqlRefused([])).toMatch(/^The step has no statement/));
