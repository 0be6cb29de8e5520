// Slack's events: written down before they are acknowledged, like everything else. Bolt acknowledges an event before anybody has it,
// so events go past it; Slack delivers again what was not acknowledged.

import type { App, ReceiverEvent } from '@slack/bolt';
import { z } from 'zod';
import { findIncidentIn } from '../incidents/store.ts';
import type { InboxRequest } from '../queue/inbox.ts';
import type { EventListener } from './edge.ts';
import type { Door } from './register.ts';

/** https://docs.slack.dev/apis/events-api/#event-payload */
export const eventPayload = z.object({
  type: z.literal('event_callback'),
  event_id: z.string(),
  event: z.looseObject({ type: z.string() }),
});

export function takeEvents(app: App, door: Door, accept: (request: InboxRequest) => Promise<void>): void {
  const others = app.processEvent.bind(app);
  app.processEvent = async (received: ReceiverEvent) => {
    const read = eventPayload.safeParse(received.body);
    if (!read.success) return others(received);
    const { event, event_id: key } = read.data;
    try {
      if (await isWanted(door, event)) await accept({ key, kind: 'event', payload: read.data });
      await received.ack();
    } catch (thrown) {
      door.log.warn(
        { err: thrown, event: event.type },
        'an event could not be written down; Slack will deliver it again',
      );
    }
  };
}

async function isWanted({ catalogue, workshop }: Door, event: { readonly type: string }): Promise<boolean> {
  const listener = listenerFor(catalogue.events, event);
  const channel = listener?.channelOf(event);
  if (channel === undefined) return false;
  return listener?.isPersonal === true || (await findIncidentIn(workshop.database, channel)) !== undefined;
}

export function listenerFor(
  events: ReadonlyMap<string, EventListener>,
  event: { readonly type: string },
): EventListener | undefined {
  return events.get(event.type);
}
