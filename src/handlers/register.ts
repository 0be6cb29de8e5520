// Where Slack comes in: verified by Bolt, answered in the acknowledgement when nothing changes, else written down, acknowledged,
// carried out.

import { App, type AckFn, type AnyMiddlewareArgs, type RespondArguments } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { z } from 'zod';
import type { SlackConfig } from '../config.ts';
import { SlackSilent } from '../errors.ts';
import { fresh, type InboxRequest } from '../queue/inbox.ts';
import { fit } from '../slack/fit.ts';
import { sentence } from '../slack/messages/sentence.ts';
import { openForm, whisper, type Whither } from '../slack/voice.ts';
import { parseWords, type Words } from '../verbs/words.ts';
import type { Reply } from '../verbs/verb.ts';
import type { Acceptor } from './accept.ts';
import { atOnce } from './at-once.ts';
import type { Carrier } from './carry-out.ts';
import { carryOut, sayThatItWaits, told } from './carry-out.ts';
import { chooseCommand, type Chosen } from './commands.ts';
import { actionPayload, commandPayload, formPayload, tickedIn, unescape, valuesOf } from './payloads.ts';
import { channelOf } from './edge.ts';
import { comesApart } from './comes-apart.ts';
import type { Line } from './line.ts';
import { takeEvents } from './on-event.ts';
import { sayTooMany, type PersonLimit } from './person-limit.ts';
import type { Reception } from './receivers.ts';
import { render } from './render.ts';
import { receive } from './receive.ts';
import { refuseReplays } from './replays.ts';
import { showPicture } from './share-picture.ts';
import { declareFromMessage, shortcutName, shortcutPayload } from './shortcut.ts';
import { tellLater } from './tell-later.ts';
import { whyNot } from './why-not.ts';

export interface Door extends Carrier {
  readonly acceptor: Acceptor;
  readonly line: Line;
  readonly limit: PersonLimit;
  /** Told whenever Slack sends anything. */
  readonly heard: () => void;
}

/** The app is not started yet; a bad token is found by `init`, which the caller awaits. */
export function register(config: SlackConfig, reception: Reception, door: Door): App {
  const app = new App({
    token: config.botToken,
    receiver: reception.receiver,
    deferInitialization: true,
    convoStore: false,
    ignoreSelf: false,
    clientOptions: { slackApiUrl: config.apiUrl, timeout: 10_000 },
  });
  // One way for everything: Bolt asks each listener about each request, which costs more than what they do.
  app.use(async (args) => {
    door.heard();
    await route(door, args);
  });
  takeEvents(app, door, (request) =>
    receive(door, request.key, { kind: 'event' }, (own) => accept(own, request, async (busy) => refuseBusy(busy))),
  );
  refuseReplays(app, door.workshop.database, door.log);
  app.error(async (error) => door.log.error({ err: error }, 'Slack sent something that broke our handler'));
  return app;
}

/** Whoever tells of what broke need not know whether Slack has its acknowledgement. */
function once(ack: () => Promise<void>): () => Promise<void> {
  let isGiven = false;
  return async () => {
    if (isGiven) return;
    isGiven = true;
    await ack();
  };
}

/** What nobody here knows is not acknowledged, and Slack says so to whoever sent it. */
async function route(door: Door, args: AnyMiddlewareArgs): Promise<void> {
  if ('command' in args) {
    if (args.command.command === '/ops') await onCommand(door, args.body, args.ack);
  } else if ('action' in args) {
    const { body, ack } = args;
    await onAction(door, body, once(ack));
  } else if ('view' in args) {
    const { body, ack } = args;
    if (body.type !== 'view_submission') return;
    await onForm(door, body, (errors) => (errors === undefined ? ack() : ack({ response_action: 'errors', errors })));
  } else if ('shortcut' in args && args.shortcut.callback_id === shortcutName) {
    await args.ack();
    const read = shortcutPayload.parse(args.body);
    const whence = { person: read.user.id, channel: read.channel.id };
    await show(door, read.trigger_id, whence, await declareFromMessage(door.workshop, read));
  }
}

/** An event that is not acknowledged comes again. */
function refuseBusy(busy: string | undefined): void {
  if (busy !== undefined) throw new Error(busy);
}

async function onCommand(ground: Door, raw: object, ack: AckFn<string | RespondArguments>): Promise<void> {
  const body = commandPayload.parse(raw);
  const words = parseWords(unescape(body.text));
  const chosen = chooseCommand(ground.catalogue.commands, words);
  const name = chosen.ok ? chosen.command.name : undefined;
  await receive(ground, body.trigger_id, { kind: 'command', name }, (door) =>
    takeCommand(door, { raw, body, words, chosen }, ack),
  );
}

interface Typed {
  readonly raw: object;
  readonly body: z.infer<typeof commandPayload>;
  readonly words: Words;
  readonly chosen: Chosen;
}

async function takeCommand(
  door: Door,
  { raw, body, words, chosen }: Typed,
  ack: AckFn<string | RespondArguments>,
): Promise<void> {
  const tooMany = chosen.ok && chosen.command.isUrgent ? undefined : door.limit.take(body.user_id, performance.now());
  if (tooMany !== undefined) return answer(door, ack, body.trigger_id, { kind: 'said', say: sayTooMany(tooMany) });
  if (!chosen.ok) return answer(door, ack, body.trigger_id, { kind: 'said', say: chosen.say });
  const asker = { person: body.user_id, channel: body.channel_id, requestKey: body.trigger_id };
  const { command } = chosen;
  try {
    if (!command.changes) {
      const coming: Promise<Reply>[] = [];
      const reply = await command.act(words, asker, door.workshop, (late) => void coming.push(late));
      await answer(door, ack, body.trigger_id, reply);
      for (const apart of comesApart(reply)) coming.push(Promise.resolve(apart));
      const whence = { person: body.user_id, channel: body.channel_id, responseUrl: body.response_url };
      for (const late of coming) void tellLater(door, whence, late);
      return;
    }
    const reply = await command.before?.(words, asker, door.workshop);
    if (reply !== undefined) return await answer(door, ack, body.trigger_id, reply);
    const request: InboxRequest = { key: body.trigger_id, kind: 'command', payload: withoutToken(raw) };
    await accept(door, request, (busy) => (busy === undefined ? ack() : ack(asAck(door, busy))));
  } catch (thrown) {
    await ack(asAck(door, whyNot(door.log, thrown)));
  }
}

async function onAction(ground: Door, raw: object, ack: () => Promise<void>): Promise<void> {
  const body = actionPayload.parse(raw);
  const name = body.actions[0]?.action_id;
  await receive(ground, body.trigger_id, { kind: 'action', name }, (door) => takeAction(door, raw, body, ack));
}

async function takeAction(
  door: Door,
  raw: object,
  body: z.infer<typeof actionPayload>,
  ack: () => Promise<void>,
): Promise<void> {
  const [pressed] = body.actions;
  const whence = { person: body.user.id, channel: body.channel?.id ?? '', responseUrl: body.response_url };
  const action = pressed === undefined ? undefined : door.catalogue.actions.get(pressed.action_id);
  try {
    if (pressed !== undefined && action?.before !== undefined) {
      const { person, channel } = whence;
      const click = { person, channel, requestKey: body.trigger_id, value: pressed.value, ticked: tickedIn(body) };
      const coming: Promise<Reply>[] = [];
      const reply = await action.before(click, door.workshop, (late) => void coming.push(late));
      if (reply !== undefined) {
        await ack();
        // What others see too is nobody's to turn the pages of, and a sentence takes nobody's page away.
        const isOwn = body.container?.is_ephemeral === true || channel.startsWith('D');
        const inPlace = action.turnsPage === true && isOwn && 'kind' in reply && reply.kind !== 'said';
        await show(door, body.trigger_id, { ...whence, inPlace }, reply);
        for (const late of coming) void tellLater(door, whence, late);
        return;
      }
    }
    await accept(door, { key: body.trigger_id, kind: 'action', payload: withoutToken(raw) }, async (busy) => {
      await ack();
      if (busy !== undefined) await whisper(door.client, door.redact, whence, sentence(busy));
    });
  } catch (thrown) {
    const say = whyNot(door.log, thrown);
    await ack();
    await whisper(door.client, door.redact, whence, sentence(say));
  }
}

async function onForm(
  ground: Door,
  raw: object,
  ack: (errors?: Record<string, string>) => Promise<void>,
): Promise<void> {
  const body = formPayload.parse(raw);
  const name = body.view.callback_id;
  await receive(ground, body.trigger_id, { kind: 'form', name }, (door) => takeForm(door, raw, body, ack));
}

async function takeForm(
  door: Door,
  raw: object,
  body: z.infer<typeof formPayload>,
  ack: (errors?: Record<string, string>) => Promise<void>,
): Promise<void> {
  const metadata = body.view.private_metadata;
  const values = valuesOf(body);
  const submission = {
    person: body.user.id,
    channel: channelOf(metadata),
    requestKey: body.trigger_id,
    values,
    metadata,
  };
  const errors = door.catalogue.forms.get(body.view.callback_id)?.check(submission, door.workshop);
  if (errors !== undefined) return ack({ ...errors });
  const first = Object.keys(body.view.state.values)[0];
  const refuse = (say: string): Promise<void> => ack(first === undefined ? undefined : { [first]: say });
  const request: InboxRequest = { key: body.trigger_id, kind: 'form', payload: withoutToken(raw) };
  try {
    await accept(door, request, (busy) => (busy === undefined ? ack() : refuse(busy)));
  } catch (thrown) {
    await refuse(whyNot(door.log, thrown));
  }
}

/**
 * Written, then acknowledged, then carried out; what breaks after that is taken up by the request's job. Where the acknowledgement
 * breaks, the person sees Slack's failure, and what they asked for all the same: it stands written.
 */
async function accept(door: Door, request: InboxRequest, ack: (busy?: string) => Promise<void>): Promise<void> {
  const tried = request.kind === 'action' ? await door.line.now(() => atOnce(door, request, () => ack())) : undefined;
  if (tried?.isDone === true) return;
  tried?.late.catch(() => undefined);
  const accepted = await door.acceptor.accept(request);
  if (accepted === 'busy') {
    door.log.warn('refused a request: too many are waiting');
    return ack(sayBusy);
  }
  await ack().then(
    () => door.workshop.trail.tell({}, 'a request is written down and acknowledged'),
    (err: unknown) => door.log.warn({ err }, 'a request is written down, and its acknowledgement did not reach Slack'),
  );
  const stored = fresh(request);
  const usually = (): Promise<void> => carryOut(door, stored);
  const isTaken = door.line.enter(() =>
    (tried === undefined ? usually() : tried.late.catch(usually)).catch(async (thrown: unknown) => {
      door.log.warn({ err: thrown }, 'a request will be tried again');
      if (thrown instanceof SlackSilent) await sayThatItWaits(door, stored, thrown);
    }),
  );
  if (!isTaken) door.log.info('the line is full; the queue carries this request out');
}

async function answer(door: Door, ack: AckFn<string | RespondArguments>, trigger: string, reply: Reply): Promise<void> {
  door.workshop.trail.tell({ reply: reply.kind, ...told(reply) }, 'a request is answered');
  const rendered = render(door.redact(reply));
  switch (rendered.kind) {
    case 'message': {
      const { text, blocks } = door.redact.rendered(fit(rendered.message));
      return ack({ response_type: 'ephemeral', text, blocks: [...blocks] });
    }
    case 'form':
      await openForm(door.client, door.redact, trigger, rendered.view);
      return ack();
    // A file cannot be an acknowledgement; it comes apart.
    case 'picture':
    case 'nothing':
      return ack();
  }
}

async function show(door: Door, trigger: string, whence: Whither, reply: Reply | ModalView): Promise<void> {
  if (isView(reply)) return openForm(door.client, door.redact, trigger, reply);
  const rendered = render(door.redact(reply));
  if (rendered.kind === 'form') return openForm(door.client, door.redact, trigger, rendered.view);
  if (rendered.kind === 'picture') return showPicture(door, whence, rendered);
  if (rendered.kind === 'message') await whisper(door.client, door.redact, whence, rendered.message);
}

function isView(reply: Reply | ModalView): reply is ModalView {
  return 'type' in reply && reply.type === 'modal';
}

const sayBusy = 'Too much is waiting for Opsbook right now, so nothing was done. Try again in a minute.';

function asAck(door: Door, say: string): RespondArguments {
  const { text, blocks } = door.redact.rendered(fit(sentence(say)));
  return { response_type: 'ephemeral', text, blocks: [...blocks] };
}

/** Slack's old verification token is a secret that nothing needs. */
function withoutToken(raw: object): object {
  const { token: _token, ...rest } = { token: undefined, ...raw };
  return rest;
}
