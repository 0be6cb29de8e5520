// A command whose name is only known at run time: `$CMD -rf x`. It may do anything, so whatever can be guessed about it counts.

import { worse } from '../risk-order.ts';
import type { Finding } from './finding.ts';
import { toolNamed } from './known-tools.ts';
import { unknownCommand } from './unknown-command.ts';
import { HOLE, literalWord } from './word.ts';
import type { Word } from './word.ts';

// As good as the name: hardly anything but `rm` is given these.
const removingFlags = /^-(rf|fr|Rf|fR)$/;

/** `judgeGuess` judges a command that it might be. */
export function openCommand(
  name: Word,
  args: readonly Word[],
  judgeGuess: (words: readonly Word[]) => Finding[],
): Finding[] {
  const base = name.text.split('/').at(-1) ?? '';
  const named = unknownCommand([base.replaceAll(HOLE, '-')], args);
  const guesses = guessesOf(name, base).flatMap((guess) => judgeGuess([...guess, ...args]));
  const isRemoval = args.some((arg) => removingFlags.test(arg.text));
  const worst = [...guesses, named].reduce((risk, each) => worse(risk, each.risk), named.risk);
  const say = `\`${name.written}\` is only known at run time, so it may do anything its arguments say`;
  return [{ risk: isRemoval || worst === 'destroy' ? 'destroy' : 'change', say }];
}

// `r${empty}m` with nothing in the hole, `${CMD:-rm -rf}` with what stands for a variable that is not set.
function guessesOf(name: Word, base: string): Word[][] {
  const closed = base.replaceAll(HOLE, '');
  const filled = toolNamed(closed) === undefined ? [] : [[literalWord(closed, name.line)]];
  const fallback = /^\$\{\w+:?[-=]([^{}$`]+)\}$/.exec(name.written)?.[1];
  const words = fallback?.trim().split(/\s+/) ?? [];
  return words.length === 0 ? filled : [...filled, words.map((word) => literalWord(word, name.line))];
}
