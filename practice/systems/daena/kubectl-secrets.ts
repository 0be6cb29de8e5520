// The part of the stand-in kubectl that knows secrets. It takes a value from a file only, and never prints one outside a manifest.

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { type Answer, failed, printed } from '../../kit/answer.ts';
import type { Command } from '../../kit/command.ts';
import type { Call } from '../../kit/tool.ts';
import type { Commanded } from './commanded.ts';

const patch = z.strictObject({ data: z.record(z.string(), z.null()) });
const manifest = z.object({
  kind: z.literal('Secret'),
  metadata: z.object({ name: z.literal('daena-memory') }),
  data: z.record(z.string(), z.string()),
});

export const secretCommands: Readonly<Record<string, Command<Commanded>>> = {
  'describe secret daena-api-keys': {
    usage: 'kubectl describe secret daena-api-keys',
    run: ({ secrets }) => describe(secrets['daena-api-keys'] ?? {}),
  },
  'patch secret daena-api-keys': {
    usage: 'kubectl patch secret daena-api-keys --type=merge --patch=\'{"data":{"NAME":null}}\'',
    needs: ['type', 'patch'],
    run: ({ secrets }, flags) => revoke(secrets['daena-api-keys'] ?? {}, flags['patch'] ?? ''),
  },
  'create secret generic daena-memory': {
    usage: 'kubectl create secret generic daena-memory --from-file=DAENA_MEMORY_AES_KEY=FILE --dry-run=client -o json',
    needs: ['from-file', 'dry-run', 'output'],
    run: (_state, flags, { cwd }) => render(cwd, flags['from-file'] ?? ''),
  },
};

/** Names and sizes, as kubectl shows them; never a value. */
function describe(keys: Readonly<Record<string, string>>): Answer {
  const entries = Object.entries(keys).map(([name, value]) => `${name}:  ${String(value.length)} bytes`);
  return printed('Name:  daena-api-keys', 'Type:  Opaque', '', 'Data', '====', ...entries);
}

function revoke(keys: Record<string, string>, text: string): Answer {
  const asked = patch.safeParse(parsed(text));
  const names = Object.keys(asked.data?.data ?? {});
  if (!asked.success || names.length === 0) return failed('The practice kubectl takes a patch that removes keys.');
  for (const name of names) delete keys[name];
  return printed('secret/daena-api-keys patched');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function render(cwd: string, fromFile: string): Answer {
  const [name = '', file = ''] = fromFile.split('=', 2);
  try {
    const data = { [name]: readFileSync(resolve(cwd, file)).toString('base64') };
    const metadata = { name: 'daena-memory' };
    return printed(JSON.stringify({ apiVersion: 'v1', kind: 'Secret', metadata, type: 'Opaque', data }));
  } catch {
    return failed(`error: ${file} cannot be read`);
  }
}

/** `kubectl replace -f -`: the manifest comes by standard input. */
export function isSecretCall(args: readonly string[]): boolean {
  return args.join(' ') === 'replace -f -';
}

export function storeManifest({ secrets }: Commanded, { stdin }: Call): Answer {
  const given = manifest.safeParse(parsed(stdin));
  if (!given.success) return failed('error: the practice kubectl replaces the secret daena-memory only');
  const values = Object.entries(given.data.data);
  secrets['daena-memory'] = Object.fromEntries(
    values.map(([name, value]) => [name, Buffer.from(value, 'base64').toString('utf8').trim()]),
  );
  return printed('secret/daena-memory replaced');
}
