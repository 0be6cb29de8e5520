// One round with one subject: acknowledgements, clicks, start and memory. Every loop ends by its time or its count.

import { setTimeout as pause } from 'node:timers/promises';
import { openConnections, type Connections } from './connections.ts';
import { clickRequest, commandRequest, formRequest, type Pressed } from './slack-requests.ts';
import type { Subject } from './subjects.ts';
import type { Surroundings } from './surroundings.ts';

export interface Round {
  readonly readyMs: number;
  readonly idleMb: number;
  readonly loadedMb: number;
  /** Acknowledgements a second in a closed loop. */
  readonly acksPerSecond: number;
  /** Of the same requests, carried out and answered in words; for bare Bolt there is nothing to carry out. */
  readonly donePerSecond: number;
  /** Milliseconds from request to acknowledgement in an open loop. */
  readonly ackMs: readonly number[];
  /** Milliseconds from the click until the first step's request arrives. */
  readonly clickMs: readonly number[];
  /** The same, where bare Bolt takes its buttons away first, as Opsbook always does. */
  readonly editedClickMs: readonly number[];
}

const together = 16;
const warmUpMs = 700;
const closedMs = 2_000;
/** However fast a subject is, a loop ends here. */
const mostRequests = 40_000;
const openRequests = 300;
const openEveryMs = 5;
const clicks = 40;
const warmUpClicks = 10;
/** Time for a run to end and its cards to be written before the next click. */
const betweenClicksMs = 250;

export async function measure(subject: Subject, around: Surroundings): Promise<Round> {
  const connections = await openConnections(subject.port, together);
  const carriesOut = subject.name !== 'bare Bolt';
  const settled = (count: number): Promise<void> => (carriesOut ? around.answers(count) : Promise.resolve());
  try {
    const idleMb = await subject.memoryMb();
    await settled(await closedLoop(connections, around, warmUpMs));
    const startedAt = performance.now();
    const acked = await closedLoop(connections, around, closedMs);
    const ackedAt = performance.now();
    await settled(acked);
    const doneAt = performance.now();
    const ackMs = await openLoop(
      openEveryMs,
      Array.from({ length: openRequests }, () => command(around)),
      (request) => timed(connections, request),
    );
    await settled(openRequests);
    const buttons = carriesOut ? await prepareClicks(connections, around) : plainClicks('act');
    const clickMs = await oneAfterAnother(connections, around, buttons);
    const editedClickMs = carriesOut ? clickMs : await oneAfterAnother(connections, around, plainClicks('edit-first'));
    return {
      readyMs: subject.readyMs,
      idleMb,
      loadedMb: await subject.memoryMb(),
      acksPerSecond: (acked * 1000) / (ackedAt - startedAt),
      donePerSecond: (acked * 1000) / (doneAt - startedAt),
      ackMs,
      clickMs: clickMs.slice(warmUpClicks),
      editedClickMs: editedClickMs.slice(warmUpClicks),
    };
  } finally {
    connections.close();
  }
}

/** The cheapest request that is accepted durably: it changes nothing, but that is found out only when it is carried out. */
function command(around: Surroundings): Buffer {
  return commandRequest('cancel 999999', { channel: 'C0BENCH', responseUrl: around.responseUrl });
}

/** So many at a time, each followed at once by the next, for `ms`. Answers how many were acknowledged. */
async function closedLoop(connections: Connections, around: Surroundings, ms: number): Promise<number> {
  const until = performance.now() + ms;
  let sent = 0;
  const one = async (): Promise<void> => {
    while (performance.now() < until && sent < mostRequests) {
      sent += 1;
      await connections.send(command(around));
    }
  };
  await Promise.all(Array.from({ length: together }, one));
  return sent;
}

async function timed(connections: Connections, request: Buffer): Promise<number> {
  const sentAt = performance.now();
  await connections.send(request);
  return performance.now() - sentAt;
}

/** Begins one every so often, however the earlier ones are doing; waiting for a connection counts. */
async function openLoop<T>(everyMs: number, items: readonly T[], act: (item: T) => Promise<number>): Promise<number[]> {
  const begun: Promise<number>[] = [];
  const startedAt = performance.now();
  for (const [index, item] of items.entries()) {
    const early = startedAt + index * everyMs - performance.now();
    if (early > 0) await pause(early);
    begun.push(act(item));
  }
  return Promise.all(begun);
}

async function oneAfterAnother(
  connections: Connections,
  around: Surroundings,
  buttons: readonly Prepared[],
): Promise<number[]> {
  const took: number[] = [];
  for (const { key, pressed } of buttons) {
    const request = clickRequest(pressed, around.responseUrl);
    const sentAt = performance.now();
    await connections.send(request);
    took.push((await around.effects.take(key)) - sentAt);
    await pause(betweenClicksMs);
  }
  return took;
}

interface Prepared {
  readonly key: string;
  readonly pressed: Pressed;
}

function plainClicks(action: 'act' | 'edit-first'): Prepared[] {
  return keys().map((key) => ({
    key,
    pressed: { action, value: key, channel: 'D0BENCH', ts: '1700000000.000001' },
  }));
}

function keys(): string[] {
  return Array.from({ length: warmUpClicks + clicks }, (_, index) => `k${index}`);
}

/** Through the product itself: a command plans a run, its form asks for approval, the approver's card carries the button. */
async function prepareClicks(connections: Connections, around: Surroundings): Promise<Prepared[]> {
  const prepared: Prepared[] = [];
  const left = keys();
  const one = async (): Promise<void> => {
    for (let key = left.shift(); key !== undefined; key = left.shift()) {
      const channel = `C0BENCH${key.toUpperCase()}`;
      await connections.send(
        commandRequest(`run bench.first-step key=${key}`, { channel, responseUrl: around.responseUrl }),
      );
      const asking = await around.buttons.take(`run.ask@${channel}`);
      await connections.send(formRequest('run.ask', `${channel}:${asking.value}`, { reason: 'It is measured.' }));
      prepared.push({ key, pressed: await around.buttons.take(`approval.approve=${asking.value}`) });
    }
  };
  await Promise.all(Array.from({ length: 4 }, one));
  return prepared;
}
