// `/ops incident [title] [sev=1..4] [private]`: declares one; a form when words are missing.

import { readFront, type FrontWords } from './incident-words.ts';
import type { Transaction } from '../db/database.ts';
import { findAlert, linkAlert } from '../incidents/alerts.ts';
import { declareIncident } from '../incidents/declare.ts';
import { insertEntry } from '../incidents/entries.ts';
import { nameOf, type IncidentId, type Severity } from '../incidents/incident.ts';
import { severityHint } from '../incidents/severities.ts';
import { formReply } from './form-reply.ts';
import { whyMayNotHandle, wording } from './on-incident.ts';
import { once, refused, said, type Asker, type Command, type Reply, type Workshop } from './verb.ts';

export const command: Command = {
  name: 'incident',
  usage: 'incident [title] [sev=1..4] [private]',
  describe: 'declare an incident: its channel, its people, its updates',
  needs: 'incident',
  changes: true,
  before: async (words, asker, workshop) => {
    const front = readFront(words);
    if (front.severity === 'wrong') return said(`There is no severity ${words.named['sev'] ?? ''}. ${severityHint}`);
    return front.title === '' || front.severity === undefined ? declareForm(workshop, asker, front) : undefined;
  },
  act: async (words, asker, workshop) => {
    const front = readFront(words);
    const { severity } = front;
    if (severity === undefined || severity === 'wrong')
      return once(workshop, asker, async () => said(`Nothing was declared. ${severityHint}`));
    return declare(workshop, asker, { ...front, severity });
  },
};

export async function declareForm(
  workshop: Workshop,
  asker: Pick<Asker, 'channel' | 'person'>,
  front: FrontWords & { readonly ts?: string; readonly alert?: number },
): Promise<Reply> {
  const denied = await whyMayNotHandle(workshop, asker, { system: front.system ?? null });
  if (denied !== undefined) return refused(denied);
  const { title, system, isPrivate } = front;
  const severity = typeof front.severity === 'number' ? front.severity : undefined;
  return formReply(workshop, {
    kind: 'declare',
    origin: [asker.channel, front.ts ?? '', front.alert ?? ''].join(':'),
    title,
    isPrivate,
    ...(severity === undefined ? {} : { severity }),
    ...(system === undefined ? {} : { system }),
  });
}

export interface DeclareWords {
  readonly title: string;
  readonly severity: Severity;
  readonly isPrivate: boolean;
  readonly system?: string;
  /** The message from which it is declared. */
  readonly originTs?: string;
  /** The alert from whose card it is declared. */
  readonly alert?: number;
}

/** The longest title, in characters. */
export const longestTitle = 300;

export async function declare(workshop: Workshop, asker: Asker, words: DeclareWords): Promise<Reply> {
  const title = wording(words.title, longestTitle);
  if (!title.ok) return once(workshop, asker, async () => refused(title.refusal.say));
  await workshop.library.refresh();
  const system = workshop.library.runbooks.find((each) => each.system === words.system)?.system ?? null;
  const denied = await whyMayNotHandle(workshop, asker, { system });
  return once(workshop, asker, async (tx) => {
    if (denied !== undefined) {
      const detail = { reason: 'denied', say: denied };
      workshop.record(tx, { actor: asker.person, action: 'incident.declare-refused', subject: 'incident', detail });
      return refused(denied);
    }
    const incident = await declareIncident(tx, workshop, workshop.incidents, {
      requestKey: asker.requestKey,
      by: asker.person,
      title: title.value,
      severity: words.severity,
      isPrivate: words.isPrivate,
      system,
      origin: asker.channel,
      originTs: words.originTs ?? null,
    });
    if (incident === undefined) return { kind: 'done-before' };
    if (words.alert !== undefined) await declaredFrom(tx, workshop, words.alert, incident.id);
    return said(`${nameOf(incident)} is declared, SEV${incident.severity}. ${whatFollows(asker)}`);
  });
}

/** Only who is in Slack can be invited there. */
function whatFollows({ person }: Asker): string {
  return person.startsWith('cli:')
    ? 'Its channel is made and announced as soon as Opsbook reaches Slack; you lead it until somebody there takes over with /ops role commander @person.'
    : 'Its channel is being made and you will be invited; you lead it until you hand over with /ops role commander @person.';
}

/** The alert's card says so, and its end will be told in the incident. */
async function declaredFrom(tx: Transaction, workshop: Workshop, id: number, incident: IncidentId): Promise<void> {
  const alert = await findAlert(tx, id);
  if (alert === undefined) return;
  await linkAlert(tx, id, incident);
  await insertEntry(tx, {
    incident,
    at: alert.startedAt,
    kind: 'alert',
    actor: 'opsbook',
    text: `Alert ${alert.name} began to fire`,
  });
  workshop.queue.send(tx, 'post', { subject: `alert:${id}` });
}
