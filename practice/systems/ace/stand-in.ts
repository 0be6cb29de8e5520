// What runs as `kubectl`, `docker` or `docker-compose`: hands its arguments to the practice system that made it and prints
// the answer. It knows no other system and starts no other program.
// Arguments: control file, tool, then those of the tool.

import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';

const controlFile = z.object({ url: z.string(), token: z.string() });
const answerShape = z.object({ exit: z.number(), stdout: z.string(), stderr: z.string() });

const [file = '', tool = '', ...args] = process.argv.slice(2);

try {
  const { url, token } = controlFile.parse(JSON.parse(readFileSync(file, 'utf8')));
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify({ tool, args }),
  });
  const answer = answerShape.parse(await response.json());
  process.stdout.write(answer.stdout);
  process.stderr.write(answer.stderr);
  process.exitCode = answer.exit;
} catch {
  process.stderr.write(`${tool}: The practice system does not answer. Start it again, then repeat the command.\n`);
  process.exitCode = 1;
}
