import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { respell } from './search-spelling.ts';
import { wantedIn, wordsIn } from './search-words.ts';

describe('the words of a text', () => {
  it.each([
    ['Restart the pods.', 'restart the pods'],
    ['KubePodCrashLooping', 'kubepodcrashlooping kube pod crash looping'],
    ['OOMKilled', 'oomkilled oom killed'],
    ['HTTP5xxRate', 'http5xxrate http 5xx rate'],
    ['5xx p95 k8s', '5xx p95 k8s'],
    ['kube-proxy', 'kubeproxy kube proxy'],
    ['nginx.service', 'nginxservice nginx service'],
    ['node_load1', 'nodeload1 node load 1'],
    ['/var/log/app.log', 'var log applog app log'],
    ['a.b.c.d.e.f.g', 'a b c d e f g'],
    ['10.0.0.12', '100012 10 0 0 12'],
    ['Größe ＯＯＭ', 'größe oom'],
    [`key ${'a1'.repeat(40)}`, 'key'],
    ["' | & ! :* <-> 🔥", ''],
  ])('%s', (text, expected) => {
    expect(wordsIn(text).join(' ')).toBe(expected);
  });

  it('are letters and digits, whatever the text is', () => {
    const text = fc.string({ unit: 'binary', maxLength: 200 });
    fc.assert(
      fc.property(text, (any) => {
        expect(wordsIn(any).filter((word) => !/^[\p{Letter}\p{Mark}\p{Number}]{1,60}$/u.test(word))).toEqual([]);
      }),
    );
  });
});

describe('what is asked for', () => {
  it.each([
    ['how do I restart the pods', [[['restart']], [['pods']]]],
    ['what is it', [[['what']], [['is']], [['it']]]],
    ['kube-proxy', [[['kubeproxy'], ['kube', 'proxy']]]],
    ['  ', []],
  ])('%s', (query, expected) => {
    expect(wantedIn(query)).toEqual(expected);
  });

  it('is not more than a question', () => {
    expect(wantedIn('word '.repeat(5000)).length).toBeLessThan(20);
  });
});

it.each([
  ['rolback ace', 'rollback ace'],
  ['rollback', undefined],
  ['zebra', undefined],
  ['ac', undefined],
])('%s is meant to be %s', (query, meant) => {
  expect(respell(query, new Set(['rollback', 'emergency', 'restart']))).toBe(meant);
});
