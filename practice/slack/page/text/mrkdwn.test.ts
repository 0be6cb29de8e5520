// What Slack's markup must mean on the page, as input and expected data.
import { expect, test } from 'vitest';
import type { Inline, Part } from './mrkdwn.ts';
import { parseMrkdwn, plainWithEmoji } from './mrkdwn.ts';

const text = (value: string): Inline => ({ kind: 'text', text: value });
const line = (...children: readonly Inline[]): Part => ({ kind: 'paragraph', children });

const table: readonly (readonly [string, readonly Part[]])[] = [
  ['', []],
  ['one\ntwo', [line(text('one\ntwo'))]],
  ['a *bold* word', [line(text('a '), { kind: 'bold', children: [text('bold')] }, text(' word'))]],
  ['*_both_*', [line({ kind: 'bold', children: [{ kind: 'italic', children: [text('both')] }] })]],
  [
    '~gone~, (_x_)',
    [
      line(
        { kind: 'strike', children: [text('gone')] },
        text(', ('),
        { kind: 'italic', children: [text('x')] },
        text(')'),
      ),
    ],
  ],
  ['2*3*4 snake_case_name * a * **', [line(text('2*3*4 snake_case_name * a * **'))]],
  ['*open\nend*', [line(text('*open\nend*'))]],
  ['*a `b*` c*', [line({ kind: 'bold', children: [text('a '), { kind: 'code', text: 'b*' }, text(' c')] })]],
  [
    'run `a &lt; b` *now*',
    [line(text('run '), { kind: 'code', text: 'a < b' }, text(' '), { kind: 'bold', children: [text('now')] })],
  ],
  ['&amp;lt; &lt;b&gt; <b', [line(text('&lt; <b> <b'))]],
  ['```\n*not bold*\n:tada: <http://x.test|x.test>\n```', [{ kind: 'code-block', text: '*not bold*\n:tada: x.test' }]],
  ['before\n```one```\nafter', [line(text('before')), { kind: 'code-block', text: 'one' }, line(text('after'))]],
  ['```never closed', [line(text('```never closed'))]],
  ['&gt; one\n> two\nthree', [{ kind: 'quote', children: [text('one\ntwo')] }, line(text('three'))]],
  ['a\n&gt;&gt;&gt; b\nc', [line(text('a')), { kind: 'quote', children: [text('b\nc')] }]],
  [
    '<https://x.test/?a=1&amp;b=2|the page>',
    [line({ kind: 'link', url: 'https://x.test/?a=1&b=2', label: 'the page' })],
  ],
  ['<mailto:a@x.test>', [line({ kind: 'link', url: 'mailto:a@x.test', label: 'a@x.test' })]],
  [
    '<@U1> in <#C1|ops>',
    [line({ kind: 'user', id: 'U1', label: '' }, text(' in '), { kind: 'channel', id: 'C1', label: 'ops' })],
  ],
  [
    '<!subteam^S1|@oncall> <!here>',
    [line({ kind: 'group', id: 'S1', label: '@oncall' }, text(' '), { kind: 'broadcast', name: 'here' })],
  ],
  [
    '<!date^1700000000^{time}^https://x.test|noon>',
    [line({ kind: 'date', seconds: 1_700_000_000, format: '{time}', url: 'https://x.test', fallback: 'noon' })],
  ],
  ['&lt;!channel&gt; is only text', [line(text('<!channel> is only text'))]],
  [':tada: 10:30:45 :no_such:', [line({ kind: 'emoji', name: 'tada', character: '🎉' }, text(' 10:30:45 :no_such:'))]],
];

test.each(table)('%j', (source, expected) => {
  expect(parseMrkdwn(source)).toEqual(expected);
});

test('plain text draws emoji and entities and nothing else', () => {
  expect(plainWithEmoji('*a* :fire: &lt;b&gt; <@U1> :nope:')).toBe('*a* 🔥 <b> <@U1> :nope:');
});
