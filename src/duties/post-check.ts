// The messages that come by the clock, rendered from the rows as they are now: the card of a check that is bad, the morning's digest.

import { findHeadMark } from '../audit/find-mark.ts';
import { readDigest } from '../checks/digest.ts';
import { remediesFor } from '../checks/remedies.ts';
import { listSlots } from '../checks/slot-store.ts';
import { readEpisode } from '../checks/store.ts';
import type { Library } from '../runbooks/library.ts';
import { checkCard } from '../slack/messages/check-card.ts';
import { digestMessage } from '../slack/messages/digest.ts';
import { showCard, type Poster } from './show-card.ts';

export interface PostCheckDuty extends Poster {
  readonly library: Pick<Library, 'procedure'>;
  readonly zone: string;
  readonly announceChannel: string | undefined;
}

export async function postCheck(duty: PostCheckDuty, episode: number): Promise<void> {
  const read = duty.redact(await readEpisode(duty.database, episode));
  const place = duty.announceChannel;
  if (read === undefined || place === undefined) return;
  const { round, results } = read.last;
  const found = duty.library.procedure(round.procedure);
  const slots = await listSlots(duty.database);
  const message = checkCard({
    ...read,
    thresholds: found?.procedure.thresholds ?? [],
    remedies: found === undefined ? [] : remediesFor(found.runbook, found.procedure, results),
    isScheduled: slots.some(({ subject }) => subject === `check:${round.procedure}`),
  });
  await showCard(duty, { subject: `check:${episode}`, place, message });
}

export async function postDigest(duty: PostCheckDuty, at: Date): Promise<void> {
  const place = duty.announceChannel;
  if (place === undefined) return;
  const digest = duty.redact(await readDigest(duty.database, at, duty.zone));
  await showCard(duty, {
    subject: `digest:${at.getTime()}`,
    place,
    message: digestMessage(digest, await findHeadMark(duty.database)),
  });
}
