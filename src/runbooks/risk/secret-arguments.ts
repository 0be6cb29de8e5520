// Secrets that are written into a command: the value of a flag, a header, a password inside an address, a variable that is set.
// A variable or a placeholder as the value is fine.

import type { Mark } from '../model.ts';
import type { GivenFlag } from './arguments.ts';
import type { Assignment } from './event.ts';
import { isStandIn, secretFlag, secretHeader, secretVariable } from './secret-names.ts';
import type { CommandRule } from './tool.ts';
import type { Word } from './word.ts';

// A word is searched only so far.
const longestSearched = 4000;
const mostParts = 30;
const hint = 'anybody who reads the page, the process list or the log sees it';

export interface RequestHeader {
  readonly name: string;
  readonly value: string;
}

/** `flags` are those that the tool's rule has read; for an unknown tool the words alone are searched. */
export function secretArguments(
  words: readonly Word[],
  flags: readonly GivenFlag[],
  rules: readonly CommandRule[],
): Mark[] {
  const named = flags.filter(({ name }) => lists(rules, 'secret', name));
  const alone = named.flatMap(({ name, value }) => (value === undefined ? [] : given(`\`${name}\` holds`, value)));
  const paired = flags
    .filter(({ name }) => lists(rules, 'secretPair', name))
    .flatMap(({ name, value }) => {
      const secret = value === undefined ? undefined : /^[^:]*:(.+)$/s.exec(value.text)?.[1];
      return value === undefined || secret === undefined ? [] : given(`\`${name}\` holds`, { ...value, text: secret });
    });
  const inFlags = [...alone, ...paired];
  const inWords = words.flatMap((word, index) => wordMarks(word, words[index + 1]));
  const lines = new Set(inFlags.map((mark) => mark.line));
  return [...inFlags, ...inWords.filter((mark) => !lines.has(mark.line))];
}

/** Of a request that is written out: its headers, in lines of their own below the first, and the query of its path. */
export function secretsInRequest(path: string, headers: readonly RequestHeader[]): Mark[] {
  const inHeaders = headers.flatMap(({ name, value }, index) =>
    wordMarks(valueWord(`${name}: ${value}`, index + 2), undefined),
  );
  const query = path.slice(0, longestSearched).split('?')[1] ?? '';
  return [...inHeaders, ...query.split('&').flatMap((part) => wordMarks(valueWord(part, 1), undefined))];
}

/** `PGPASSWORD=hunter2`, also behind `export`. */
export function secretAssignment({ name, text, line }: Assignment): Mark[] {
  if (text === undefined || !secretVariable.test(name) || isStandIn(text)) return [];
  return [{ kind: 'secret-argument', say: `\`${name}\` holds a secret as text; ${hint}`, line }];
}

function lists(rules: readonly CommandRule[], list: 'secret' | 'secretPair', name: string): boolean {
  return rules.some((rule) => rule.flags?.[list]?.split(/\s+/).includes(name) === true);
}

function given(what: string, { text, line }: Word): Mark[] {
  return isStandIn(text) ? [] : [{ kind: 'secret-argument', say: `${what} a secret as text; ${hint}`, line }];
}

function wordMarks({ text, line }: Word, next: Word | undefined): Mark[] {
  const searched = text.slice(0, longestSearched);
  const header = secretHeader.exec(searched);
  if (header !== null) return given(`The header \`${header[1] ?? ''}\` holds`, valueWord(header[2] ?? '', line));
  const inAddress = /^[\w+-]+=?[\w+.-]*:\/\/[^\s/:@]*:([^\s/@]+)@/.exec(searched)?.[1];
  if (inAddress !== undefined) return given('An address holds', valueWord(inAddress, line));
  if (/^[\w+-]*:?\/?\/?[^\s?]*\?/.test(searched)) {
    const parts = (searched.split('?')[1] ?? '').split('&').slice(0, mostParts);
    const found = parts.flatMap((part) => wordMarks(valueWord(part, line), undefined));
    if (found.length > 0) return found;
  }
  const pair = /^(-{0,2}[\w.-]{1,60})=(.*)$/s.exec(searched);
  const [, name = '', value = ''] = pair ?? [];
  if (pair !== null && (secretFlag.test(name) || (!name.startsWith('-') && secretVariable.test(name))))
    return given(`\`${name}\` holds`, valueWord(value, line));
  if (pair !== null && value.includes('=')) return wordMarks(valueWord(value, line), undefined);
  return pair === null && secretFlag.test(searched) && next !== undefined ? given(`\`${searched}\` holds`, next) : [];
}

function valueWord(text: string, line: number): Word {
  return { text, written: text, quoted: false, line };
}
