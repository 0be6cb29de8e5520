// Messages of PostgreSQL's protocol, version 3.0, as bytes. Pure.
// https://www.postgresql.org/docs/current/protocol-message-formats.html

export interface ClientMessage {
  /** Its letter; empty for the first message of a connection, which has none. */
  readonly type: string;
  /** All of it, letter and length included. */
  readonly bytes: Buffer;
}

/** Cuts a stream of bytes into whole messages, however the network has cut it. */
export async function* readMessages(chunks: AsyncIterable<unknown>): AsyncGenerator<ClientMessage> {
  let held: Buffer = Buffer.alloc(0);
  let started = false;
  for await (const chunk of chunks) {
    if (!Buffer.isBuffer(chunk)) continue;
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    for (;;) {
      const header = started ? 1 : 0;
      if (held.length < header + 4) break;
      const size = header + held.readUInt32BE(header);
      if (held.length < size) break;
      const bytes = held.subarray(0, size);
      held = held.subarray(size);
      yield { type: started ? String.fromCharCode(bytes[0] ?? 0) : '', bytes };
      if (!started) started = requestOf(bytes) === 'start';
    }
  }
}

/** What the first message asks for. */
export function requestOf(bytes: Buffer): 'start' | 'encryption' | 'cancel' | 'unknown' {
  switch (bytes.length < 8 ? 0 : bytes.readUInt32BE(4)) {
    case 196_608:
      return 'start';
    case 80_877_102:
      return 'cancel';
    case 80_877_103:
    case 80_877_104:
      return 'encryption';
    default:
      return 'unknown';
  }
}

export function serverMessage(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(type, 'latin1');
  head.writeUInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

/** The texts, each ended by a zero byte. */
export function texts(...values: readonly string[]): Buffer {
  return Buffer.from(values.map((value) => `${value}\0`).join(''), 'utf8');
}

export function whole(...values: readonly number[]): Buffer {
  const body = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) body.writeUInt32BE(value, index * 4);
  return body;
}

/** An error that ends the connection. */
export function fatal(code: string, message: string): Buffer {
  return serverMessage('E', texts('SFATAL', 'VFATAL', `C${code}`, `M${message}`, ''));
}

export const ready = serverMessage('Z', Buffer.from('I'));
export const sync = serverMessage('S', Buffer.alloc(0));

export function simpleQuery(sql: string): Buffer {
  return serverMessage('Q', texts(sql));
}

/** The transaction's state after an answer: `I` none, `T` open, `E` broken; undefined when the answer goes on. */
export function stateAfter(answer: Uint8Array): string | undefined {
  const bytes = Buffer.from(answer.buffer, answer.byteOffset, answer.byteLength);
  let state: string | undefined;
  for (let at = 0; at + 5 <= bytes.length; at += 1 + bytes.readUInt32BE(at + 1)) {
    if (bytes[at] === readyLetter) state = String.fromCharCode(bytes[at + 5] ?? 0);
  }
  return state;
}

const readyLetter = 'Z'.charCodeAt(0);

/** The name of the statement that the message is about; undefined when it is about none, or about the nameless one. */
export function statementOf({ type, bytes }: ClientMessage): string | undefined {
  const at = nameAt(type, bytes);
  const name = at === undefined ? '' : bytes.toString('utf8', at, bytes.indexOf(0, at));
  return name === '' ? undefined : name;
}

/** The message with its statement's name made unlike that of every other connection. */
export function withOwnStatement(message: ClientMessage, prefix: string): Buffer {
  const { type, bytes } = message;
  const at = nameAt(type, bytes);
  if (at === undefined || statementOf(message) === undefined) return bytes;
  return serverMessage(type, Buffer.concat([bytes.subarray(5, at), Buffer.from(prefix), bytes.subarray(at)]));
}

const copyIn = /\bcopy\b[^;]*\bfrom\s+stdin\b/i;
const refusal = `do $$ begin
  raise exception using errcode = 'feature_not_supported',
    message = 'The embedded practice database does not have COPY FROM STDIN. Use INSERT.';
end $$`;

/** COPY FROM STDIN would end the embedded database, so a statement that fails is put in its place. */
export function withoutCopyIn(message: ClientMessage): ClientMessage {
  const { type, bytes } = message;
  if ((type !== 'Q' && type !== 'P') || !copyIn.test(bytes.toString('utf8', 5))) return message;
  if (type === 'Q') return { type, bytes: simpleQuery(refusal) };
  return {
    type,
    bytes: serverMessage(type, Buffer.concat([texts(statementOf(message) ?? '', refusal), Buffer.alloc(2)])),
  };
}

export function closeStatement(name: string): Buffer {
  return serverMessage('C', texts(`S${name}`));
}

function nameAt(type: string, bytes: Buffer): number | undefined {
  if (type === 'P') return 5;
  if (type === 'B') return bytes.indexOf(0, 5) + 1;
  return (type === 'D' || type === 'C') && bytes[5] === 'S'.charCodeAt(0) ? 6 : undefined;
}
