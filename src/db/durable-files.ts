// The embedded database's files, made durable: PGlite's own file system has no fsync, so that a power cut would lose everything
// that was committed. Here every fsync of the database reaches the disk.

import fs from 'node:fs';
import path from 'node:path';
import { NodeFS } from '@electric-sql/pglite/nodefs';

// WASI's EIO, https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#errno
const EIO = 29;

export interface DurableFiles {
  /** For PGlite's `fs` option. */
  readonly files: NodeFS;
  /** How many fsyncs have reached the disk. */
  readonly synced: () => number;
}

export function durableFiles(folder: string): DurableFiles {
  const files = new NodeFS(folder);
  const plainInit = files.init.bind(files);
  let count = 0;
  const sync = (stream: object): number => {
    const descriptor: unknown = Reflect.get(stream, 'nfd');
    if (typeof descriptor !== 'number') return 0;
    try {
      fs.fsyncSync(descriptor);
    } catch (cause) {
      // Told as an error number, PostgreSQL stops itself rather than trust the disk.
      throw Object.assign(new Error('fsync failed', { cause }), { name: 'ErrnoError', errno: EIO });
    }
    count += 1;
    return 0;
  };
  const addSync = (module: object): void => {
    Object.assign(propertyOf(propertyOf(module, 'NODEFS'), 'stream_ops'), { fsync: sync });
  };
  files.init = async (pglite, start) => {
    const { emscriptenOpts } = await plainInit(pglite, start);
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), addSync] } };
  };
  return { files, synced: () => count };
}

function propertyOf(owner: object, name: string): object {
  const value: unknown = Reflect.get(owner, name);
  if (typeof value !== 'object' || value === null) throw new Error(`PGlite has no ${name}: its version has changed.`);
  return value;
}

/** Everything in the folder and the folder itself is on the disk when this returns. */
export function syncFolder(folder: string): void {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const inside = path.join(folder, entry.name);
    if (entry.isDirectory()) syncFolder(inside);
    else if (entry.isFile()) syncOne(inside);
  }
  syncOne(folder);
}

export function syncOne(file: string): void {
  const descriptor = fs.openSync(file, 'r');
  try {
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}
