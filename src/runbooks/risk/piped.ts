// What the next command of a pipeline reads, and whether what a command prints is seen at the end of it.

import type { Command, Event, Input } from './event.ts';
import { decodedBase64, knownPrint } from './expansion.ts';
import type { Syntax } from './syntax.ts';
import type { Word } from './word.ts';

// They print what they read, or parts of it.
const passing =
  /^(awk|base32|base64|bat|cat|column|cut|fold|gawk|grep|egrep|fgrep|head|jq|less|more|nl|openssl|python3?|rev|sed|sort|strings|tac|tail|tee|tr|uniq|xargs|xxd|yq|zcat)$/;
const ending = /^(head|grep|sed)$/;

/** What a stage of a pipeline prints, where that can be known: what `echo` and `cat` of a known text print. */
export function outputOf(events: readonly Event[], stage: Syntax | undefined): Input {
  const commands = events.filter((event) => event.kind === 'command');
  const last = commands.at(-1);
  const words = commands.flatMap((command) => command.words);
  const of = last?.words[0]?.text ?? stage?.text.slice(0, 40) ?? 'it';
  const unknown: Input = { kind: 'output', of, words };
  if (stage !== undefined && stage.type !== 'command' && stage.type !== 'redirected_statement') return unknown;
  return last === undefined ? unknown : (knownOutput(last) ?? unknown);
}

function knownOutput({ words, input }: Command): Input | undefined {
  const [name, ...args] = words.map((word) => word.text);
  const line = words[0]?.line ?? 1;
  if (name === 'echo' || name === 'printf') return { kind: 'text', text: knownPrint([name, ...args]) ?? '', line };
  if (name === 'cat' || name === 'tee') return catOutput(words.slice(1), input);
  const isDecoding = name === 'base64' && args.some((arg) => /^(-d|-D|--decode)$/.test(arg));
  const decoded = isDecoding && input.kind === 'text' ? decodedBase64(input.text) : undefined;
  return decoded === undefined ? undefined : { kind: 'text', text: decoded, line };
}

function catOutput(args: readonly Word[], input: Input): Input | undefined {
  const [file, ...more] = args.filter((word) => word.text !== '-');
  if (file === undefined) return input.kind === 'none' ? undefined : input;
  return more.length === 0 && !file.text.startsWith('-') ? { kind: 'file', file } : undefined;
}

/** For each stage: whether what it prints passes through all that follow it. */
export function shownStages(stages: readonly Syntax[], isShown: boolean): boolean[] {
  const shown: boolean[] = [];
  let passes = isShown;
  for (const stage of stages.toReversed()) {
    shown.unshift(passes);
    passes = passes && passing.test(programOf(stage));
  }
  return shown;
}

/** Whether the stage ends when it has seen enough, and all before it with it: `head`, `grep -q`, `sed 5q`. */
export function isEnding(stage: Syntax): boolean {
  const name = programOf(stage);
  return ending.test(name) && (name === 'head' || / -\w*[qm]|\d+q\b/.test(stage.text));
}

function programOf(stage: Syntax): string {
  if (stage.type === 'redirected_statement') return programOf(stage.children[0] ?? { ...stage, type: 'ERROR' });
  if (stage.type !== 'command') return '';
  const names = stage.children.filter((child) => child.named).map((child) => child.text);
  return names.find((name) => name !== 'sudo' && !name.includes('=')) ?? '';
}
