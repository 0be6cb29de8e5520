// The socket to the local Slack. It comes back by itself when the server was away, and says which of the two it is.
import { isFields } from './fields.ts';
import type { FromPage, FromServer } from './protocol.ts';

export interface Connection {
  /** False when the server is away: nothing was sent, and nothing is kept for later. */
  send(frame: FromPage): boolean;
}

export interface ConnectionListener {
  onFrame(frame: FromServer): void;
  onAway(): void;
}

const firstWaitMs = 300;
const longestWaitMs = 4000;

const kinds: ReadonlySet<unknown> = new Set<FromServer['kind']>([
  'welcome',
  'people',
  'channel',
  'message',
  'message-gone',
  'modals',
  'home',
  'form-errors',
  'notice',
  'wire',
  'bench',
  'controls',
  'tour',
]);

/** Connects as this person; an empty id asks the server who there is. */
export function connect(person: string, listener: ConnectionListener): Connection {
  let waitMs = firstWaitMs;
  let socket = open();

  function open(): WebSocket {
    const address = new URL('/page/socket', location.href);
    address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
    if (person !== '') address.searchParams.set('person', person);
    const opened = new WebSocket(address);
    opened.addEventListener('message', (event: MessageEvent<unknown>) => {
      const frame = readFrame(event.data);
      if (frame === undefined) return;
      waitMs = firstWaitMs;
      listener.onFrame(frame);
    });
    opened.addEventListener('close', () => {
      listener.onAway();
      setTimeout(() => {
        socket = open();
      }, waitMs);
      waitMs = Math.min(waitMs * 2, longestWaitMs);
    });
    return opened;
  }

  return {
    send(frame) {
      if (socket.readyState !== WebSocket.OPEN) return false;
      socket.send(JSON.stringify(frame));
      return true;
    },
  };
}

function readFrame(data: unknown): FromServer | undefined {
  if (typeof data !== 'string') return undefined;
  const value: unknown = JSON.parse(data);
  return isFrame(value) ? value : undefined;
}

/** The server is this page's own and is compiled against the same types: knowing the kind is enough. */
function isFrame(value: unknown): value is FromServer {
  return isFields(value) && kinds.has(value['kind']);
}
