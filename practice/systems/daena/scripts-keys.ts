// Key rotation and its proof: a chain of manifests, each naming the one before.

import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Answer, failed } from '../../kit/answer.ts';
import type { Command } from '../../kit/command.ts';
import type { Commanded } from './commanded.ts';
import type { Home } from './places.ts';
import { json } from './scripts-memory.ts';
import { nameOfKey, readRecords, record, writeRecords } from './store.ts';

const manifestShape = z.object({ at: z.string(), key: z.string(), records: z.number(), prev: z.string() });

export const keyScripts: Readonly<Record<string, Command<Commanded>>> = {
  'Tools/daena_key_rotate.py': { usage: 'python Tools/daena_key_rotate.py', run: rotate },
  'Tools/daena_key_validate.py': { usage: 'python Tools/daena_key_validate.py', run: validate },
};

function manifestsOf({ manifests }: Pick<Home, 'manifests'>): { text: string; said: z.infer<typeof manifestShape> }[] {
  return readdirSync(manifests)
    .sort()
    .map((name) => readFileSync(join(manifests, name), 'utf8'))
    .map((text) => ({ text, said: manifestShape.parse(JSON.parse(text)) }));
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export function addManifest(files: Pick<Home, 'manifests'>, at: Date, key: string, records: number): void {
  mkdirSync(files.manifests, { recursive: true });
  const earlier = manifestsOf(files);
  const prev = earlier.at(-1);
  const said = {
    at: at.toISOString(),
    key: nameOfKey(key),
    records,
    prev: prev === undefined ? '' : hashOf(prev.text),
  };
  const name = `manifest_${String(earlier.length + 1).padStart(4, '0')}.json`;
  writeFileSync(join(files.manifests, name), `${JSON.stringify(said)}\n`);
}

export function newKey(): string {
  return randomBytes(32).toString('base64url');
}

/** Encrypts every record anew, and prints the new key as its last line: nobody else has it. */
function rotate({ files, secrets, now }: Commanded): Answer {
  const old = nameOfKey(secrets['daena-memory']?.['DAENA_MEMORY_AES_KEY'] ?? '');
  const records = readRecords(files);
  if (Object.values(records).some(({ key }) => key !== old))
    return failed('Records are encrypted with another key than DAENA_MEMORY_AES_KEY. Hand that key out first.');
  const key = newKey();
  const rewrapped = Object.entries(records).map(([ref, { payload }]) => [ref, { payload, key: nameOfKey(key) }]);
  writeRecords(files, Object.fromEntries(rewrapped));
  addManifest(files, now(), key, rewrapped.length);
  record(files, { at: now(), action: 'kms_rotation', actor: 'operator', ref: nameOfKey(key) });
  const lines = [`Re-encrypted ${String(rewrapped.length)} records.`, 'Set DAENA_MEMORY_AES_KEY to:', key, ''];
  return { exit: 0, stdout: lines.join('\n'), stderr: '' };
}

function validate({ files, secrets }: Commanded): Answer {
  const manifests = manifestsOf(files);
  const breaks = manifests.flatMap(({ said }, index) => {
    const before = manifests[index - 1];
    const isNext = said.prev === (before === undefined ? '' : hashOf(before.text));
    return isNext ? [] : [`manifest ${String(index + 1)} does not follow the one before`];
  });
  const inService = nameOfKey(secrets['daena-memory']?.['DAENA_MEMORY_AES_KEY'] ?? '');
  const unreadable = Object.values(readRecords(files)).filter(({ key }) => key !== inService).length;
  const said = json({ manifests: manifests.length, breaks, key_in_service: inService, unreadable });
  return { ...said, exit: breaks.length + unreadable > 0 ? 1 : 0 };
}
