// Socket Mode, the server's side: hello, one envelope to one connection in turn, acknowledgements with a deadline, disconnect.
// https://docs.slack.dev/apis/events-api/using-socket-mode

import { randomUUID } from 'node:crypto';
import type { RawData, WebSocket } from 'ws';
import { isRecord, parseJson, recordIn, textIn } from '../json-values.ts';
import type { World } from '../world.ts';
import { cancel, later, type Acknowledgement, type Connection, type Envelope } from './link.ts';

const MAX_CONNECTIONS = 10;
const SERVER_PING_MS = 10_000;
/** Slack closes about this long after a `disconnect`, when the app has not done so itself. */
const CLOSE_AFTER_DISCONNECT_MS = 10_000;
const SETTLED_KEPT = 1_000;

export type DisconnectReason = 'warning' | 'refresh_requested' | 'link_disabled' | 'too_many_websockets';

export function acceptConnection(world: World, socket: WebSocket): void {
  const { link } = world;
  link.served += 1;
  const connection: Connection = {
    number: link.served,
    socket,
    isDeaf: false,
    isLeaving: false,
    lastPongAt: performance.now(),
  };
  link.connections.push(connection);
  socket.on('message', (data) => {
    if (!connection.isDeaf) hear(world, connection, data);
  });
  socket.on('ping', (data) => {
    if (!connection.isDeaf) socket.pong(data);
  });
  socket.on('pong', () => {
    connection.lastPongAt = performance.now();
  });
  socket.on('error', () => socket.terminate());
  socket.on('close', () => forget(world, connection));
  if (link.connections.length > MAX_CONNECTIONS) {
    world.book.refuse('socket', 'too_many_websockets', `At most ${MAX_CONNECTIONS} connections; this was one more.`);
    disconnect(world, connection, 'too_many_websockets');
    return;
  }
  greet(world, connection);
  if (!world.manifest.isSocketModeEnabled) disconnect(world, connection, 'link_disabled');
}

function greet(world: World, connection: Connection): void {
  const { link, app } = world;
  send(world, connection, 'hello', {
    type: 'hello',
    num_connections: link.connections.filter((each) => !each.isLeaving).length,
    connection_info: { app_id: app.id },
    debug_info: {
      host: 'applink-local',
      started: new Date(world.now()).toISOString(),
      approximate_connection_time: 18_060,
    },
  });
  keepAlive(world, connection);
  world.changes.announce({ kind: 'connections' });
  for (const deliver of link.waiting.splice(0)) deliver();
}

function keepAlive(world: World, connection: Connection): void {
  later(world.link, SERVER_PING_MS, () => {
    if (connection.socket.readyState !== connection.socket.OPEN) return;
    if (performance.now() - connection.lastPongAt > 3 * SERVER_PING_MS) return connection.socket.terminate();
    if (!connection.isDeaf) connection.socket.ping('Ping from applink');
    keepAlive(world, connection);
  });
}

function forget(world: World, connection: Connection): void {
  const { link } = world;
  link.connections.splice(link.connections.indexOf(connection), 1);
  for (const [id, pending] of link.pending) {
    // An event of a connection that is gone is delivered again; a person who waits for an answer was let down.
    const kind = pending.envelope.kind === 'events_api' ? 'unreachable' : 'missed';
    if (pending.connection === connection.number) settle(world, id, { kind });
  }
  world.changes.announce({ kind: 'connections' });
}

/** Tells the app to go elsewhere; closes the socket itself when the app does not. */
export function disconnect(world: World, connection: Connection, reason: DisconnectReason): void {
  connection.isLeaving = true;
  send(world, connection, 'disconnect', { type: 'disconnect', reason, debug_info: { host: 'applink-local' } });
  later(world.link, CLOSE_AFTER_DISCONNECT_MS, () => connection.socket.close());
}

/** Sends to the next connection in turn and waits for the acknowledgement. */
export function sendEnvelope(world: World, envelope: Envelope): Promise<Acknowledgement> {
  const { link } = world;
  const open = link.connections.filter((each) => !each.isLeaving && each.socket.readyState === each.socket.OPEN);
  const connection = open[link.turn % Math.max(1, open.length)];
  if (connection === undefined) return Promise.resolve({ kind: 'unreachable' });
  link.turn += 1;
  const id = randomUUID();
  return new Promise((resolve) => {
    const timer = later(link, world.ackDeadlineMs, () => settle(world, id, { kind: 'missed' }));
    link.pending.set(id, {
      envelope,
      connection: connection.number,
      sentAt: performance.now(),
      settle: (acknowledgement) => {
        cancel(link, timer);
        resolve(acknowledgement);
      },
    });
    send(world, connection, envelope.kind, {
      envelope_id: id,
      type: envelope.kind,
      payload: envelope.payload,
      accepts_response_payload: envelope.acceptsResponse,
      ...(envelope.kind === 'events_api'
        ? { retry_attempt: envelope.attempt, retry_reason: envelope.retryReason }
        : {}),
    });
  });
}

function settle(world: World, id: string, acknowledgement: Acknowledgement): void {
  const { link } = world;
  const pending = link.pending.get(id);
  if (pending === undefined) return;
  link.pending.delete(id);
  link.settled.set(id, acknowledgement.kind === 'acknowledged' ? 'acknowledged' : 'missed');
  const [oldest = ''] = link.settled.keys();
  if (link.settled.size > SETTLED_KEPT) link.settled.delete(oldest);
  pending.settle(acknowledgement);
}

function send(world: World, connection: Connection, what: string, frame: unknown): void {
  const note = `connection ${connection.number}`;
  world.book.log({ direction: 'to app', what, transport: 'socket', ok: !connection.isDeaf, note }, frame);
  if (!connection.isDeaf) connection.socket.send(JSON.stringify(frame));
}

function hear(world: World, connection: Connection, data: RawData): void {
  const { book, link } = world;
  const text = Buffer.isBuffer(data) ? data.toString('utf8') : '';
  const frame = parseJson(text);
  const id = textIn(frame, 'envelope_id');
  if (!isRecord(frame) || id === undefined) {
    return book.refuse(
      'socket',
      'malformed_frame',
      `A frame from the app is not an acknowledgement: ${text.slice(0, 200)}`,
    );
  }
  const pending = link.pending.get(id);
  if (pending === undefined) return refuseAck(world, id, frame);
  const tookMs = Math.round(performance.now() - pending.sentAt);
  const note = `${pending.envelope.kind} after ${tookMs} ms, connection ${connection.number}`;
  book.log({ direction: 'from app', what: 'ack', transport: 'socket', ok: true, note }, frame);
  const payload = recordIn(frame, 'payload') ?? {};
  if (!pending.envelope.acceptsResponse && Object.keys(payload).length > 0) {
    book.refuse(
      'ack',
      'response_not_accepted',
      `This ${pending.envelope.kind} envelope takes no answer in its acknowledgement.`,
    );
  }
  settle(world, id, { kind: 'acknowledged', payload });
}

function refuseAck({ book, link }: World, id: string, frame: unknown): void {
  const state = link.settled.get(id);
  const error = state === undefined ? 'unknown_envelope' : state === 'missed' ? 'late_ack' : 'double_ack';
  book.log({ direction: 'from app', what: 'ack', transport: 'socket', ok: false, note: error }, frame);
  book.refuse('ack', error, `Envelope ${id}.`);
}
