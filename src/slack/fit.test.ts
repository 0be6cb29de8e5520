import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseMrkdwn, type Inline, type Part } from '../../practice/slack/page/text/mrkdwn.ts';
import { liveMentions, refusals } from '../../test/support/block-kit.ts';
import { slackText } from '../../test/support/slack-text.ts';
import { actions, context, header, section } from './blocks.ts';
import { clamp, code, codeBlock, escape, fit, plain, sizeInCode, time } from './fit.ts';

const limit = fc.integer({ min: 12, max: 3_000 });

function inlines(parts: readonly Part[]): readonly Inline[] {
  return parts.flatMap((part) => (part.kind === 'code-block' ? [] : part.children.flatMap(flat)));
}

function flat(inline: Inline): readonly Inline[] {
  return 'children' in inline ? [inline, ...inline.children.flatMap(flat)] : [inline];
}

const ways: readonly [string, (text: string, max: number) => string][] = [
  ['plain', plain],
  ['code', code],
  ['codeBlock', codeBlock],
  ['escape and clamp', (text, max) => clamp(escape(text), max)],
];

describe.each(ways)('%s of any text', (_name, write) => {
  test('pings nobody, stays within its limit and is cut between characters', () => {
    fc.assert(
      fc.property(slackText, limit, (text, max) => {
        const written = write(text, max);
        expect(liveMentions(written)).toEqual([]);
        const kinds = inlines(parseMrkdwn(written)).map((inline) => inline.kind);
        expect(kinds.filter((kind) => ['user', 'channel', 'group', 'broadcast', 'date'].includes(kind))).toEqual([]);
        expect(Array.from(written).length).toBeLessThanOrEqual(max);
        expect(written).not.toMatch(/\p{Surrogate}/u);
        expect(written.replaceAll(/&(amp|lt|gt);/g, '')).not.toMatch(/&/);
        expect(written).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/);
      }),
    );
  });
});

test('a block of code is one block whatever it holds, and holds the text', () => {
  fc.assert(
    fc.property(slackText, (text) => {
      const [block, ...more] = parseMrkdwn(`before\n${codeBlock(text, Infinity)}\nafter`).filter(
        (part) => part.kind === 'code-block',
      );
      expect(more).toEqual([]);
      const shown = block?.kind === 'code-block' ? block.text.replaceAll('\u200B', '') : '';
      const meant = text.replaceAll(/[\u202E\u2066]/g, (sign) => (sign === '\u202E' ? '⟨U+202E⟩' : '⟨U+2066⟩'));
      expect(shown.trim()).toBe(meant.replaceAll('\u200B', '').trim());
      expect(Array.from(codeBlock(text, Infinity)).length).toBeLessThanOrEqual(sizeInCode(text));
    }),
  );
});

test.each([
  ['fits', 'abc', 3, 'abc'],
  ['is cut', 'abcd', 3, 'ab…'],
  ['counts characters', '👍👍👍', 3, '👍👍👍'],
  ['not inside a pair', '👍👍👍👍', 3, '👍👍…'],
  ['not inside an entity', 'ab&amp;cd', 6, 'ab…'],
  ['behind an entity', 'ab&amp;cd', 8, 'ab&amp;…'],
  ['not inside a mention', 'by <@U12345> and', 8, 'by …'],
  ['not inside a time', 'at <!date^1^{time}|noon> sharp', 20, 'at …'],
  ['not inside a link', 'see <https://a.example> now', 12, 'see …'],
  ['plain words keep their sign', 'p99 < 100 ms for every shop', 20, 'p99 < 100 ms for ev…'],
  ['no room', 'abc', 0, ''],
  ['room for the sign', 'abc', 1, '…'],
])('clamp %s', (_name, text, max, expected) => {
  expect(clamp(text, max)).toBe(expected);
});

test.each([
  ['marks', 'a *b* c', 'a \u200B*b\u200B* c'],
  ['a name that is to be copied', 'set my_name_here', 'set my_name_here'],
  ['an address can be clicked', 'see https://a.example/x_y?a=1&b=2.', 'see <https://a.example/x_y?a=1&amp;b=2>.'],
  ['an address in brackets', '(https://a.example)', '(<https://a.example>)'],
  ['an address with a false label', 'https://a.example|b', '<https://a.example>|b'],
  ['a command read backwards', 'rm \u202Efr-', 'rm ⟨U+202E⟩fr-'],
])('plain: %s', (_name, text, expected) => {
  expect(plain(text, 3_000)).toBe(expected);
});

test.each(['`'.repeat(3), '`'.repeat(5), 'a````` b', '`a`', '``` a ```'])(
  'a block of code stays open over %s',
  (text) => {
    expect(codeBlock(text, 100).slice(3, -3)).not.toContain('```');
    expect(codeBlock(text, 100)).not.toMatch(/^````|````$/);
  },
);

test('code is one line, and nothing when there is nothing', () => {
  expect(code('a\n`b`  c')).toBe('`a ˋbˋ c`');
  expect(code('')).toBe('');
});

test('a time is shown in the reader’s own zone, in UTC where it cannot be', () => {
  expect(time(new Date('2026-03-01T12:00:59Z'))).toBe('<!date^1772366459^{time}|2026-03-01 12:00 UTC>');
});

describe('fit', () => {
  const buttons = actions({ action: 'run.ask', text: 'Ask', value: '1' });

  test('leaves a message of exactly the limits as it is', () => {
    const message = { text: 'x', blocks: Array.from({ length: 50 }, () => section('x'.repeat(230))) };
    expect(fit(message)).toEqual(message);
  });

  test.each([
    ['too many blocks', Array.from({ length: 60 }, () => section('x'))],
    ['too much text', Array.from({ length: 10 }, () => section('👍'.repeat(3_000)))],
    ['too much text in few blocks', [context(...Array.from({ length: 10 }, () => 'x'.repeat(2_000)))]],
  ])('%s: says how much is left out and keeps every button', (_name, blocks) => {
    const { text, blocks: kept } = fit({ text: 'x'.repeat(5_000), blocks: [header('Run'), ...blocks, buttons] });
    expect(refusals({ text, blocks: kept })).toEqual([]);
    expect(kept.at(-1)).toEqual(buttons);
    const left = blocks.length + 1 - (kept.length - 2);
    expect(JSON.stringify(kept.at(-2))).toContain(`${left} part`);
  });
});
