// Cuts one direction of a PostgreSQL connection into its messages.
// https://www.postgresql.org/docs/current/protocol-message-formats.html

export interface PostgresMessage {
  /** One letter; empty for the very first message of a client, which has none. */
  readonly kind: string;
  readonly body: Buffer;
}

/** Keeps what is incomplete until the rest arrives. */
export function messageReader(from: 'bot' | 'database'): (chunk: Buffer) => PostgresMessage[] {
  let left = Buffer.alloc(0);
  let isFirst = from === 'bot';
  return (chunk) => {
    left = Buffer.concat([left, chunk]);
    const messages: PostgresMessage[] = [];
    for (;;) {
      const head = isFirst ? 0 : 1;
      if (left.length < head + 4) return messages;
      const end = head + left.readUInt32BE(head);
      if (left.length < end) return messages;
      messages.push({ kind: left.toString('latin1', 0, head), body: left.subarray(head + 4, end) });
      left = left.subarray(end);
      isFirst = false;
    }
  };
}

/** The SQL that a message of one client has carried out; a statement prepared earlier is known by its name. */
export function statementReader(): (message: PostgresMessage) => string | undefined {
  const prepared = new Map<string, string>();
  return ({ kind, body }) => {
    const afterFirst = body.subarray(body.indexOf(0) + 1);
    if (kind === 'P') prepared.set(textOf(body), textOf(afterFirst));
    if (kind === 'B') return prepared.get(textOf(afterFirst));
    return kind === 'Q' ? textOf(body) : undefined;
  };
}

/** The text that a zero byte ends. */
export function textOf(body: Buffer): string {
  const end = body.indexOf(0);
  return body.toString('utf8', 0, end < 0 ? body.length : end);
}
