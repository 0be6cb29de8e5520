// The program of the process that reads pages (reader-process.ts starts it): it is given names of files and answers with what is in
// them, in that order, one at a time. A page that holds it up or uses up its memory ends this process and not the one that answers people.

import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import os from 'node:os';
import v8 from 'node:v8';
import { reasonOf } from '../errors.ts';
import { bindClassifiers } from './bind-classifiers.ts';
import { bounded } from './bounded.ts';
import { largestFile } from './page.ts';
import { unreadable } from './page-files.ts';
import { patience } from './patience.ts';
import { parseRunbook } from './parse.ts';
import { digestOf, type Reading, refusedPage, tooSlow } from './reading.ts';
import { loadParsers } from './risk/parsers.ts';

const limitMs = Number(process.argv[2]);
/** A "nice" value: more than 0 is less of the processor when there is too little of it. */
const lowPriority = 5;
/** Of what a page gives, so that many small things in a large page cannot fill the other process. */
const largestReading = 8 * 1024 * 1024;

// The end of the channel ends this process, and nothing else does: Ctrl-C and a service manager's SIGTERM reach it too, in the
// middle of a page that is not to blame.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
process.once('disconnect', () => process.exit());
// People come first.
os.setPriority(lowPriority);

const classifiers = bindClassifiers(await loadParsers());
let last = Promise.resolve();
process.on('message', (file) => {
  // The next page begins when the answer has left, so that the end of this process tells which page was its end.
  if (typeof file === 'string') last = last.then(() => answer(file));
});
await send('ready');

async function answer(file: string): Promise<void> {
  const { reading, isOver } = read(file);
  const bytes = v8.serialize(reading);
  await send(bytes.byteLength <= largestReading ? bytes : v8.serialize(tooMuch(file, reading)));
  if (isOver) process.exit();
}

function send(message: string | Buffer): Promise<void> {
  return new Promise((resolve) => {
    // Without a channel there is nobody left to tell.
    if (process.send?.(message, undefined, undefined, () => resolve()) === undefined) process.exit();
  });
}

/** `isOver`: a parser was cut off in the middle of its work, so it must not be used again. */
function read(file: string): { readonly reading: Reading; readonly isOver: boolean } {
  let bytes: Buffer;
  try {
    bytes = bytesOf(file);
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : reasonOf(thrown);
    return { reading: { parsed: { page: 'refused', problems: [unreadable(file, code)] }, digest: '' }, isOver: false };
  }
  const digest = digestOf(bytes);
  try {
    const parsed = bounded(Math.round(limitMs * patience()), () => parseRunbook(file, bytes, classifiers));
    if (parsed.inTime) return { reading: { parsed: parsed.value, digest }, isOver: false };
    return { reading: { ...tooSlow(file, limitMs), digest }, isOver: true };
  } catch (thrown) {
    return { reading: { ...failed(file, thrown), digest }, isOver: true };
  }
}

function failed(file: string, thrown: unknown): Reading {
  // The stack is used up.
  if (thrown instanceof RangeError)
    return refusedPage(file, 'The page nests too deeply', 'Split it into several pages.');
  const say = `Opsbook fails at this page: ${reasonOf(thrown)}`;
  return refusedPage(file, say, 'This is a fault of Opsbook. Report it together with the page.');
}

function tooMuch(file: string, { digest }: Reading): Reading {
  const say = 'The page gives more procedures and steps than Opsbook can keep';
  return { ...refusedPage(file, say, 'Split it into several pages.'), digest };
}

/** At most one byte more than a page may have, however the file grows meanwhile. */
function bytesOf(file: string): Buffer {
  // What became a pipe since it was found must not be waited for.
  const handle = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    if (!fstatSync(handle).isFile()) throw new Error('no file');
    const bytes = Buffer.alloc(Math.min(fstatSync(handle).size, largestFile) + 1);
    let length = 0;
    for (;;) {
      const more = readSync(handle, bytes, length, bytes.length - length, null);
      length += more;
      if (more === 0 || length === bytes.length) return bytes.subarray(0, length);
    }
  } finally {
    closeSync(handle);
  }
}
