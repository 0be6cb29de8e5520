// Keep-alive connections to one subject, one request at a time on each. Written on bare sockets so that the load costs little of the
// machine that the subject needs.

import { once } from 'node:events';
import net from 'node:net';

export interface Connections {
  /** Waits for a free connection, sends, resolves with the whole answer. Rejects when it is not HTTP 200. */
  send(request: Buffer): Promise<string>;
  close(): void;
}

interface Waiting {
  readonly request: Buffer;
  readonly resolve: (answer: string) => void;
  readonly reject: (thrown: unknown) => void;
}

const answerLimitMs = 15_000;

export async function openConnections(port: number, count: number): Promise<Connections> {
  const sockets = new Set<net.Socket>();
  const free: net.Socket[] = [];
  const line: Waiting[] = [];
  const underWay = new Map<net.Socket, Waiting>();

  const begin = (socket: net.Socket, waiting: Waiting): void => {
    underWay.set(socket, waiting);
    socket.write(waiting.request);
  };
  const finish = (socket: net.Socket, answer: string): void => {
    const done = underWay.get(socket);
    underWay.delete(socket);
    if (answer.startsWith('HTTP/1.1 200 ')) done?.resolve(answer);
    else done?.reject(new Error(`The subject answered ${answer.slice(0, 200)}`));
    const next = line.shift();
    if (next === undefined) free.push(socket);
    else begin(socket, next);
  };
  const open = async (): Promise<void> => {
    const socket = net.connect({ host: '127.0.0.1', port, noDelay: true });
    await once(socket, 'connect');
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      if (!isWhole(text)) return;
      const answer = text;
      text = '';
      finish(socket, answer);
    });
    socket.setTimeout(answerLimitMs, () => underWay.get(socket)?.reject(new Error('The subject does not answer.')));
    socket.on('error', (error) => underWay.get(socket)?.reject(error));
    socket.on('close', () => {
      underWay.get(socket)?.reject(new Error('The subject closed the connection.'));
      sockets.delete(socket);
      const at = free.indexOf(socket);
      if (at === -1) return;
      // A server closes what lies idle for some seconds: https://nodejs.org/api/http.html#serverkeepalivetimeout
      free.splice(at, 1);
      if (!isClosing) void open();
    });
    sockets.add(socket);
    const next = line.shift();
    if (next === undefined) free.push(socket);
    else begin(socket, next);
  };
  let isClosing = false;
  await Promise.all(Array.from({ length: count }, open));
  return {
    send: (request) =>
      new Promise((resolve, reject) => {
        const waiting = { request, resolve, reject };
        const socket = free.pop();
        if (socket === undefined) line.push(waiting);
        else begin(socket, waiting);
      }),
    close: () => {
      isClosing = true;
      for (const socket of sockets) socket.destroy();
    },
  };
}

function isWhole(text: string): boolean {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const length = /^content-length: *(\d+)/im.exec(text.slice(0, end))?.[1];
  return length === undefined ? text.endsWith('\r\n0\r\n\r\n') : text.length >= end + 4 + Number(length);
}
