// Where the practice application keeps its sessions: SQLite, or PostgreSQL after the move.

import * as z from 'zod/mini';
import { complaintOf, inDatabase } from './database.ts';

export interface Store {
  /** Throws with what is wrong. */
  readonly examine: () => Promise<void>;
  readonly messagesOf: (session: string) => Promise<number>;
  readonly add: (session: string, question: string, answer: string) => Promise<void>;
  /** False when there is no such session. */
  readonly remove: (session: string) => Promise<boolean>;
}

export function sqliteStore(driver: string, file: string): Store {
  return {
    examine: () =>
      settled(() =>
        inDatabase(driver, file, (connection) => {
          const complaint = complaintOf(connection);
          if (complaint !== undefined) throw new Error(complaint);
        }),
      ),
    messagesOf: (session) =>
      settled(() =>
        inDatabase(driver, file, (connection) => {
          const [row] = connection.all('select count(*) as n from messages where session_id = ?', [session]);
          return Number(row?.['n'] ?? 0);
        }),
      ),
    add: (session, question, answer) =>
      settled(() =>
        inDatabase(driver, file, (connection) => {
          const at = new Date().toISOString();
          connection.run('begin immediate');
          connection.run('insert or ignore into sessions values (?, ?)', [session, at]);
          for (const [role, body] of [
            ['user', question],
            ['assistant', answer],
          ])
            connection.run('insert into messages (session_id, role, body, created_at) values (?, ?, ?, ?)', [
              session,
              role ?? '',
              body ?? '',
              at,
            ]);
          connection.run('commit');
        }),
      ),
    remove: (session) =>
      settled(() =>
        inDatabase(driver, file, (connection) => {
          connection.run('delete from messages where session_id = ?', [session]);
          return connection.run('delete from sessions where id = ?', [session]) > 0;
        }),
      ),
  };
}

/** A throw of the synchronous driver becomes a rejection. */
async function settled<T>(act: () => T): Promise<T> {
  return act();
}

const counted = z.object({ messages: z.number() });

export function postgresStore(url: string): Store {
  const ask = async (path: string, method: string, body?: object): Promise<Response> => {
    const response = await fetch(`${url}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok && response.status !== 404) throw new Error(`PostgreSQL answered ${String(response.status)}`);
    return response;
  };
  return {
    examine: async () => {
      if (!(await ask('/sessions', 'GET')).ok) throw new Error('PostgreSQL has no database aeris_agent');
    },
    messagesOf: async (session) => {
      const response = await ask(`/sessions/${encodeURIComponent(session)}`, 'GET');
      return response.ok ? counted.parse(await response.json()).messages : 0;
    },
    add: async (session) => {
      await ask(`/sessions/${encodeURIComponent(session)}`, 'POST');
    },
    remove: async (session) => (await ask(`/sessions/${encodeURIComponent(session)}`, 'DELETE')).ok,
  };
}
