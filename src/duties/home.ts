// The `home` duty: keeps the home tab of those who look at it as things are now. One job wakes the pages, each page has its own.

import { createHash } from 'node:crypto';
import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import type { Database } from '../db/database.ts';
import type { Result } from '../errors.ts';
import type { Home } from '../home/home.ts';
import { findHomeView, forgetHome, listFollowed, notePublished, personOf, wakeHome } from '../home/home-views.ts';
import { personId, type PersonId } from '../ids.ts';
import type { Queue } from '../queue/queue.ts';
import { failureOf } from '../slack/clients.ts';
import { homeMessage } from '../slack/messages/home.ts';
import { sentence } from '../slack/messages/sentence.ts';
import type { Pace } from '../slack/pace.ts';
import { publishHome, type Redact } from '../slack/voice.ts';
import { againIn, inTurn } from './in-turn.ts';

export interface HomeDuty {
  readonly database: Database;
  readonly queue: Queue;
  readonly client: WebClient;
  readonly redact: Redact;
  readonly log: Logger;
  readonly pace: Pace;
  readonly homeOf: (person: PersonId) => Promise<Result<Home>>;
}

/** What changes without an entry in the record: a day begins, a page is edited, somebody joins a group. */
const lookedOverMs = 60_000;

export async function homeDuty(
  duty: HomeDuty,
  { subject }: { readonly subject: string },
): Promise<{ readonly again: number } | undefined> {
  const person = personOf(subject);
  if (person === undefined) return wakeAll(duty);
  try {
    return await showHome(duty, personId.parse(person));
  } catch (thrown) {
    const again = againIn(thrown, duty.log);
    if (again !== undefined) return { again };
    const failure = failureOf(thrown);
    if (failure.kind !== 'refused') throw thrown;
    duty.log.error({ subject, error: failure.error }, 'Slack refused a home page');
    await forgetHome(duty.database, person);
    return undefined;
  }
}

async function wakeAll({ database, queue }: HomeDuty): Promise<{ readonly again: number } | undefined> {
  const people = await listFollowed(database);
  if (people.length === 0) return undefined;
  await database.transaction(async (tx) => {
    for (const person of people) wakeHome(tx, queue, person, false);
  });
  return { again: lookedOverMs };
}

async function showHome(duty: HomeDuty, person: PersonId): Promise<{ readonly again: number } | undefined> {
  const { database, client, redact } = duty;
  const view = await findHomeView(database, person);
  if (view === undefined) return undefined;
  if (view.restMs > 0) return { again: view.restMs };
  // Redacted before it is rendered: escaping and cutting would hide a secret from the redactor, not from a reader.
  const home = redact(await duty.homeOf(person));
  const message = home.ok ? homeMessage(home.value) : sentence(home.refusal.say);
  const shown = createHash('sha256').update(JSON.stringify(message.blocks)).digest('hex');
  if (shown === view.shown) return undefined;
  const turn = { key: `home:${person}`, rank: 3, method: 'views.publish' } as const;
  await inTurn(duty, turn, () => publishHome(client, redact, person, message));
  await notePublished(database, person, shown);
  return undefined;
}
