// One connection to an embedded database: its messages are carried out in its turns. It sees what a session behind a pooler sees that
// lends connections for a transaction: what it sets outside of one lasts until the next connection's turn.

import type { Socket } from 'node:net';
import type { Turn, Turns } from './turns.ts';
import { type ClientMessage, closeStatement, fatal, simpleQuery, stateAfter, sync } from './wire-messages.ts';
import { readMessages, statementOf, withOwnStatement, withoutCopyIn } from './wire-messages.ts';
import { letIn, type Door } from './wire-door.ts';

export interface Shared extends Door {
  readonly execute: (message: Uint8Array) => Promise<Uint8Array>;
  readonly turns: Turns;
}

// As PostgreSQL's idle_in_transaction_session_timeout: whoever waits behind it must come to their turn.
const idleInTransactionMs = 30_000;

// What makes the session as good as new: settings, and the counts of changed rows, which would be kept for a second.
const asNew = ['reset all', 'select pg_stat_force_next_flush()'];

/** Serves it to its end. Throws what its socket throws. */
export async function serveSession(socket: Socket, id: number, shared: Shared): Promise<void> {
  const messages = readMessages(socket);
  if (!(await letIn(messages, socket, id, shared))) {
    socket.destroySoon();
    return;
  }
  const session = createSession(id, shared);
  const cut = (): void => {
    socket.write(fatal('25P03', 'terminating connection due to idle-in-transaction timeout'));
    socket.destroySoon();
  };
  try {
    for await (const message of messages) {
      if (message.type === 'X') break;
      const answer = await session.carryOut(message);
      socket.write(answer);
      socket.setTimeout(session.hasTurn() ? idleInTransactionMs : 0);
      socket.removeAllListeners('timeout').once('timeout', cut);
    }
  } finally {
    await session.end();
    socket.destroySoon();
  }
}

interface Session {
  readonly carryOut: (message: ClientMessage) => Promise<Uint8Array>;
  readonly hasTurn: () => boolean;
  /** Takes back an open transaction and forgets its statements. */
  readonly end: () => Promise<void>;
}

function createSession(id: number, { execute, turns }: Shared): Session {
  const prefix = `c${id}_`;
  const named = new Set<string>();
  let turn: Turn | undefined;

  async function begin(): Promise<Turn> {
    const begun = await turns.take(id);
    if (begun.isFresh) for (const sql of asNew) await execute(simpleQuery(sql));
    return begun;
  }

  return {
    carryOut: async (message) => {
      turn ??= await begin();
      const statement = statementOf(message);
      if (message.type === 'P' && statement !== undefined) named.add(prefix + statement);
      const answer = await execute(withOwnStatement(withoutCopyIn(message), prefix));
      if (stateAfter(answer) === 'I') {
        turn.end();
        turn = undefined;
      }
      return answer;
    },
    hasTurn: () => turn !== undefined,
    end: async () => {
      if (turn === undefined && named.size === 0) return;
      const last = turn ?? (await begin());
      await execute(sync);
      await execute(simpleQuery('rollback'));
      for (const name of named) await execute(closeStatement(name));
      await execute(sync);
      last.end();
    },
  };
}
