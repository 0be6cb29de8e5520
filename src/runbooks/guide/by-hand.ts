// The risk of something that is asked for in words. Nothing is executed, but a reader should see what is dangerous.

import type { Classifiers } from '../classifiers.ts';
import type { Mark, Risk, Verdict } from '../model.ts';
import { worse } from '../risk-order.ts';
import { actingWord, destructiveWord } from '../risk/danger-words.ts';
import { lookingWord } from './instruction.ts';
import { remembering } from '../remembering.ts';
import { type BlockReading, readBlock } from './read-block.ts';

const nobody: ReadonlySet<string> = new Set();
const longest = 300;
const rememberedCodes = 1000;

/** The verdict of looking at a metric. */
export const lookingAtMetric: Verdict = { risk: 'read', because: ['It only asks to look at a metric'], marks: [] };

/** `codes` is the inline code in the words: what it does counts more than what they say. */
export function judgeWords(text: string, codes: readonly string[], classifiers: Classifiers): Verdict {
  const commands = codes.flatMap((code) => {
    const reading = readInline(code, classifiers);
    return reading.commands.length === 0 ? [] : [reading];
  });
  const said = judgeSaid(codes.reduce((rest, code) => rest.replace(code, ' '), text.slice(0, longest)));
  if (commands.length === 0) return said;
  const risk = commands.reduce<Risk>((worst, reading) => worse(worst, reading.risk), 'read');
  const because = commands.filter((reading) => reading.risk === risk).flatMap((reading) => reading.because);
  const marks = commands.flatMap((reading): readonly Mark[] => reading.marks);
  return said.risk === 'destroy' && risk !== 'destroy'
    ? { ...said, marks }
    : { risk, because: [...new Set(because)], marks };
}

/** Whether inline code is something to type and not only a name: `kubectl get pods`, not `app.log`. */
export function isCommand(code: string, classifiers: Classifiers): boolean {
  if (!/\S\s+\S/.test(code) || code.length > longest) return false;
  return readInline(code, classifiers).commands.length > 0;
}

// The same names stand in the words of many pages.
const readings = new WeakMap<Classifiers, (code: string) => BlockReading>();

function readInline(code: string, classifiers: Classifiers): BlockReading {
  const known = readings.get(classifiers);
  if (known !== undefined) return known(code);
  const read = remembering(rememberedCodes, (text) => readBlock({ info: '', text }, { classifiers, known: nobody }));
  readings.set(classifiers, read);
  return read(code);
}

function judgeSaid(text: string): Verdict {
  const destroys = destructiveWord(text);
  if (destroys !== undefined) return { risk: 'destroy', because: [`It says "${destroys}"`], marks: [] };
  const looks = lookingWord(text);
  const acts = actingWord(text);
  if (looks !== undefined && acts === undefined)
    return { risk: 'read', because: [`It only asks to look: "${looks}"`], marks: [] };
  return { risk: 'change', because: ['A person does it by hand, and Opsbook cannot tell what it changes'], marks: [] };
}
