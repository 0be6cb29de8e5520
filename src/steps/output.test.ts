import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { capText, cleanText, createOutputCollector } from './output.ts';

const esc = '\u001b';

describe('cleanText', () => {
  test.each([
    ['plain\ttext\n', 'plain\ttext\n'],
    [`${esc}[31mred${esc}[0m`, 'red'],
    [`${esc}[38;2;1;2;3mrgb${esc}[K`, 'rgb'],
    [`${esc}]0;title\u0007shown`, 'shown'],
    [`${esc}]8;;http://x${esc}\\link${esc}]8;;${esc}\\`, 'link'],
    [`${esc}]0;never closed\nnext line`, '\nnext line'],
    [`${esc}(B${esc}=ok`, 'ok'],
    ['\u009b31mred', 'red'],
    ['a\0b\bc\u007f', 'a␀b␈c␡'],
    ['one\r\ntwo\rthree', 'one\ntwo\nthree'],
    ['שלום 👍🏽 é', 'שלום 👍🏽 é'],
  ])('%j becomes %j', (text, wanted) => expect(cleanText(text)).toBe(wanted));

  test.each([`${esc}[`, `${esc}]`, `${esc}[1;`, `${esc} `])('half escape sequences, %j, take linear time', (half) => {
    const once = (count: number): number => {
      const started = performance.now();
      cleanText(half.repeat(count));
      return performance.now() - started;
    };
    // Other programs only ever add to it.
    const time = (count: number): number => Math.min(once(count), once(count), once(count));
    time(10_000);
    const short = Math.max(2, time(30_000));
    // For eight times the text, linear code takes eight times as long and quadratic code sixty-four times.
    expect(time(240_000) / short).toBeLessThan(30);
  });
});

function collect(limit: number, chunks: readonly (string | Uint8Array)[]) {
  const collector = createOutputCollector(limit);
  for (const chunk of chunks) collector.add(Buffer.from(chunk));
  return collector;
}

describe('the collector', () => {
  test.each<[number, (string | Uint8Array)[], string]>([
    [10, [], ''],
    [10, ['0123456789'], '0123456789'],
    [10, ['0123456789X'], '01234\n[… 1 bytes left out here …]\n6789X'],
    [10, ['abcdefghijklmnopqrstuvwxyz'], 'abcde\n[… 16 bytes left out here …]\nvwxyz'],
    [10, ['éééééé'], 'éé\n[… 4 bytes left out here …]\néé'],
    [10, [Buffer.from([0xff, 0x61])], '�a'],
    [0, ['x'], '\n[… 1 bytes left out here …]\n'],
  ])('limit %i of %j', (limit, chunks, wanted) => expect(collect(limit, chunks).text()).toBe(wanted));

  test('gives the whole only when it is whole', () => {
    expect(collect(10, ['{"a":', '1}']).whole()).toBe('{"a":1}');
    expect(collect(5, ['{"a":1}']).whole()).toBeUndefined();
    expect(collect(10, [Buffer.from([0xff])]).whole()).toBeUndefined();
  });

  test('keeps the first and the last bytes however they come in, and never more than the limit', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n', 'z'), maxLength: 12 });
    fc.assert(
      fc.property(fc.array(text), fc.integer({ min: 2, max: 20 }), (chunks, limit) => {
        const printed = chunks.join('');
        const kept = collect(limit, chunks).text();
        expect(kept).toBe(capText(printed, limit));
        if (printed.length <= limit) expect(kept).toBe(printed);
        else {
          expect(kept.startsWith(printed.slice(0, Math.ceil(limit / 2)))).toBe(true);
          expect(kept.endsWith(printed.slice(printed.length - Math.floor(limit / 2)))).toBe(true);
        }
      }),
    );
  });

  test('bytes that grow when they are made visible still stay within the limit', () => {
    const kept = collect(100, [Buffer.alloc(100)]).text();
    expect(Buffer.byteLength(kept.replace(/\n.*\n/, ''))).toBeLessThanOrEqual(100);
    expect(kept).toContain('bytes left out');
  });
});
