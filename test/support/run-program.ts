// The built program with these words, as a process of its own: what it prints and how it ends.

import { execFile } from 'node:child_process';
import { builtProgram } from './built-program.ts';

export interface Ended {
  readonly code: unknown;
  readonly out: string;
  readonly err: string;
}

export async function runProgram(
  env: Readonly<Record<string, string | undefined>>,
  ...words: string[]
): Promise<Ended> {
  const program = await builtProgram();
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [program, ...words],
      { env: { PATH: process.env['PATH'], ...env }, timeout: 60_000, killSignal: 'SIGKILL' },
      (error, out, err) => resolve({ code: error === null ? 0 : error.code, out, err }),
    );
  });
}
