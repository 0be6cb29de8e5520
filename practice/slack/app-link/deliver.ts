// Sends an envelope by the transport in use. Commands and clicks go once; events are repeated until they are acknowledged.

import type { JsonRecord } from '../json-values.ts';
import type { World } from '../world.ts';
import { later, type Acknowledgement, type Envelope } from './link.ts';
import { postToApp } from './request-url.ts';
import { sendEnvelope } from './socket-mode.ts';

/** Delivers once. A missed acknowledgement is kept as a refusal. */
export async function deliver(world: World, envelope: Envelope): Promise<Acknowledgement> {
  if (envelope.kind === 'interactive' && !world.manifest.isInteractive) {
    world.book.refuse('interactive', 'not_interactive', 'The manifest has no settings.interactivity.is_enabled: true.');
    return { kind: 'failed', reason: 'nothing: interactivity is off' };
  }
  const { requestUrl } = world.link;
  const acknowledgement =
    requestUrl === undefined ? await sendEnvelope(world, envelope) : await postToApp(world, requestUrl, envelope);
  if (acknowledgement.kind === 'missed') {
    world.book.refuse('ack', 'missed_ack', `${envelope.kind}: not acknowledged within ${world.ackDeadlineMs} ms.`);
  } else if (acknowledgement.kind === 'failed') {
    world.book.refuse('request_url', 'http_error', `${envelope.kind}: the app answered ${acknowledgement.reason}.`);
  }
  return acknowledgement;
}

/** Delivers an event, again at Slack's intervals until it is acknowledged. */
export async function deliverEvent(world: World, payload: JsonRecord, attempt = 0, retryReason = ''): Promise<void> {
  const envelope: Envelope = { kind: 'events_api', payload, acceptsResponse: false, attempt, retryReason };
  const { link } = world;
  if (link.requestUrl === undefined && !link.connections.some((each) => !each.isLeaving)) {
    link.waiting.push(() => void deliverEvent(world, payload, attempt, retryReason));
    return;
  }
  const acknowledgement = await deliver(world, envelope);
  const delay = world.eventRetryDelaysMs[attempt];
  if (acknowledgement.kind === 'acknowledged' || delay === undefined) return;
  const reason = reasonFor(world, acknowledgement);
  later(link, delay, () => void deliverEvent(world, payload, attempt + 1, reason));
}

function reasonFor({ link }: World, acknowledgement: Acknowledgement): string {
  if (link.requestUrl === undefined) return 'timeout';
  if (acknowledgement.kind === 'missed') return 'http_timeout';
  return acknowledgement.kind === 'failed' ? 'http_error' : 'connection_failed';
}
