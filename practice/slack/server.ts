// The HTTP server on 127.0.0.1: Web API, response URLs, uploads and downloads, the page, and the two kinds of sockets.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { ApiError } from './api-error.ts';
import { acceptConnection } from './app-link/socket-mode.ts';
import type { Fault } from './faults.ts';
import { isRecord, parseJson } from './json-values.ts';
import { servePageFile } from './page-files.ts';
import { acceptPage } from './page-socket.ts';
import { useResponseUrl } from './people/respond.ts';
import { answerCall } from './web-api/call.ts';
import type { World } from './world.ts';

/** Slack takes files up to 1 GB; a practice run needs no more than this. */
const MOST_BODY_BYTES = 64 * 1024 * 1024;

export interface LocalServer {
  readonly server: Server;
  /** Ends every socket, of pages and of apps, without a word: they outlive the server otherwise. */
  readonly cutSockets: () => void;
}

export function makeServer(world: World): LocalServer {
  const sockets = new WebSocketServer({ noServer: true, autoPong: false });
  const server = createServer((request, response) => {
    route(world, request, response).catch((thrown: unknown) => {
      world.book.refuse(request.url ?? '', 'internal_error', String(thrown));
      response.writeHead(500, { 'content-type': 'text/plain' }).end('The local Slack broke. See its refusals.');
    });
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const address = addressOf(world, request);
    if (!isAllowed(world, request, address)) return refuseUpgrade(socket);
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      if (address.pathname === '/link/') return acceptConnection(world, webSocket);
      acceptPage(world, webSocket, address.searchParams.get('person') ?? '');
    });
  });
  server.on('close', () => sockets.close());
  return {
    server,
    cutSockets: () => {
      for (const socket of sockets.clients) socket.terminate();
    },
  };
}

function addressOf(world: World, request: IncomingMessage): URL {
  return new URL(request.url ?? '/', world.origin);
}

/** A ticket opens one connection; the page's socket is opened by the page itself only, not by other web sites. */
function isAllowed(world: World, request: IncomingMessage, address: URL): boolean {
  if (address.pathname === '/link/') return world.link.tickets.delete(address.searchParams.get('ticket') ?? '');
  const { origin, host } = request.headers;
  return address.pathname === '/page/socket' && (origin === undefined || origin === `http://${host ?? ''}`);
}

function refuseUpgrade(socket: Duplex): void {
  socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
}

async function route(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const address = addressOf(world, request);
  const [, room = '', second = '', third = ''] = address.pathname.split('/');
  if (room === 'api') return serveApi(world, request, response, address);
  if ((room === 'commands' || room === 'actions') && second !== '') {
    return serveResponseUrl(world, response, third, await readBody(request));
  }
  if (room === 'upload')
    return takeUpload(world, response, third, request.headers['content-type'] ?? '', await readBody(request));
  if (room === 'files') return serveFile(world, response, second);
  return servePageFile(response, address.pathname);
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    bytes += chunk.length;
    if (bytes > MOST_BODY_BYTES) throw new Error(`A request is larger than ${MOST_BODY_BYTES} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function serveApi(world: World, request: IncomingMessage, response: ServerResponse, address: URL): Promise<void> {
  const answer = await answerCall(world, {
    method: address.pathname.slice('/api/'.length),
    authorization: request.headers.authorization ?? '',
    contentType: request.headers['content-type'] ?? '',
    query: address.searchParams,
    body: await readBody(request),
  });
  if (await isSwallowed(answer.fault, response)) return;
  response.writeHead(answer.status, answer.headers).end(answer.body);
}

/** Plays the part of a fault that concerns the connection. Answers whether the answer is never sent. */
async function isSwallowed(fault: Fault | undefined, response: ServerResponse): Promise<boolean> {
  if (fault?.cut === true) response.destroy();
  const { delayMs } = fault ?? {};
  if (delayMs !== undefined) {
    await new Promise((resolve) => {
      const timer = setTimeout(resolve, delayMs);
      response.on('close', () => {
        clearTimeout(timer);
        resolve(undefined);
      });
    });
  }
  return fault?.cut === true || fault?.hang === true;
}

function serveResponseUrl(world: World, response: ServerResponse, secret: string, raw: Buffer): void {
  const body = parseJson(raw.toString('utf8'));
  const log = (ok: boolean, note: string): void => {
    world.book.log({ direction: 'from app', what: 'response_url', transport: 'response_url', ok, note }, body ?? '');
  };
  try {
    if (!isRecord(body)) throw new ApiError('invalid_payload');
    useResponseUrl(world, secret, body);
    log(true, '');
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}');
  } catch (thrown) {
    if (!(thrown instanceof ApiError)) throw thrown;
    world.book.refuse('response_url', thrown.error, JSON.stringify(thrown.extra));
    log(false, thrown.error);
    const isGone = thrown.error === 'expired_url' || thrown.error === 'used_url';
    response.writeHead(isGone ? 404 : 400, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ ok: false, error: thrown.error, ...thrown.extra }));
  }
}

async function takeUpload(
  world: World,
  response: ServerResponse,
  key: string,
  contentType: string,
  body: Buffer,
): Promise<void> {
  const content = contentType.startsWith('multipart/') ? await firstFile(contentType, body) : body;
  const file = [...world.workspace.files.values()].find((each) => each.uploadKey === key && !each.isComplete);
  const isRight = file !== undefined && content.length === file.declaredBytes;
  const note = isRight ? `${content.length} bytes` : 'unknown file or wrong length';
  world.book.log({ direction: 'from app', what: 'upload', transport: 'web-api', ok: isRight, note }, '');
  if (!isRight) {
    world.book.refuse('upload', 'upload_failed', note);
    response.writeHead(400, { 'content-type': 'text/plain' }).end('upload failed');
    return;
  }
  world.workspace.files.set(file.id, { ...file, content });
  response.writeHead(200, { 'content-type': 'text/plain' }).end(`OK - ${content.length}`);
}

async function firstFile(contentType: string, body: Buffer): Promise<Buffer> {
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData();
  for (const [, value] of form) if (typeof value !== 'string') return Buffer.from(await value.arrayBuffer());
  return Buffer.alloc(0);
}

const shownTypes: Readonly<Record<string, string>> = { png: 'image/png', jpg: 'image/jpeg', gif: 'image/gif' };

/** Text and pictures only are shown; whatever else a file claims to be, a browser gets it as plain text. */
function serveFile(world: World, response: ServerResponse, key: string): void {
  const file = [...world.workspace.files.values()].find((each) => each.uploadKey === key && each.isComplete);
  if (file?.content === undefined) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('No such file.');
    return;
  }
  world.changes.announce({ kind: 'file-read', file: file.name });
  const type = shownTypes[file.name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'text/plain; charset=utf-8';
  response.writeHead(200, { 'content-type': type, 'x-content-type-options': 'nosniff' }).end(file.content);
}
