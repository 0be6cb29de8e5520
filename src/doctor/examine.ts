// Carries all checks out side by side. Each has a limit, and none keeps the others from saying what they found.

import { setTimeout as pause } from 'node:timers/promises';
import { reasonOf } from '../errors.ts';
import { wrong, type Check, type Finding, type Patient } from './check.ts';
import { bash } from './checks/bash.ts';
import { channels } from './checks/channels.ts';
import { clock } from './checks/clock.ts';
import { codes } from './checks/codes.ts';
import { database } from './checks/database.ts';
import { environment } from './checks/environment.ts';
import { folder } from './checks/folder.ts';
import { names } from './checks/names.ts';
import { node } from './checks/node.ts';
import { ports } from './checks/ports.ts';
import { range } from './checks/range.ts';
import { runbooks } from './checks/runbooks.ts';
import { scopes } from './checks/scopes.ts';
import { settings } from './checks/settings.ts';
import { signing } from './checks/signing.ts';
import { socket } from './checks/socket.ts';
import { targets } from './checks/targets.ts';
import { token } from './checks/token.ts';
import { webhooks } from './checks/webhooks.ts';

/** In the order in which one would mend things. */
const checks: readonly Check[] = [
  node,
  environment,
  folder,
  database,
  clock,
  ports,
  bash,
  token,
  scopes,
  socket,
  signing,
  channels,
  names,
  settings,
  runbooks,
  targets,
  codes,
  webhooks,
  range,
];

const limitMs = 15_000;

export type Found = Finding & { readonly check: string };

export async function examine(patient: Patient): Promise<readonly Found[]> {
  const found = await Promise.all(
    checks.map(async (check) => (await inTime(check, patient)).map((finding) => ({ check: check.name, ...finding }))),
  );
  return found.flat();
}

async function inTime(check: Check, patient: Patient): Promise<readonly Finding[]> {
  const settled = new AbortController();
  const late = async (): Promise<readonly Finding[]> => {
    await pause(limitMs, undefined, { signal: settled.signal });
    return [wrong(`There was no answer in ${limitMs / 1000} seconds.`, 'Look at the network, and say it again.')];
  };
  try {
    return await Promise.race([check.look(patient), late()]);
  } catch (thrown) {
    return [wrong(`It could not be looked at: ${reasonOf(thrown)}.`, 'Mend what it names, and say it again.')];
  } finally {
    settled.abort();
  }
}
