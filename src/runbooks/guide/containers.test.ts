import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { unwrapContainers } from './containers.ts';

const plain = (...lines: readonly string[]): string[] => unwrapContainers(lines.join('\n')).source.split('\n');

it.each<readonly [string, readonly string[], readonly string[]]>([
  [
    'an admonition of MkDocs',
    ['!!! warning "Careful"', '    Not now.', '', '    ```sh', '    ls', '      -l', '    ```', 'After.'],
    ['Careful', 'Not now.', '', '```sh', 'ls', '  -l', '```', 'After.'],
  ],
  ['one without a title', ['??? danger', '', '    Not now.'], ['Danger:', '', 'Not now.']],
  [
    'one inside another, in a list',
    ['1. Look', '   !!! note', '       !!! tip "Inner"', '           text', '       outer', '2. Go'],
    ['1. Look', '   Note:', '   Inner', '   text', '   outer', '2. Go'],
  ],
  ['tabs as indentation', ['!!! note', '\ttext'], ['Note:', 'text']],
  ['a shout that is no admonition', ['!!! never do this', 'It hurts.'], ['!!! never do this', 'It hurts.']],
  ['a container of Docusaurus', [':::tip[Faster]', 'text', ':::'], ['Faster', 'text', '']],
  ['directives of MyST with options', [':::{note} Look', ':class: wide', 'text', ':::'], ['Look', '', 'text', '']],
  [
    'a directive written as a fence',
    ['````{warning}', ':class: x', 'text', '```sh', 'ls', '```', '````', 'after'],
    ['Warning:', '', 'text', '```sh', 'ls', '```', '', 'after'],
  ],
  ['a directive that holds code', ['```{code-block} sh', 'ls', '```'], ['```{code-block} sh', 'ls', '```']],
  ['a block of MkDocs with slashes', ['/// note | Look', 'text', '///'], ['Look', 'text', '']],
  ['slashes that close nothing', ['///'], ['///']],
  ['a shortcode of Hugo', ['{{< note >}}', 'text', '{{< /note >}}'], ['', 'text', '']],
  [
    'highlighted code of Hugo and Jekyll',
    ['{{< highlight bash >}}', 'ls', '{{< /highlight >}}', '{% highlight sql %}', 'select 1', '{% endhighlight %}'],
    ['````````````bash', 'ls', '````````````', '````````````sql', 'select 1', '````````````'],
  ],
  [
    'folded HTML',
    ['<details>', '<summary><b>More</b></summary>', '```sh', 'ls', '```', '</details>'],
    ['', 'More', '```sh', 'ls', '```', ''],
  ],
  ['a text that is indented below its tag', ['<div>', '    text', '</div>'], ['<div>', '    text', '']],
  ['a table of contents', ['[[_TOC_]]', '[TOC]', '{:toc}'], ['', '', '']],
  [
    'what stands in code',
    ['```', '!!! note', '    x', ':::tip', '<details>', '```'],
    ['```', '!!! note', '    x', ':::tip', '<details>', '```'],
  ],
  [
    'what stands in a comment or in `<pre>`',
    ['<!--', ':::tip', '-->', '<pre>', '[TOC]', '</pre>'],
    ['<!--', ':::tip', '-->', '<pre>', '[TOC]', '</pre>'],
  ],
])('unwraps %s', (_name, lines, expected) => {
  expect(plain(...lines)).toEqual(expected);
});

it.each<readonly [string, readonly string[]]>([
  ['MkDocs', ['=== "Linux"', '    a', '', '=== "Mac"', '    b', 'c']],
  ['Docusaurus', ['<TabItem value="l" label="Linux">', 'a', '</TabItem>', '<TabItem value="Mac">', 'b', '</TabItem>']],
  ['MyST', [':::{tab-item} Linux', 'a', ':::', ':::{tab-item} Mac', 'b', ':::']],
  ['Hugo', ['{{< tab "Linux" >}}', 'a', '{{< /tab >}}', '{{% tab name="Mac" %}}', 'b', '{{% /tab %}}']],
])('knows where a tab of %s begins and ends', (_name, lines) => {
  const { tabs, source } = unwrapContainers(lines.join('\n'));
  expect(tabs.map(({ title }) => title)).toEqual(['Linux', 'Mac']);
  const inside = tabs.map(({ from, to }) =>
    source
      .split('\n')
      .slice(from - 1, to)
      .join('')
      .trim(),
  );
  expect(inside).toEqual(['a', 'b']);
});

it('tells which lines take in another file', () => {
  const lines = [
    '--8<-- "steps.md"',
    '{% include steps.md %}',
    '{{< readfile "a.md" >}}',
    ':::{include} b.md',
    ':::',
    'text',
  ];
  expect(unwrapContainers(lines.join('\n')).includes).toEqual([1, 2, 3, 4]);
});

it('keeps the number of lines, and a page without containers as it is', () => {
  const pieces = [
    '!!! note\n',
    '    ',
    '=== "a"\n',
    ':::',
    '```',
    '{note}',
    '\n',
    '{{< tab "x" >}}',
    '<details>',
    'text',
    '<pre>',
    '> ',
    '- ',
    '\t',
    '///',
  ];
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 5 })), { maxLength: 40 }),
      (parts) => {
        const text = parts.join('');
        expect(unwrapContainers(text).source.split('\n').length).toBe(text.split('\n').length);
      },
    ),
  );
  const ordinary = '# A\n\n1. Look\n\n   ```sh\n   ls\n   ```\n\n> quote\n\n| a |\n|---|\n| b |\n';
  expect(unwrapContainers(ordinary).source).toBe(ordinary);
});

it('takes time in proportion to the page', () => {
  for (const piece of [
    ':::note\n',
    '!!! a\n    ',
    '```{note}\n',
    '<TabItem label="',
    '<details> ',
    '{{< tab "x" >}}\n',
    '- '.repeat(50),
  ]) {
    const page = piece.repeat(50_000);
    expect(unwrapContainers(page).source.split('\n').length).toBe(page.split('\n').length);
  }
});
