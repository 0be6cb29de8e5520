// A TCP proxy before PostgreSQL that reads the statements passing by, so that a test can end the bot at an exact statement, or take
// the database away. Once a trap has sprung, nothing more passes on its connection: not even what arrived together with it.

import { EventEmitter, once } from 'node:events';
import net from 'node:net';
import { messageReader, statementReader, textOf, type PostgresMessage } from './postgres-messages.ts';

export interface DatabaseProxy {
  /** The database's address, through the proxy. */
  readonly url: string;
  /** Calls `act`, once, when a statement with these words is sent; PostgreSQL never sees it. */
  before(words: string, act: () => void): void;
  /** Calls `act`, once, when such a statement is committed; the bot never hears of it. */
  afterCommit(words: string, act: () => void): void;
  /** Cuts what is open, as a restart of PostgreSQL does, and what comes. */
  close(): void;
  /** Resolves when somebody has found it closed. */
  knocked(): Promise<void>;
  /** Takes connections and statements and answers none, like a network that swallows packets. */
  stall(): void;
  /** Ends `close` and `stall`; what was sent during a stall then arrives. */
  open(): void;
  stop(): Promise<void>;
}

interface Trap {
  readonly words: string;
  readonly moment: 'before' | 'committed';
  readonly act: () => void;
}

interface Line {
  readonly bot: net.Socket;
  readonly database: net.Socket;
  /** What was asked and is not committed yet. */
  asked: string[];
  isHeld: boolean;
}

interface State {
  readonly lines: Set<Line>;
  trap: Trap | undefined;
  door: 'open' | 'stalled' | 'closed';
}

export async function startDatabaseProxy(url: string): Promise<DatabaseProxy> {
  const target = new URL(url);
  const state: State = { lines: new Set(), trap: undefined, door: 'open' };
  const knocks = new EventEmitter();
  const server = net.createServer((bot) => {
    if (state.door === 'closed') {
      bot.destroy();
      knocks.emit('knock');
      return;
    }
    const database = net.connect(Number(target.port), target.hostname);
    const line: Line = { bot, database, asked: [], isHeld: false };
    state.lines.add(line);
    join(state, line);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.');
  const own = new URL(url);
  own.host = `127.0.0.1:${address.port}`;
  const close = (): void => {
    state.door = 'closed';
    for (const line of state.lines) hangUp(state, line);
  };
  return {
    url: own.href,
    before: (words, act) => void (state.trap = { words, moment: 'before', act }),
    afterCommit: (words, act) => void (state.trap = { words, moment: 'committed', act }),
    close,
    knocked: async () => void (await once(knocks, 'knock')),
    stall: () => {
      state.door = 'stalled';
      for (const line of state.lines) line.bot.pause();
    },
    open: () => {
      state.door = 'open';
      for (const line of state.lines) line.bot.resume();
    },
    stop: async () => {
      close();
      server.close();
      await once(server, 'close');
    },
  };
}

function join(state: State, line: Line): void {
  const { bot, database } = line;
  const askedBy = messageReader('bot');
  const saidBy = messageReader('database');
  const statementOf = statementReader();
  bot.on('data', (chunk: Buffer) => {
    for (const message of askedBy(chunk)) hear(state, line, statementOf(message));
    if (!line.isHeld) database.write(chunk);
  });
  database.on('data', (chunk: Buffer) => {
    for (const message of saidBy(chunk)) answered(state, line, message);
    if (!line.isHeld) bot.write(chunk);
  });
  for (const socket of [bot, database]) {
    socket.on('error', () => hangUp(state, line));
    socket.on('close', () => hangUp(state, line));
  }
  if (state.door === 'stalled') bot.pause();
}

function hear(state: State, line: Line, statement: string | undefined): void {
  if (statement === undefined) return;
  line.asked.push(statement);
  if (state.trap?.moment === 'before' && statement.includes(state.trap.words)) spring(state, line, state.trap);
}

/** Ready for the next query and idle: what was asked since is committed, unless it failed or was rolled back. */
function answered(state: State, line: Line, { kind, body }: PostgresMessage): void {
  if (kind === 'E' || (kind === 'C' && textOf(body) === 'ROLLBACK')) line.asked = [];
  if (kind !== 'Z' || body.toString('latin1') !== 'I') return;
  const { asked } = line;
  line.asked = [];
  const { trap } = state;
  if (trap?.moment === 'committed' && asked.some((each) => each.includes(trap.words))) spring(state, line, trap);
}

function spring(state: State, line: Line, trap: Trap): void {
  state.trap = undefined;
  line.isHeld = true;
  trap.act();
}

function hangUp(state: State, line: Line): void {
  state.lines.delete(line);
  line.bot.destroy();
  line.database.destroy();
}
