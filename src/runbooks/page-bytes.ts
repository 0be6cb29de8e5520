// The bytes of a page, in as few calls of the system as can be: each waits for its turn in the thread pool, and a click waits for them.

import { open } from 'node:fs/promises';
import { largestFile } from './page.ts';

const usualSize = 64 * 1024;

/** Undefined when the file is larger than any page may be. Throws the system's own errors. */
export async function readPageBytes(file: string): Promise<Buffer | undefined> {
  const handle = await open(file);
  try {
    let length = 0;
    for (let bytes = Buffer.allocUnsafe(usualSize); ; bytes = Buffer.concat([bytes], bytes.byteLength * 4)) {
      const room = bytes.byteLength - length;
      const { bytesRead } = await handle.read(bytes, length, room, length);
      length += bytesRead;
      if (length > largestFile) return undefined;
      // The end of a file is all that makes a read of it short.
      if (bytesRead < room) return bytes.subarray(0, length);
    }
  } finally {
    void handle.close().catch(() => undefined);
  }
}
