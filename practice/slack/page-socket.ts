// One browser page: tells its person what they may see and does what they do. A page that sends nonsense changes nothing.

import type { WebSocket } from 'ws';
import { ApiError } from './api-error.ts';
import { useBench } from './bench.ts';
import type { Change } from './changes.ts';
import { controlsState, useControls } from './controls.ts';
import { openForms } from './forms.ts';
import { parseJson } from './json-values.ts';
import type { FromPage, FromServer } from './page/protocol.ts';
import { readFrame } from './page-frame.ts';
import { canRead, canSee, pageChannel, pageMessage, pagePerson, pageView } from './page-shapes.ts';
import { actOn, joinChannel, openHome, pinMessage, reactTo } from './people/deeds.ts';
import { closeForm, submitForm } from './people/submissions.ts';
import { typeText } from './people/typing.ts';
import type { World } from './world.ts';
import type { Conversation, Person, StoredMessage } from './workspace.ts';

const PING_MS = 20_000;

export function acceptPage(world: World, socket: WebSocket, personId: string): void {
  const send = (frame: FromServer): void => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(frame));
  };
  const person = world.workspace.people.get(personId);
  if (person === undefined || person.isBot) {
    const { name, people } = world.workspace;
    return send({ kind: 'people', team: name, people: [...people.values()].map(pagePerson) });
  }
  const deaf = world.changes.listen((change) => {
    for (const frame of framesFor(world, change, person.id)) send(frame);
  });
  const ping = setInterval(() => socket.ping(), PING_MS);
  ping.unref();
  socket.on('close', () => {
    clearInterval(ping);
    deaf();
  });
  socket.on('error', () => socket.terminate());
  socket.on('ping', (data) => socket.pong(data));
  socket.on('message', (data) => {
    const frame = readFrame(parseJson(Buffer.isBuffer(data) ? data.toString('utf8') : ''));
    if (frame === undefined) return;
    obey(world, person, frame).catch((thrown: unknown) => {
      const text = thrown instanceof ApiError ? `Slack refused: ${thrown.error}` : String(thrown);
      send({ kind: 'notice', channel: '', text });
    });
  });
  send(welcome(world, person));
  send({ kind: 'modals', views: openForms(world, person.id).map(pageView) });
}

function welcome(world: World, person: Person): FromServer {
  const { workspace, manifest, forms, book, bench, tour } = world;
  const controls = controlsState(world);
  const conversations = [...workspace.conversations.values()].filter((each) => canSee(each, person.id));
  const home = forms.views.get(forms.homes.get(person.id) ?? '');
  return {
    kind: 'welcome',
    me: person.id,
    team: workspace.name,
    people: [...workspace.people.values()].map(pagePerson),
    channels: conversations.map((each) => pageChannel(world, each, person.id)),
    messages: conversations.flatMap((each) => lastingMessages(each).map((message) => pageMessage(world, message))),
    commands: manifest.commands.map(({ command, description, usage }) => ({ command, description, usage })),
    wire: book.wire,
    ...(home === undefined ? {} : { home: pageView(home) }),
    groups: [...workspace.groups.values()].map(({ id, handle }) => ({ id, handle })),
    ...(bench === undefined ? {} : { bench: { hint: bench.hint, systems: bench.list() } }),
    ...(controls === undefined ? {} : { controls }),
    ...(tour === undefined ? {} : { tour: tour.state() }),
  };
}

function lastingMessages(conversation: Conversation): readonly StoredMessage[] {
  return conversation.messages.filter((each) => each.ephemeralTo === undefined);
}

function pastMessages(world: World, conversation: Conversation): readonly FromServer[] {
  return lastingMessages(conversation).map((each) => ({ kind: 'message', message: pageMessage(world, each) }));
}

function framesFor(world: World, change: Change, person: string): readonly FromServer[] {
  const { workspace, forms } = world;
  switch (change.kind) {
    case 'message':
    case 'message-gone': {
      const { message } = change;
      const conversation = workspace.conversations.get(message.channel);
      if (conversation === undefined || !canRead(conversation, message, person)) return [];
      if (change.kind === 'message-gone') return [{ kind: 'message-gone', channel: message.channel, ts: message.ts }];
      return [{ kind: 'message', message: pageMessage(world, message) }];
    }
    case 'channel':
      return canSee(change.conversation, person)
        ? [{ kind: 'channel', channel: pageChannel(world, change.conversation, person) }]
        : [];
    case 'joined':
      return change.person === person ? pastMessages(world, change.conversation) : [];
    case 'modals':
      return change.person === person ? [{ kind: 'modals', views: openForms(world, person).map(pageView) }] : [];
    case 'home': {
      const home = forms.views.get(forms.homes.get(person) ?? '');
      return change.person === person && home !== undefined ? [{ kind: 'home', view: pageView(home) }] : [];
    }
    case 'form-errors':
      return change.person === person ? [{ kind: 'form-errors', viewId: change.viewId, errors: change.errors }] : [];
    case 'notice':
      return change.person === person ? [{ kind: 'notice', channel: change.channel, text: change.text }] : [];
    case 'wire':
      return [{ kind: 'wire', entry: change.entry }];
    case 'bench':
      return [{ kind: 'bench', state: change.state }];
    case 'controls':
      return [{ kind: 'controls', state: change.state }];
    case 'tour':
      return [{ kind: 'tour', state: change.state }];
    case 'file-read':
    case 'refusal':
    case 'connections':
    case 'event':
      break;
  }
  return [];
}

async function obey(world: World, person: Person, frame: FromPage): Promise<void> {
  const { workspace, forms } = world;
  switch (frame.kind) {
    case 'type': {
      const conversation = workspace.conversations.get(frame.channel);
      if (conversation !== undefined) await typeText(world, person, conversation, frame.text, frame.threadTs);
      return;
    }
    case 'action':
      await actOn(world, person, frame);
      return;
    case 'submit':
    case 'close': {
      const view = forms.views.get(frame.viewId);
      if (view?.person !== person.id) return;
      if (frame.kind === 'submit') await submitForm(world, view, frame.state);
      else await closeForm(world, view);
      return;
    }
    case 'open-home':
      return openHome(world, person);
    case 'join':
      return joinChannel(world, person, frame.channel);
    case 'react':
      return reactTo(world, person, frame.channel, frame.ts, frame.name);
    case 'pin':
      return pinMessage(world, person, frame.channel, frame.ts);
    case 'bench-look':
    case 'bench-cause':
    case 'bench-reset':
      return useBench(world, frame);
    case 'clock-move':
    case 'app-kill':
      return useControls(world, frame);
    case 'tour-skip':
      return world.tour?.skip();
    case 'tour-again':
      return world.tour?.again();
  }
}
