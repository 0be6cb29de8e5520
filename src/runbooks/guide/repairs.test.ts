import { describe, expect, it } from 'vitest';
import { bindClassifiers } from '../bind-classifiers.ts';
import { parseRunbook, type Parsed } from '../parse.ts';
import { loadParsers } from '../risk/parsers.ts';

const classifiers = bindClassifiers(await loadParsers());
const parse = (...lines: readonly string[]): Parsed =>
  parseRunbook('a.md', new TextEncoder().encode(`${lines.join('\n')}\n`), classifiers);

const sound = ['# Shop', '', '## Sound', '', '- [ ] Look', ''];

describe('a place that needs repair', () => {
  it.each<readonly [string, readonly string[], number, string]>([
    [
      'a fence that is never closed',
      ['## Torn', '', '```sh', 'ls', '', '## Next', '', '- [ ] x'],
      9,
      'This fence is never closed.',
    ],
    [
      'a fence that its list item loses',
      ['## Torn', '', '1. Stop', '   ```sh', 'ls', '   ```', '2. Start', '   ```sh', 'pwd', '   ```'],
      10,
      'This fence is never closed.',
    ],
    [
      'a block that swallows a fence',
      ['## Torn', '', '```sh', 'ls', '', '## Next', '', '```sh', 'pwd', '```'],
      9,
      'A block of code begins here and swallows the fence on line 14.',
    ],
    [
      'a block that swallows a heading',
      ['## Torn', '', '```', '', '## Next', '', '**Then**', '', '```', 'pwd'],
      9,
      'A block of code begins here and seems to swallow the heading on line 11.',
    ],
    [
      'a `<pre>` with an empty line in a table',
      ['## Torn', '', '<table><tr><td><pre>', 'ls', '', 'pwd', '</pre></td></tr></table>', '', '- [ ] x'],
      9,
      'This `<pre>` is not closed before the next empty line.',
    ],
  ])('is named with its line: %s', (_name, lines, line, say) => {
    const { page, runbook, problems } = parse(...sound, ...lines);
    expect(page).toBe('guide');
    expect(runbook?.repairs[0]).toMatchObject({ line, say });
    expect(problems[0]).toMatchObject({ file: 'a.md', line, say });
    const [first, ...rest] = runbook?.procedures ?? [];
    expect(first).toMatchObject({ id: 'sound', repairs: [] });
    expect(rest.length).toBeGreaterThan(0);
    for (const procedure of rest) expect(procedure.repairs[0]).toMatchObject({ line, say });
  });

  it.each<readonly [string, readonly string[]]>([
    ['a template of Markdown', ['```markdown', '# Post-mortem', '', '## Summary', '', '- [ ] write', '```']],
    ['a template without a language', ['```', 'Summary', '', '- what', '```']],
    ['comments in a script', ['```sh', 'ls', '', '## then', 'pwd', '```']],
    ['fences in a longer fence', ['````', '```sh', 'ls', '```', '````']],
    ['a here document with a fence', ['```sh', 'cat <<EOF', '~~~sh', 'EOF', '```']],
    ['output with a list', ['```', '1. One', '', '2. Two', '```']],
  ])('is not seen in %s', (_name, lines) => {
    expect(parse(...sound, ...lines)).toMatchObject({ problems: [], runbook: { repairs: [] } });
  });
});

it('still refuses a runbook with Opsbook settings as a whole', () => {
  const parsed = parse('---', 'system: shop', '---', '# Shop', '', '```sh target=ops', 'ls');
  expect(parsed).toMatchObject({ page: 'refused', problems: [{ line: 6, say: 'This fence is never closed.' }] });
});

it('says which line takes in another file', () => {
  const { problems, runbook } = parse('# Shop', '', '--8<-- "steps.md"', '', '- [ ] Look');
  expect(problems).toMatchObject([{ line: 3, say: 'This line takes in another file, which is not read.' }]);
  expect(runbook?.procedures[0]?.repairs).toEqual([]);
});

it('reads a page whose front matter belongs to another tool and is no YAML', () => {
  const { page, problems, runbook } = parse('---', 'title: Shop: the sequel', '---', '# Shop', '', '- [ ] Look');
  expect(page).toBe('guide');
  expect(problems).toMatchObject([{ line: 2, say: expect.stringContaining('not valid YAML') }]);
  expect(runbook?.procedures[0]).toMatchObject({ id: 'shop', repairs: [] });
});
