// The part of the scan outside quotes that knows operators, brackets and the shell's own words.

import { began, openExpansion, put } from './block-scan-state.ts';
import type { ScanState } from './block-scan-state.ts';

const heredoc = /<<-?\s*\\?(["']?)([\w.-]+)\1/y;

/** One of `; & | ( ) < > $`. Returns where the scan goes on. */
export function scanOperator(line: string, at: number, state: ScanState, mask: string[]): number {
  const character = line[at] ?? '';
  if (character === '$') return scanDollar(line, at, state, mask);
  if (line.startsWith('<<', at) && line[at + 2] !== '<') {
    heredoc.lastIndex = at;
    const found = heredoc.exec(line);
    const word = found?.[2] ?? '';
    if (found !== null && (state.closers.words.get(word) ?? -1) > state.line) {
      state.heredocs.push({ word, inBody: false });
      began(state);
      put(mask, 'c', found[0].length);
      return at + found[0].length;
    }
  }
  if (line.startsWith('<<<', at)) {
    put(mask, 'c', 3);
    return at + 3;
  }
  put(mask, 'c', 1);
  const isRedirection = character === '&' && (/[<>]/.test(line[at - 1] ?? '') || line[at + 1] === '>');
  if (character === '<' || character === '>' || isRedirection) {
    state.wordStart = true;
    return at + 1;
  }
  if (character === '(') openBracket(line, at, state);
  else if (character === ')') closeBracket(state);
  else {
    state.pending = character === '|' || (character === '&' && (line[at - 1] === '&' || line[at + 1] === '&'));
    state.atCommand = true;
  }
  state.wordStart = true;
  return at + 1;
}

function openBracket(line: string, at: number, state: ScanState): void {
  if (state.structured) state.open.push('(');
  state.pending = false;
  state.atCommand = true;
  if (line[at + 1] === ')') state.afterFunction = true;
}

function closeBracket(state: ScanState): void {
  if (state.open.at(-1) === '(') state.open.pop();
  state.pending = false;
  state.atCommand = state.afterFunction || state.open.at(-1) === 'case';
  state.afterFunction = false;
}

function scanDollar(line: string, at: number, state: ScanState, mask: string[]): number {
  const next = line[at + 1];
  const opens = state.structured && (next === '(' || next === '{');
  began(state);
  if (opens) return openExpansion(line, at, state, mask);
  put(mask, 'c', 1);
  return at + 1;
}

const openers: Readonly<Record<string, string>> = {
  if: 'if',
  for: 'do',
  while: 'do',
  until: 'do',
  case: 'case',
  '{': '{',
};
const enders: Readonly<Record<string, string>> = { fi: 'if', done: 'do', esac: 'case', '}': '{' };
const wordEnd = /[\s;&|()<>$'"`\\]|$/g;

/** A plain word. Returns where the scan goes on. */
export function scanWord(line: string, at: number, state: ScanState, mask: string[]): number {
  if (line[at] === '}' && state.open.at(-1) === '${') {
    state.open.pop();
    put(mask, 'c', 1);
    return at + 1;
  }
  wordEnd.lastIndex = at;
  let end = Math.max(at + 1, wordEnd.exec(line)?.index ?? line.length);
  if (state.open.at(-1) === '${' && line.slice(at, end).includes('}')) end = Math.max(at + 1, line.indexOf('}', at));
  const word = line.slice(at, end);
  const wasCommand = state.atCommand && state.wordStart;
  put(mask, 'c', end - at);
  state.wordStart = false;
  state.pending = false;
  if (state.open.at(-1) === '${') return end;
  state.atCommand = wasCommand && (keepsCommand.test(word) || /^\w+\+?=/.test(word));
  if (!wasCommand || !state.structured) return end;
  const opener = openers[word];
  if (opener !== undefined && Object.hasOwn(openers, word)) state.open.push(opener);
  else if (Object.hasOwn(enders, word) && state.open.at(-1) === enders[word]) state.open.pop();
  if (word === 'function') state.afterFunction = true;
  else if (state.afterFunction) {
    state.afterFunction = false;
    state.atCommand = true;
  }
  return end;
}

const keepsCommand = /^(?:if|then|elif|else|while|until|do|!|\{|time|function)$/;
