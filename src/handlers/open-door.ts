// Puts the door to Slack together: what is acknowledged, in which line it waits, and with what it is carried out.

import type { Logger } from 'pino';
import type { Clients } from '../slack/clients.ts';
import type { Redact } from '../slack/voice.ts';
import type { Trails } from '../trail/trail.ts';
import type { Workshop } from '../verbs/verb.ts';
import { createAcceptor } from './accept.ts';
import type { Carrier } from './carry-out.ts';
import { readCatalogue } from './catalogue.ts';
import { createLine } from './line.ts';
import { createPersonLimit } from './person-limit.ts';
import type { Door } from './register.ts';

/** Below the pool's ten connections, so that an acknowledgement always finds one. */
const carriedOutAtOnce = 6;
const longestLine = 10_000;

export async function openDoor(ground: {
  readonly workshop: Workshop;
  readonly patient: Workshop;
  readonly clients: Clients;
  readonly redact: Redact;
  readonly log: Logger;
  readonly trails: Trails;
  readonly handOver: Carrier['handOver'];
  readonly perMinute: number | undefined;
  readonly heard: () => void;
}): Promise<Door> {
  const { workshop, patient, clients, redact, log, trails, handOver, perMinute, heard } = ground;
  const acceptor = createAcceptor(workshop.database, () => line.length());
  const line = createLine({
    atOnce: carriedOutAtOnce,
    longest: longestLine,
    isCrowded: () => acceptor.isCrowded(),
  });
  return {
    workshop,
    patient,
    catalogue: await readCatalogue(),
    client: clients.interactive,
    background: clients.background,
    redact,
    log,
    trails,
    handOver,
    acceptor,
    line,
    limit: createPersonLimit(perMinute),
    heard,
  };
}
