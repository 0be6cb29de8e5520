// Reads what `export.ts` wrote, line by line. A file that was cut, or is something else, is said in a sentence.

import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { hashOf, type ChainedEntry, type Head } from './chain.ts';
import { flawed, type Flawed } from './find-flaw.ts';
import type { AuditKey } from './key.ts';

const firstLine = z.object({ record: z.literal('opsbook'), version: z.literal(1), isWhole: z.boolean() });
const lastLine = z.object({
  end: z.literal(true),
  entries: z.number(),
  head: z.object({ seq: z.number(), hash: z.string() }),
});
const entryLine = z.object({
  seq: z.number().int(),
  at: z.iso.datetime().transform((at) => new Date(at)),
  actor: z.string(),
  action: z.string(),
  subject: z.string(),
  detail: z.union([z.string(), z.unknown().transform((value) => JSON.stringify(value))]),
  previousHash: z.string(),
  hash: z.string(),
  keyId: z.string().nullable(),
});

/** What is wrong with a file; `message` is a sentence. */
export class UnreadableExport extends Error {
  override readonly name = 'UnreadableExport';
}

export interface ExportFile {
  /** False when it holds what a filter let through. */
  readonly isWhole: boolean;
  readonly entries: AsyncGenerator<ChainedEntry>;
  /** Its last line; known when all entries were read. */
  readonly end: () => Head | undefined;
}

export async function openExport(file: string): Promise<ExportFile> {
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Infinity })[Symbol.asyncIterator]();
  const first = await lines.next().catch((thrown: unknown) => {
    throw new UnreadableExport(`${file} cannot be read: ${String(thrown)}`);
  });
  const about = firstLine.safeParse(first.done === true ? undefined : parsed(first.value));
  if (!about.success)
    throw new UnreadableExport(`${file} is no export of a record: its first line says nothing of one`);
  let end: Head | undefined;
  return {
    isWhole: about.data.isWhole,
    end: () => end,
    entries: readLines(file, lines, (head) => {
      end = head;
    }),
  };
}

async function* readLines(
  file: string,
  lines: AsyncIterator<string>,
  ended: (head: Head) => void,
): AsyncGenerator<ChainedEntry> {
  let count = 0;
  for (let number = 2; ; number += 1) {
    const read = await lines.next();
    if (read.done === true)
      throw new UnreadableExport(`${file} has no last line: its end was cut off after line ${number - 1}`);
    const value = parsed(read.value);
    const last = lastLine.safeParse(value);
    if (last.success) {
      if (last.data.entries !== count)
        throw new UnreadableExport(`${file} should have ${last.data.entries} entries and has ${count}`);
      if ((await lines.next()).done !== true) throw new UnreadableExport(`${file} goes on after its last line`);
      ended(last.data.head);
      return;
    }
    const entry = entryLine.safeParse(value);
    if (!entry.success) throw new UnreadableExport(`line ${number} of ${file} is no entry`);
    count += 1;
    yield entry.data;
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** What a filter let through has gaps, so each entry is compared with its own hash alone. How many fit, or the first that does not. */
export async function verifyEach(
  entries: AsyncIterable<ChainedEntry>,
  keys: readonly AuditKey[],
): Promise<{ readonly ok: true; readonly entries: number } | Flawed> {
  let count = 0;
  let last = 0;
  for await (const entry of entries) {
    const { seq, keyId } = entry;
    const key = keys.find(({ id }) => id === keyId);
    if (keyId !== null && key === undefined)
      return flawed('unknown-key', seq, `entry ${seq} is sealed with key ${keyId}, which was not given`);
    if (seq <= last) return flawed('reordered', seq, `entry ${seq} stands after entry ${last}`);
    if (hashOf(entry.previousHash, entry, key) !== entry.hash)
      return flawed('edited', seq, `entry ${seq} was changed after it was written: its hash does not fit what it says`);
    last = seq;
    count += 1;
  }
  return { ok: true, entries: count };
}
