// The stand-in for `jq`: reads JSON from standard input or from files below the system's folder, and prints what a filter makes of it.

import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { type Answer, printed } from '../../../kit/answer.ts';
import type { Call, Tool } from '../../../kit/tool.ts';
import { evaluate } from './evaluate.ts';
import { parseFilter } from './syntax.ts';

interface Asked {
  readonly filter: string;
  readonly files: readonly string[];
  readonly variables: ReadonlyMap<string, string>;
  readonly isSlurped: boolean;
  readonly isRaw: boolean;
  readonly isCompact: boolean;
}

const usage = 'jq [-s] [-r] [-c] [--arg name value] filter [file …]';

/** jq for the system in this folder. */
export function jqIn(root: string, now: () => Date): Tool {
  return {
    name: 'jq',
    readsStdin: (args) => read(args)?.files.length === 0,
    run: (call) => {
      const asked = read(call.args);
      if (asked === undefined) return refused(`write it like: ${usage}`);
      try {
        return printed(...answersTo(asked, call, root, now()));
      } catch (thrown) {
        return refused(thrown instanceof Error ? thrown.message : String(thrown));
      }
    },
  };
}

function refused(say: string): Answer {
  return { exit: 64, stdout: '', stderr: `jq: ${say}\n` };
}

function read(args: readonly string[]): Asked | undefined {
  const words: string[] = [];
  const flags = new Set<string>();
  const variables = new Map<string, string>();
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at] ?? '';
    if (word === '--arg') {
      variables.set(args[at + 1] ?? '', args[at + 2] ?? '');
      at += 2;
    } else if (/^-[src]+$/.test(word)) for (const flag of word.slice(1)) flags.add(flag);
    else if (word.startsWith('-')) return undefined;
    else words.push(word);
  }
  const [filter, ...files] = words;
  if (filter === undefined) return undefined;
  return { filter, files, variables, isSlurped: flags.has('s'), isRaw: flags.has('r'), isCompact: flags.has('c') };
}

function answersTo(asked: Asked, { cwd, stdin }: Call, root: string, now: Date): string[] {
  const texts = asked.files.length === 0 ? [stdin] : asked.files.map((file) => fileIn(root, resolve(cwd, file), file));
  const values = texts.flatMap(valuesOf);
  const filter = parseFilter(asked.filter);
  const around = { variables: asked.variables, now };
  const answers = (asked.isSlurped ? [values] : values).flatMap((value) => evaluate(filter, value, around));
  return answers.map((answer) =>
    asked.isRaw && typeof answer === 'string' ? answer : JSON.stringify(answer, null, asked.isCompact ? 0 : 2),
  );
}

function fileIn(root: string, path: string, file: string): string {
  if (relative(root, path).startsWith('..')) throw new Error(`${file} is not in the practice system's folder`);
  return readFileSync(path, 'utf8');
}

/** One JSON document, or one in each line. */
function valuesOf(text: string): readonly unknown[] {
  try {
    return text.trim() === '' ? [] : [JSON.parse(text)];
  } catch {
    return text.split('\n').flatMap((line): unknown[] => (line.trim() === '' ? [] : [JSON.parse(line)]));
  }
}
