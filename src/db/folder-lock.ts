// One process per data folder. The lock is a listening socket in the folder: the kernel ends it with its process, however that
// died, and process numbers, which mean nothing between containers, play no part.

import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const name = /^lock-[0-9a-f]{8}\.sock$/;
const tries = 8;
const answerWithinMs = 1_000;

/** Takes the folder; the answer gives it back. Undefined when another living process has it. */
export async function lockFolder(folder: string): Promise<(() => Promise<void>) | undefined> {
  const door = openDoor(folder);
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    const claim = await claimFolder(folder, door.path);
    if (claim.kind === 'held')
      return async () => {
        await claim.release();
        door.close();
      };
    if (claim.kind === 'taken') break;
    // Two were claiming at once and both stepped back.
    await pause(20 + Math.random() * 80 * attempt);
  }
  door.close();
  return undefined;
}

type Claim =
  | { readonly kind: 'held'; readonly release: () => Promise<void> }
  | { readonly kind: 'taken' }
  | { readonly kind: 'contested' };

/**
 * Opens a socket of its own first and looks for others second. Of two processes, the one whose socket came later always sees the
 * other's, so two can never both find the folder free. Nobody removes a socket but the holder.
 */
async function claimFolder(folder: string, door: string): Promise<Claim> {
  const own = `lock-${randomBytes(4).toString('hex')}.sock`;
  let state = 'claiming';
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined);
    socket.end(state);
  });
  server.unref();
  server.listen(path.join(door, own));
  await once(server, 'listening');
  const release = async (): Promise<void> => {
    server.close();
    await once(server, 'close');
  };
  const others = (await readdir(folder)).filter((file) => name.test(file) && file !== own);
  const states = await Promise.all(others.map((file) => ask(path.join(door, file))));
  if (states.every((other) => other === 'dead')) {
    state = 'held';
    await Promise.all(others.map((file) => rm(path.join(folder, file), { force: true })));
    return { kind: 'held', release };
  }
  await release();
  return { kind: states.includes('held') ? 'taken' : 'contested' };
}

type Answer = 'held' | 'claiming' | 'dead';

/** A process that is too busy to answer is alive all the same; one that only claims is never so busy. */
async function ask(socketPath: string): Promise<Answer> {
  const socket = net.connect(socketPath);
  try {
    await once(socket, 'connect');
  } catch {
    return 'dead';
  }
  try {
    const [said]: unknown[] = await once(socket, 'data', { signal: AbortSignal.timeout(answerWithinMs) });
    return String(said) === 'claiming' ? 'claiming' : 'held';
  } catch {
    return 'held';
  } finally {
    socket.destroy();
  }
}

// A socket's whole path must fit into 104 bytes on macOS and 108 on Linux (`man 7 unix`).
const longestPath = 103;

/** A short way to the folder, whatever its length. */
function openDoor(folder: string): { readonly path: string; readonly close: () => void } {
  const needed = Buffer.byteLength(folder) + '/lock-00000000.sock'.length;
  if (needed <= longestPath || process.platform !== 'linux') return { path: folder, close: () => undefined };
  const descriptor = openSync(folder, 'r');
  return { path: `/proc/self/fd/${descriptor}`, close: () => closeSync(descriptor) };
}
