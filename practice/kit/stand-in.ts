// What runs as `kubectl`, `docker` or any other stand-in: hands its arguments to the practice system in whose folder it was called and
// prints the answer. Which system that is follows from the folder alone, so two systems may have a program of the same name.
// Arguments: tool, then those of the tool.

import { existsSync, readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { dirname, join } from 'node:path';
import * as z from 'zod/mini';
import { controlFileName } from './control-file.ts';

const controlFile = z.object({ url: z.string(), token: z.string() });
const answerShape = z.union([
  z.object({ exit: z.number(), stdout: z.string(), stderr: z.string() }),
  z.object({ needs: z.literal('stdin') }),
]);

const [tool = '', ...args] = process.argv.slice(2);

function nearestControlFile(): string | undefined {
  for (let folder = process.cwd(); ; folder = dirname(folder)) {
    const file = join(folder, controlFileName);
    if (existsSync(file)) return file;
    if (folder === dirname(folder)) return undefined;
  }
}

function complain(say: string, exit: number): void {
  process.stderr.write(`${tool}: ${say}\n`);
  process.exitCode = exit;
}

async function ask(file: string, stdin?: string): Promise<void> {
  const { url, token } = controlFile.parse(JSON.parse(readFileSync(file, 'utf8')));
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify({ tool, args, cwd: process.cwd(), stdin }),
  });
  const answer = answerShape.parse(await response.json());
  // Standard input is read when it is wanted only: a shell may never end it.
  if ('needs' in answer) return ask(file, process.stdin.isTTY ? '' : await text(process.stdin));
  process.stdout.write(answer.stdout);
  process.stderr.write(answer.stderr);
  process.exitCode = answer.exit;
}

const file = nearestControlFile();
if (file === undefined) complain('This is a stand-in, and there is no practice system in this folder.', 64);
else
  await ask(file).catch(() =>
    complain('The practice system does not answer. Start it again, then repeat the command.', 1),
  );
