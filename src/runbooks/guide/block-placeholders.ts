// What still has to be filled in, by language. Where it would run, a doubtful word counts; where it is read, it does not.

import { angleLength, isFilledInText } from './block-angles.ts';
import { bracketWords } from './block-brackets.ts';
import type { Surrounding } from './block-brackets.ts';
import { simpleCommands } from './block-commands.ts';
import { capitalWords } from './block-capitals.ts';
import { fillingWords } from './block-filling.ts';
import type { Found } from './block-filling.ts';
import type { Mask } from './block-scan.ts';

/** Of a scanned shell command, in the order of the text. */
export function shellPlaceholders(text: string, mask: Mask): readonly Found[] {
  const commands = simpleCommands(text, mask);
  const names = new Set(commands.map((command) => command.words[0]?.text.split('/').at(-1) ?? ''));
  const surrounding = (at: number): Surrounding | undefined => {
    const letter = mask[at];
    if (letter === '#' || letter === 'p') return undefined;
    return letter === 'c' ? 'shell' : 'quoted';
  };
  const isProse = names.has('echo') || names.has('printf');
  // What a script prints about itself.
  const isUsage = isProse && /\busage\b/i.test(text);
  const angles = anglesOf(text, (at, length) => {
    const letter = mask[at];
    if (letter === '#') return false;
    return letter === 'p' || (letter !== 'c' && !isUsage && isFilledInText(text, at, length));
  });
  const words = fillingWords(text).filter(({ text: word, at }) => {
    if (mask[at] === '#') return false;
    // `mktemp /tmp/x.XXXXXX` fills it in itself.
    if (/X{3}/.test(word) && names.has('mktemp')) return false;
    return !(isProse && mask[at] !== 'c' && /^(?:our|your)[-_]/i.test(word));
  });
  const dots = dotsOf(text).filter(({ at }) => mask[at] === 'c' || (mask[at] !== '#' && !isProse));
  return settled([...angles, ...bracketWords(text, surrounding), ...words, ...dots, ...capitalWords(commands)]);
}

/** Of SQL; comments do not count, nor what `to_char` and its like take. */
export function sqlPlaceholders(text: string, names: readonly Found[]): readonly Found[] {
  const isComment = within(text, /--[^\n]*|\/\*[\s\S]*?\*\//g);
  const isFormat = (at: number) =>
    /\bto_(?:char|date|timestamp)\s*\([^()]{0,200}$|date_format\s*\([^()]{0,200}$/i.test(
      text.slice(Math.max(0, at - 240), at),
    );
  const angles = anglesOf(text, (at, length) => isFilledInText(text, at, length));
  const brackets = bracketWords(text, (at) => (text[at] === '{' ? 'path' : text[at] === '[' ? 'quoted' : undefined));
  const words = fillingWords(text).filter(({ at }) => !isFormat(at));
  return settled([...angles, ...brackets, ...words, ...names, ...dotsOf(text)].filter(({ at }) => !isComment(at)));
}

/** Of HTTP requests: `{id}` and `:id` in a path too, and `$TOKEN`, since no shell fills it in. */
export function httpPlaceholders(text: string): readonly Found[] {
  const angles = anglesOf(text, (at, length) => isFilledInText(text, at, length));
  const body = text.indexOf('\n\n');
  const brackets = bracketWords(text, (at) =>
    text[at] === '{' && body !== -1 && at > body && text[at + 1] !== '{'
      ? 'quoted'
      : text[at] === '['
        ? 'quoted'
        : 'path',
  );
  const segments = [...text.matchAll(/(?<=\/):[A-Za-z]\w{0,60}(?=[/?\s]|$)|\$\{?[A-Za-z_]\w{0,60}\}?/g)].map(
    (match) => ({ text: match[0], at: match.index }),
  );
  const isComment = within(text, /^\s*(?:#|\/\/)[^\n]*/gm);
  const all = [...angles, ...brackets, ...segments, ...fillingWords(text), ...dotsOf(text)];
  return settled(all.filter(({ at }) => !isComment(at)));
}

/** Of PromQL, and of files and code that are read: only what is meant for nothing else. `$cluster` is a dashboard's. */
export function textPlaceholders(text: string): readonly Found[] {
  const angles = anglesOf(
    text,
    (at, length) =>
      isFilledInText(text, at, length) &&
      !/[<>=]\s*$|\b(?:include|import)\s*$/.test(text.slice(Math.max(0, at - 12), at)),
  );
  return settled([...angles, ...bracketWords(text, () => 'config'), ...fillingWords(text)]);
}

/** Whether a place lies in a match of the pattern. */
function within(text: string, pattern: RegExp): (at: number) => boolean {
  const inside = new Uint8Array(text.length);
  for (const match of text.matchAll(pattern)) inside.fill(1, match.index, match.index + match[0].length);
  return (at) => inside[at] === 1;
}

// Each is compared with the whole text, so a hostile one does not get as many as it likes.
const mostAngles = 2_000;

function anglesOf(text: string, isMeant: (at: number, length: number) => boolean): readonly Found[] {
  const found: Found[] = [];
  let tried = 0;
  for (let at = 0; at < text.length && tried < mostAngles; at += 1) {
    const length = text[at] === '<' || text[at] === '&' ? angleLength(text, at) : 0;
    if (length === 0) continue;
    tried += 1;
    if (!isMeant(at, length)) continue;
    found.push({ text: text.slice(at, at + length), at });
    at += length - 1;
  }
  return found;
}

// `...` as a word of its own; not `./...`, `main...HEAD`, "Waiting ...".
function dotsOf(text: string): readonly Found[] {
  return [...text.matchAll(/(?<![^\s=:"'([{,])(?:\.{3}|…)(?![^\s"')\]},;])/g)].map((match) => ({
    text: match[0],
    at: match.index,
  }));
}

/** In the order of the text; of two that overlap, the one that begins first, then the longer. */
function settled(found: readonly Found[]): readonly Found[] {
  const ordered = [...found].sort((a, b) => a.at - b.at || b.text.length - a.text.length);
  const kept: Found[] = [];
  let end = 0;
  for (const each of ordered) {
    if (each.at < end) continue;
    kept.push(each);
    end = each.at + each.text.length;
  }
  return kept;
}
