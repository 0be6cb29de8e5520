// The built program at a terminal that somebody watches: `script` of util-linux makes one. Keys are pressed once the words are there.

import { execFileSync, spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import { builtProgram } from './built-program.ts';

export interface Press {
  readonly at: string;
  readonly keys: string;
}

/** The one of util-linux; that of other systems takes its words otherwise. */
export const hasScript = isThere();

function isThere(): boolean {
  try {
    return execFileSync('script', ['--version'], { encoding: 'utf8' }).includes('util-linux');
  } catch {
    return false;
  }
}

/** What was seen, without colours and movements of the cursor, and how it ended. */
export async function watchProgram(
  env: Readonly<Record<string, string | undefined>>,
  words: readonly string[],
  presses: readonly Press[],
): Promise<{ readonly code: number | null; readonly seen: string }> {
  const program = await builtProgram();
  const line = [process.execPath, program, ...words].map((word) => `'${word}'`).join(' ');
  const child = spawn('script', ['-qec', `stty cols 100 rows 40; ${line}`, '/dev/null'], {
    env: { PATH: process.env['PATH'], TERM: 'xterm-256color', ...env },
    timeout: 60_000,
    killSignal: 'SIGKILL',
  });
  let seen = '';
  let from = 0;
  const left = [...presses];
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (text: string) => {
    seen += text;
    const [next] = left;
    if (next === undefined || !seen.slice(from).includes(next.at)) return;
    left.shift();
    from = seen.length;
    child.stdin.write(next.keys);
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, seen: stripVTControlCharacters(seen).replaceAll('\r', '') };
}
