import { describe, expect, it } from 'vitest';
import type { Parameter } from './model.ts';
import { readParameters } from './parameters.ts';

const parameters: readonly Parameter[] = [
  { name: 'revision', type: 'string', pattern: '[0-9a-f]{7,40}', describe: 'last good commit' },
  { name: 'count', type: 'integer', default: 1 },
  { name: 'ratio', type: 'number', default: 0.5 },
  { name: 'force', type: 'boolean', default: false },
  { name: 'zone', type: 'string', choices: ['eu', 'us'], default: 'eu' },
  { name: 'words', type: 'string', default: '' },
];
const read = (given: Readonly<Record<string, string>>): ReturnType<typeof readParameters> =>
  readParameters({ name: 'ace.rollback', parameters }, given);
const good = '109663d';

it('types what was given and fills in the defaults', () => {
  expect(read({ revision: good, count: '-3', ratio: '0.25', force: 'true', words: '👩‍💻 שלום' })).toEqual({
    ok: true,
    values: { revision: good, count: -3, ratio: 0.25, force: true, zone: 'eu', words: '👩‍💻 שלום' },
  });
});

it('tells what is missing apart from what is wrong', () => {
  expect(read({})).toEqual({ ok: false, missing: [parameters[0]], problems: [] });
});

describe('one sentence each', () => {
  it.each([
    [{ revison: good }, 'There is no parameter `revison`. Did you mean `revision`?'],
    [{ nothing: '1' }, '`ace.rollback` has no parameter `nothing`. It takes `revision`, '],
    [{ constructor: '1' }, 'has no parameter `constructor`'],
    [{ revision: `${good}\n` }, '`revision` (last good commit) must match `[0-9a-f]{7,40}`'],
    [{ revision: `x${good}` }, 'must match'],
    [{ revision: '"; touch pwned; echo "' }, 'must match'],
    [{ count: '1.5' }, '`count` must be a whole number such as 3.'],
    [{ count: '9007199254740993' }, 'must be a whole number'],
    [{ ratio: '1e999' }, '`ratio` must be a number such as 0.5.'],
    [{ force: 'yes' }, '`force` must be true or false.'],
    [{ zone: 'mars' }, '`zone` must be one of eu, us.'],
    [{ words: 'a\0b' }, '`words` holds a NUL byte.'],
    [{ words: '\ud800' }, '`words` holds half a character.'],
    [{ words: 'x'.repeat(40_001) }, '`words` has 40001 characters; at most 40000 are allowed.'],
  ])('%j', (given, say) => {
    const answer = read({ revision: good, ...given });
    expect(answer).toMatchObject({ ok: false, missing: [], problems: [{ say: expect.stringContaining(say) }] });
  });
});

it('is not held up by a pattern that backtracks', () => {
  const slow: Parameter = { name: 'x', type: 'string', pattern: 'a*a*a*a*b' };
  expect(readParameters({ name: 'p', parameters: [slow] }, { x: 'a'.repeat(40_000) })).toMatchObject({
    problems: [{ say: expect.stringContaining('takes too long') }],
  });
});
