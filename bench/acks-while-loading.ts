// Acknowledgements at fifty a second, first while nothing else happens, then while every page is read again. One in five asks for a
// page and so notices what changed; the others are written down, acknowledged and carried out.

import { setTimeout as pause } from 'node:timers/promises';
import { openConnections, type Connections } from './connections.ts';
import { editionProcedure, editionText, type Folder } from './pages.ts';
import { commandRequest } from './slack-requests.ts';
import type { Subject } from './subjects.ts';
import type { Surroundings } from './surroundings.ts';

export interface Acks {
  /** Milliseconds from request to acknowledgement of what is written down first. */
  readonly durable: readonly number[];
  /** The same of reads, whose acknowledgement is the answer. */
  readonly reads: readonly number[];
}

export interface AckRound {
  readonly quiet: Acks;
  readonly reloading: Acks;
  readonly reloadSeconds: number;
}

const everyMs = 20;
const quietMs = 4_000;
const readEvery = 5;
const reloadLimitMs = 300_000;

export async function measureAcks(
  subject: Subject,
  around: Surroundings,
  write: (edition: number) => Promise<Folder>,
): Promise<AckRound> {
  const connections = await openConnections(subject.port, 32);
  try {
    const until = performance.now() + quietMs;
    const quiet = await openLoop(connections, around, () => performance.now() > until);
    await write(2);
    const startedAt = performance.now();
    const reloading = await openLoop(connections, around, (answer) => answer.includes(editionText(2)));
    return { quiet, reloading, reloadSeconds: (performance.now() - startedAt) / 1000 };
  } finally {
    connections.close();
  }
}

/** Until an answer to a read is the last, however the earlier requests are doing; waiting for a connection counts. */
async function openLoop(
  connections: Connections,
  around: Surroundings,
  isLast: (answer: string) => boolean,
): Promise<Acks> {
  const durable: Promise<number>[] = [];
  const reads: Promise<number>[] = [];
  const state = { isOver: false };
  const timed = async (words: string): Promise<number> => {
    const request = commandRequest(words, { channel: 'C0BENCH', responseUrl: around.responseUrl });
    const sentAt = performance.now();
    // Bolt answers 404 where no acknowledgement came within three seconds; its time is what it took until then.
    const answer = await connections.send(request).catch(() => '');
    if (words.startsWith('show') && isLast(answer)) state.isOver = true;
    return performance.now() - sentAt;
  };
  const startedAt = performance.now();
  for (let index = 0; !state.isOver; index += 1) {
    const due = startedAt + index * everyMs;
    if (due - startedAt > reloadLimitMs) throw new Error('The changed pages were not read within five minutes.');
    const early = due - performance.now();
    if (early > 0) await pause(early);
    if (index % readEvery === 0) reads.push(timed(`show ${editionProcedure}`));
    else durable.push(timed('cancel 999999'));
  }
  return { durable: await Promise.all(durable), reads: await Promise.all(reads) };
}
