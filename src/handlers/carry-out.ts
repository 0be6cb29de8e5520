// Carries one durable request out: right after its acknowledgement, or later by its job when the process that accepted it is gone.

import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import { isOutage } from '../db/is-outage.ts';
import { SlackSilent } from '../errors.ts';
import { newReference } from '../ids.ts';
import { claimRequest, countTry, type StoredRequest } from '../queue/inbox.ts';
import { sentence } from '../slack/messages/sentence.ts';
import { onTrailOf } from '../slack/on-trail-of.ts';
import { whisper, type Redact } from '../slack/voice.ts';
import { parseWords } from '../verbs/words.ts';
import type { Reply, Workshop } from '../verbs/verb.ts';
import type { Begun } from '../runs/begin.ts';
import { onTrail } from '../runs/desk.ts';
import type { Run } from '../runs/run.ts';
import { requestIdOf } from '../trail/cause.ts';
import type { Note, Trail, Trails } from '../trail/trail.ts';
import type { Catalogue } from './catalogue.ts';
import { chooseCommand } from './commands.ts';
import { channelOf } from './edge.ts';
import { actionPayload, commandPayload, formPayload, tickedIn, unescape, valuesOf } from './payloads.ts';
import { lookUpMessage } from './look-up.ts';
import { eventPayload, listenerFor } from './on-event.ts';
import { render } from './render.ts';
import { takeOutOfPlay } from './take-out-of-play.ts';
import { tellLater } from './tell-later.ts';

export interface Carrier {
  readonly workshop: Workshop;
  /** Where Slack is silent it throws `SlackSilent` instead of refusing, so that what was acknowledged comes to something. */
  readonly patient: Workshop;
  readonly catalogue: Catalogue;
  readonly client: WebClient;
  /** For what nobody waits for. */
  readonly background: WebClient;
  readonly redact: Redact;
  readonly log: Logger;
  readonly trails: Trails;
  readonly handOver: (handed: {
    readonly run: Run;
    readonly begun: Begun | undefined;
    readonly ready: Promise<void> | undefined;
  }) => void;
}

export interface Whence {
  readonly person: string;
  readonly channel: string;
  readonly responseUrl?: string | undefined;
}

export interface Carried {
  readonly reply: Reply;
  readonly whence: Whence;
  /** The message whose button was pressed. */
  readonly pressed?: { readonly channel: string; readonly ts: string } | undefined;
}

const mostTries = 5;

export async function carryOut(ground: Carrier, request: StoredRequest): Promise<void> {
  await onItsTrail(ground, request, async (carrier, note) => {
    let carried: Carried;
    try {
      carried = await act(carrier, request);
    } catch (thrown) {
      await brokeOff(carrier, request, thrown);
      return;
    }
    await conclude(carrier, carried, note);
  });
}

/** The carrier for this one request: what it logs, calls and sends follows from it. */
export async function onItsTrail<T>(
  carrier: Carrier,
  { key, kind, isOld }: StoredRequest,
  work: (carrier: Carrier, note: Note) => Promise<T>,
): Promise<T> {
  const trail = carrier.trails.follow({ request: requestIdOf(key) });
  const attributes = { 'opsbook.request.kind': kind };
  const workshop = isOld ? carrier.workshop : carrier.patient;
  return trail.span('slack.request.carry_out', attributes, (inner, note) =>
    work(carrierOn(carrier, inner, workshop), note),
  );
}

export function carrierOn<C extends Carrier>(carrier: C, trail: Trail, workshop = carrier.workshop): C {
  return {
    ...carrier,
    // Most requests need none of these three.
    get log() {
      return trail.log;
    },
    get client() {
      return onTrailOf(trail, carrier.client);
    },
    get background() {
      return onTrailOf(trail, carrier.background);
    },
    workshop: onTrail(workshop, trail),
  };
}

/** After the commit: what was set going is taken up, and whatever there is to say is said. */
export async function conclude(carrier: Carrier, { reply, whence, pressed }: Carried, note: Note): Promise<void> {
  note({ 'opsbook.reply': reply.kind });
  carrier.workshop.trail.tell({ reply: reply.kind, ...told(reply) }, 'a request was carried out');
  if (reply.kind === 'run') {
    const { run, begun } = reply;
    if (run.state === 'running')
      carrier.handOver({ run, begun, ready: pressed && takeOutOfPlay(carrier, pressed, run) });
    return;
  }
  // Before it is rendered: escaping and cutting would hide a secret from the redactor, not from a reader.
  const rendered = render(carrier.redact(reply));
  if (rendered.kind === 'message') await whisper(carrier.client, carrier.redact, whence, rendered.message);
}

/** What the log tells of a reply: which run it is about, or the sentence that says why there is none. */
export function told(reply: Reply): { readonly runId?: number; readonly say?: string } {
  if (reply.kind === 'run') return { runId: reply.run.id };
  return reply.kind === 'said' ? { say: reply.say } : {};
}

export async function act(carrier: Carrier, request: StoredRequest): Promise<Carried> {
  const { workshop, catalogue } = carrier;
  switch (request.kind) {
    case 'command': {
      const body = commandPayload.parse(request.payload);
      const words = parseWords(unescape(body.text));
      const chosen = chooseCommand(catalogue.commands, words);
      const asker = { person: body.user_id, channel: body.channel_id, requestKey: request.key };
      const whence = { person: body.user_id, channel: body.channel_id, responseUrl: body.response_url };
      if (!chosen.ok) return { reply: await settle(workshop, request.key, chosen.say), whence };
      const later = (reply: Promise<Reply>): void => void tellLater(carrier, whence, reply);
      return { reply: await chosen.command.act(words, asker, workshop, later), whence };
    }
    case 'action': {
      const body = actionPayload.parse(request.payload);
      const [pressed] = body.actions;
      const channel = body.channel?.id ?? '';
      const action = pressed === undefined ? undefined : catalogue.actions.get(pressed.action_id);
      const whence = { person: body.user.id, channel, responseUrl: body.response_url };
      if (pressed === undefined || action?.act === undefined)
        return { reply: await settle(workshop, request.key, 'That button no longer does anything.'), whence };
      const asker = { person: body.user.id, channel, requestKey: request.key };
      const click = { ...asker, value: pressed.value, ticked: tickedIn(body) };
      const at =
        body.message === undefined || body.container?.is_ephemeral === true
          ? undefined
          : { channel, ts: body.message.ts };
      return { reply: await action.act(click, workshop), whence, pressed: at };
    }
    case 'event': {
      const { event } = eventPayload.parse(request.payload);
      const lookUp = (channel: string, ts: string) => lookUpMessage(carrier.background, channel, ts);
      await listenerFor(catalogue.events, event)?.act(event, { key: request.key, lookUp }, workshop);
      return { reply: { kind: 'done-before' }, whence: { person: '', channel: '' } };
    }
    case 'form': {
      const body = formPayload.parse(request.payload);
      const metadata = body.view.private_metadata;
      const channel = channelOf(metadata);
      const form = catalogue.forms.get(body.view.callback_id);
      const whence = { person: body.user.id, channel };
      if (form === undefined)
        return { reply: await settle(workshop, request.key, 'That form no longer does anything.'), whence };
      const submission = { person: body.user.id, channel, requestKey: request.key, values: valuesOf(body), metadata };
      return { reply: await form.act(submission, workshop), whence };
    }
  }
}

async function settle(workshop: Workshop, key: string, say: string): Promise<Reply> {
  await workshop.database.transaction((tx) => workshop.claim(tx, key));
  return { kind: 'said', say };
}

/**
 * Tried again by the request's job: after an outage of the database for as long as it lasts, while Slack is silent for an hour, after a
 * bug a few times; then the person gets a reference that is in the log.
 */
async function brokeOff(carrier: Carrier, request: StoredRequest, thrown: unknown): Promise<void> {
  if (isOutage(thrown) || thrown instanceof SlackSilent) throw thrown;
  const reference = newReference();
  const isLast = request.tries + 1 >= mostTries;
  carrier.log.error({ err: thrown, reference, tries: request.tries + 1 }, 'a request broke off');
  await countTry(carrier.workshop.database, request.key);
  if (!isLast) throw thrown;
  await carrier.workshop.database.transaction((tx) => claimRequest(tx, request.key));
  const whence = whenceOf(request);
  if (whence !== undefined)
    await whisper(
      carrier.client,
      carrier.redact,
      whence,
      sentence(`Something broke on our side, and nothing was done. Tell whoever runs Opsbook: ref ${reference}.`),
    );
}

/** Said once, to whoever may be waiting for it. */
export async function sayThatItWaits(carrier: Carrier, request: StoredRequest, { what }: SlackSilent): Promise<void> {
  const say = `Slack does not say ${what} right now. What you asked for is kept and tried again for an hour: do not repeat it.`;
  const whence = whenceOf(request);
  if (whence === undefined) return;
  await whisper(carrier.client, carrier.redact, whence, sentence(say)).catch((err: unknown) =>
    carrier.log.warn({ err }, 'nobody could be told that a request waits'),
  );
}

function whenceOf(request: StoredRequest): Whence | undefined {
  const command = commandPayload.safeParse(request.payload);
  if (command.success)
    return { person: command.data.user_id, channel: command.data.channel_id, responseUrl: command.data.response_url };
  const action = actionPayload.safeParse(request.payload);
  if (action.success)
    return {
      person: action.data.user.id,
      channel: action.data.channel?.id ?? '',
      responseUrl: action.data.response_url,
    };
  const form = formPayload.safeParse(request.payload);
  return form.success ? { person: form.data.user.id, channel: channelOf(form.data.view.private_metadata) } : undefined;
}
