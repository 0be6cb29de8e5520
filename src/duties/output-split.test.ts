import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { slackText } from '../../test/support/slack-text.ts';
import { codeBlock } from '../slack/fit.ts';
import { splitOutput } from './output-split.ts';

describe('what a step printed', () => {
  test.each([
    ['nothing', '', ''],
    ['a line', 'ok\n\n', 'ok'],
    ['as much as a message shows', 'x'.repeat(2_700), 'x'.repeat(2_700)],
  ])('%s is shown whole', (_name, output, shown) => {
    expect(splitOutput(output)).toEqual({ shown, whole: null });
  });

  test('long output begins with its first lines, ends with its last, and says how much the file has more', () => {
    const output = Array.from({ length: 1_000 }, (_, line) => `line ${line}`).join('\n');
    const { shown, whole } = splitOutput(`${output}\n`);
    expect(whole).toBe(output);
    const [head = '', tail = ''] = shown.split(/\n… \d+ characters left out; the file has them all …\n/);
    expect(output.startsWith(`${head}\n`)).toBe(true);
    expect(output.endsWith(`\n${tail}`)).toBe(true);
    expect(shown).toContain(`… ${output.length - head.length - tail.length} characters`);
  });

  test.each([
    ['one endless line', 'x'.repeat(50_000)],
    ['markup, which takes more room in Slack', '<a href="&">'.repeat(300)],
    ['emoji', '👩‍👩‍👧'.repeat(1_000)],
    ['emoji that a cut would halve', `x${'👍'.repeat(3_000)}`],
    ['backticks', '`'.repeat(3_000)],
  ])('%s goes to the file', (_name, output) => {
    const { shown, whole } = splitOutput(output);
    expect(whole).toBe(output);
    expect(shown).not.toMatch(/\p{Surrogate}/u);
    expect(codeBlock(shown, 2_950)).toBe(codeBlock(shown, Infinity));
    expect(shown.length).toBeGreaterThan(400);
  });

  test('is never cut by Slack’s limit without a file', () => {
    fc.assert(
      fc.property(slackText, (output) => {
        const { shown, whole } = splitOutput(output);
        expect(codeBlock(shown, 2_950)).toBe(codeBlock(shown, Infinity));
        expect(whole).toBe(shown === output.trimEnd() ? null : output.trimEnd());
      }),
    );
  });
});
