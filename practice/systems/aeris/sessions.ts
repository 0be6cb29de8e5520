// The practice database: conversations of 60 days, so that a clean-up of 30 days has something to do.

import { createDatabase, type Connection } from './database.ts';

const dayMs = 86_400_000;
export const sessionCount = 120;
const messagesEach = 6;
const cities = ['Kampala', 'Nairobi', 'London', 'Accra', 'Lagos', 'Delhi'];

export const indexStatements = [
  'create index if not exists idx_sessions_created on sessions(created_at)',
  'create index if not exists idx_messages_session on messages(session_id, created_at)',
];

export function makeDatabase(driver: string, file: string, now: Date): void {
  const connection = createDatabase(driver, file);
  try {
    connection.run('create table sessions (id text primary key, created_at text not null)');
    connection.run(
      `create table messages (id integer primary key, session_id text not null references sessions(id), role text not null,
         body text not null, created_at text not null)`,
    );
    for (const statement of indexStatements) connection.run(statement);
    connection.run('begin');
    for (let index = 0; index < sessionCount; index += 1) addSession(connection, index, now);
    connection.run('commit');
  } finally {
    connection.close();
  }
}

function addSession(connection: Connection, index: number, now: Date): void {
  const id = `session-${String(index + 1).padStart(3, '0')}`;
  const at = new Date(now.getTime() - (index / 2) * dayMs - 3_600_000).toISOString();
  connection.run('insert into sessions values (?, ?)', [id, at]);
  const city = cities[index % cities.length] ?? 'London';
  // One long conversation: its context window fills up.
  const messages = index === 3 ? 58 : messagesEach;
  for (let turn = 0; turn < messages; turn += 1) {
    const asks = turn % 2 === 0;
    const body = asks
      ? `How is the air in ${city}?`
      : `The air in ${city} is moderate: PM2.5 is ${String(18 + turn)} ug/m3.`;
    connection.run('insert into messages (session_id, role, body, created_at) values (?, ?, ?, ?)', [
      id,
      asks ? 'user' : 'assistant',
      body,
      at,
    ]);
  }
}
