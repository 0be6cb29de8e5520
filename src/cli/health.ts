// `opsbook health`: what the running bot says of itself, asked at /readyz; for the hour in which Slack is down.

import { z } from 'zod';
import { readBase } from '../config.ts';
import { CannotStart, reasonOf } from '../errors.ts';
import { plainLine } from './plain-line.ts';
import { jsonOption, type CliCommand } from './cli-command.ts';
import { printJson } from './print-json.ts';

const answer = z.object({ troubles: z.array(z.string()) });
const patienceMs = 5_000;

export const command: CliCommand = {
  name: 'health',
  describe: 'ask the running bot how it is; ends with 1 when something is not well',
  options: [jsonOption],
  act: async (_words, _options, context) => {
    const { environment, print, screen } = context;
    const { host, port } = readBase(environment).http;
    const address = `http://${isEverywhere(host) ? '127.0.0.1' : host}:${port}/readyz`;
    const { troubles } = await ask(address);
    if (context.isJson) printJson(context, { isWell: troubles.length === 0, troubles });
    else if (troubles.length === 0) print(screen.paint('good', 'Opsbook is well.'));
    else for (const trouble of troubles) print(plainLine(trouble));
    return troubles.length === 0 ? 0 : 1;
  },
};

function isEverywhere(host: string): boolean {
  return host === '0.0.0.0' || host === '::';
}

async function ask(address: string): Promise<z.infer<typeof answer>> {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(patienceMs) });
    return answer.parse(await response.json());
  } catch (cause) {
    throw new CannotStart(
      `No Opsbook answers at ${address}: ${reasonOf(cause)}. Start it, or set OPSBOOK_HTTP_HOST and OPSBOOK_HTTP_PORT as it has them.`,
      { cause },
    );
  }
}
