// The practice jq answers what the real one answers, for the part of the language that it has; what is beyond it is refused.

import { expect, test } from 'vitest';
import { jqIn } from './jq.ts';

const jq = jqIn('/srv/practice', () => new Date('2026-03-01T12:00:00Z'));
const requests = [
  { at: '2026-02-28T09:00:00Z', operation: 'sweep', tokens: 30, cached: false },
  { at: '2026-03-01T11:30:00Z', operation: 'answer', tokens: 5, cached: true },
  { at: '2026-03-01T11:40:00Z', operation: 'sweep', tokens: 20, cached: false },
];
const input = requests.map((each) => JSON.stringify(each)).join('\n');

async function run(...args: string[]): Promise<{ exit: number; stdout: string; stderr: string }> {
  return await jq.run({ args, cwd: '/srv/practice/app', stdin: input, signal: new AbortController().signal });
}

test.each([
  ['length', '3'],
  ['map(.tokens) | add', '55'],
  ['map(select(.cached | not)) | length', '2'],
  ['map(select(.at > (now - 3600 | todate))) | length', '2'],
  ['map(select(.at < $day)) | .[0].operation', '"sweep"'],
  [
    'group_by(.operation) | map({ operation: .[0].operation, count: length, total: (map(.tokens) | add) })',
    '[{"operation":"answer","count":1,"total":5},{"operation":"sweep","count":2,"total":50}]',
  ],
  ['sort_by(0 - .tokens) | map(.tokens)', '[30,20,5]'],
  ['.[-2:] | .[] | .tokens', '5\n20'],
  ['.[0].at[0:10]', '"2026-02-28"'],
  ['.[0].nothing // 7', '7'],
  ['[.[] | .tokens * 2 - 10 / 5]', '[58,8,38]'],
  ['{ tokens: .[1].tokens, twice: (("4" | tonumber) * 2) }', '{"tokens":5,"twice":8}'],
  ['map(.tokens >= 20 and .cached == false or .tokens != 5)', '[true,false,true]'],
])('%s', async (filter, stdout) => {
  expect(await run('-s', '-c', '--arg', 'day', '2026-03-01', filter)).toEqual({
    exit: 0,
    stdout: `${stdout}\n`,
    stderr: '',
  });
});

test('texts are printed raw with -r, and one document after the other without -s', async () => {
  expect((await run('-r', '.operation')).stdout).toBe('sweep\nanswer\nsweep\n');
});

test.each([
  [['.a as $x | $x'], 'the filter goes on with as where it should end'],
  [['map('], 'nothing where a value should be'],
  [['.[0'], 'its end where : should be'],
  [['@base64'], 'cannot read the filter from @base64'],
  [['ltrimstr("a")'], 'has no ltrimstr(…)'],
  [['keys'], 'has no keys'],
  [['$nobody'], '$nobody is not defined'],
  [['.tokens.more'], 'Cannot index number with "more"'],
  [['--slurp', '.'], 'write it like: jq [-s]'],
  [[], 'write it like: jq [-s]'],
  [['.', '/etc/passwd'], '/etc/passwd is not in the practice system'],
])('%j is refused', async (args, say) => {
  expect(await run(...args)).toMatchObject({ exit: 64, stdout: '', stderr: expect.stringContaining(say) });
});
