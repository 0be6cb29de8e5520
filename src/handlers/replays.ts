// A signed request is answered once. Slack's signature is good for five minutes, so whoever has got hold of a request could send it
// again. What changes anything has one effect by its key in the database, whichever replica gets it. What is only told is told once
// too: this process remembers what it has answered, and an answer with words in it is a row before it goes out.

import type { App, ReceiverEvent } from '@slack/bolt';
import type { Logger } from 'pino';
import type { Database } from '../db/database.ts';
import { within } from '../patience.ts';
import { forgetAnswers, rememberAnswer } from '../queue/inbox.ts';

/** The request was answered before. */
export class Replayed extends Error {}

/** Five minutes, and five more for a clock of Slack's that is ahead of ours. */
const rememberedMs = 10 * 60_000;
/** Beyond this the oldest are forgotten early: memory stays bounded however fast requests come. */
const mostRemembered = 50_000;
const mostKept = 45_000;
/** What is remembered is gone through so often: then one statement forgets many. */
const sweepMs = 10_000;
/** A database that does not answer keeps no answer back: people ask most when something is down. */
const patienceMs = 500;

/** Where a signature is found in what a receiver hands on; nothing comes from Socket Mode, whose messages nobody can send again. */
export function signatureOf(header: string | string[] | undefined): Readonly<Record<string, string>> {
  // What stands behind a second `=` is not looked at by the check either.
  const hash = typeof header === 'string' ? header.split('=')[1] : undefined;
  return hash === undefined ? {} : { signature: hash };
}

/** Goes around everything else that `app` does with a request. */
export function refuseReplays(app: App, database: Database, log: Logger): void {
  const others = app.processEvent.bind(app);
  const answered = createMemory((expired) => void forgetAnswers(database, expired).catch(() => undefined));
  app.processEvent = async (received: ReceiverEvent) => {
    const signature: unknown = received.customProperties?.['signature'];
    if (typeof signature !== 'string') return others(received);
    if (answered.has(signature)) throw new Replayed('This request was answered before.');
    // Remembered when it is acknowledged: Slack sends again what was not.
    const ack: ReceiverEvent['ack'] = async (response) => {
      const isNew = answered.add(signature, performance.now());
      if (isNew && (response === undefined || (await isFirst(database, signature)))) return received.ack(response);
      log.warn('a signed request came twice; the second one was told nothing');
      return received.ack();
    };
    return others({ ...received, ack });
  };
}

async function isFirst(database: Database, signature: string): Promise<boolean> {
  try {
    return (await within(rememberAnswer(database, signature), patienceMs)) ?? true;
  } catch {
    return true;
  }
}

interface Memory {
  has(signature: string): boolean;
  /** False when it is there already. */
  add(signature: string, now: number): boolean;
}

function createMemory(onExpired: (signatures: readonly string[]) => void): Memory {
  const since = new Map<string, number>();
  let sweptAt = 0;
  const expire = (now: number): void => {
    if (now - sweptAt < sweepMs && since.size <= mostRemembered) return;
    sweptAt = now;
    const expired: string[] = [];
    for (const [signature, at] of since) {
      if (now - at <= rememberedMs && since.size - expired.length <= mostKept) break;
      expired.push(signature);
    }
    for (const signature of expired) since.delete(signature);
    if (expired.length > 0) onExpired(expired);
  };
  return {
    has: (signature) => since.has(signature),
    add: (signature, now) => {
      if (since.has(signature)) return false;
      since.set(signature, now);
      expire(now);
      return true;
    },
  };
}
