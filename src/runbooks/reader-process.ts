// One process that reads pages, as the process that answers people sees it. Only a process can be given up: memory that runs out in a
// thread takes the whole program with it. The page that it was busy with when it ended is refused; the others are handed back.

import { fork, type ChildProcess } from 'node:child_process';
import { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import v8 from 'node:v8';
import { CannotStart } from '../errors.ts';
import { patience } from './patience.ts';
import { type Reading, refusedPage, tooSlow } from './reading.ts';

export interface ReaderLimits {
  /** How long one page may take, in milliseconds. */
  readonly pageMs: number;
  /** How much memory the work on one page may take, in MB. */
  readonly memoryMb: number;
}

export interface Job {
  readonly file: string;
  readonly done: (reading: Reading) => void;
  readonly failed: (why: Error) => void;
}

export interface ReaderProcess {
  /** How many pages it was handed and has not answered. */
  readonly busyWith: number;
  hand(job: Job): void;
  stop(): void;
}

export interface Listener {
  /** It has answered for a page. */
  free(): void;
  /** It has ended, and somebody else has to read these pages. `why` says that none of its kind can work. */
  gone(left: readonly Job[], why?: Error): void;
}

const startLimitMs = 60_000;

export function startReaderProcess(limits: ReaderLimits, listener: Listener): ReaderProcess {
  const child = start(limits);
  const held: Job[] = [];
  let state: 'starting' | 'ready' | 'late' | 'stopped' = 'starting';
  let timer: NodeJS.Timeout | undefined;

  // The usual limit holds inside. This one is for what cannot be stopped from there, such as a disk that does not answer.
  const watch = (): void => {
    clearTimeout(timer);
    if (held.length === 0) return;
    const expire = (): void => {
      if (state === 'ready') state = 'late';
      child.kill('SIGKILL');
    };
    // After a pause of this process, what has arrived meanwhile is read first.
    const due = (): void => void setImmediate(() => timer === mine && held.length > 0 && expire());
    const mine = setTimeout(due, state === 'starting' ? startLimitMs : 2 * limits.pageMs * patience());
    timer = mine;
  };
  child.on('message', (message) => {
    if (message === 'ready') state = 'ready';
    const isAnswer = Buffer.isBuffer(message);
    if (isAnswer) held.shift()?.done(readingOf(message));
    watch();
    if (isAnswer) listener.free();
  });
  whenGone(child, (how, said) => {
    clearTimeout(timer);
    if (state === 'starting') return listener.gone(held.splice(0), whyNot(how, said));
    // It ends by itself between two pages when a parser was cut off in its work.
    const [busyWith] = state === 'stopped' || how === 'exit code 0' ? [] : held.splice(0, 1);
    busyWith?.done(blame(busyWith.file, how, state === 'late' ? limits.pageMs : undefined));
    listener.gone(held.splice(0));
  });
  return {
    get busyWith() {
      return held.length;
    },
    hand: (job) => {
      held.push(job);
      // Where it has ended meanwhile, the page is handed back.
      child.send(job.file, () => undefined);
      if (held.length === 1) watch();
    },
    stop: () => {
      if (state !== 'starting') state = 'stopped';
      child.kill('SIGKILL');
    },
  };
}

function start({ pageMs, memoryMb }: ReaderLimits): ChildProcess {
  const isSource = import.meta.url.endsWith('.ts');
  const program = new URL(isSource ? './read-pages.ts' : './read-pages.js', import.meta.url);
  const child = fork(fileURLToPath(program), [String(pageMs)], {
    // Only the quick compiler for the parsers' WebAssembly: the thorough one takes 60 MB and seconds, and gives neither back.
    execArgv: [
      `--max-old-space-size=${memoryMb}`,
      '--liftoff-only',
      // Collected by the thread that works: the threads that help it cost a seventh more, and there are two of these processes.
      '--single-threaded-gc',
      // All of it is looked through only once what is kept has doubled: little of a page is kept. The limit above still holds.
      '--heap-growing-percent=100',
      ...(isSource ? ['--import', import.meta.resolve('tsx')] : []),
    ],
    // No secret is within reach of a page.
    env: {},
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  // An idle one keeps nobody from ending; one that works is waited for by its timer.
  child.unref();
  child.channel?.unref();
  if (child.stderr instanceof Socket) child.stderr.unref();
  return child;
}

/** Calls once it has ended, or could not be started, and all that it said has arrived. */
function whenGone(child: ChildProcess, act: (how: string, said: string) => void): void {
  let said = '';
  let how: string | undefined;
  let isSilent = false;
  const look = (): void => {
    if (how !== undefined && isSilent) act(how, said);
  };
  child.stderr?.on('data', (text) => (said = `${said}${String(text)}`.slice(-2000)));
  child.once('exit', (code, signal) => {
    how = signal ?? `exit code ${code}`;
    look();
  });
  child.once('disconnect', () => {
    isSilent = true;
    look();
  });
  child.once('error', (error) => {
    if (child.pid !== undefined) return;
    how = error.message;
    isSilent = true;
    look();
  });
}

function whyNot(how: string, said: string): CannotStart {
  const more = said === '' ? '' : `: ${said.trim()}`;
  return new CannotStart(`The process that reads runbooks does not start (${how})${more}. Mend that and try again.`);
}

function blame(file: string, how: string, lateMs: number | undefined): Reading {
  if (lateMs !== undefined) return tooSlow(file, lateMs);
  // V8 aborts when memory runs out; the system kills.
  if (how === 'SIGABRT' || how === 'SIGKILL')
    return refusedPage(file, 'The page takes too much memory to read', 'Split it into several pages.');
  const say = `Opsbook fails at this page: the process that read it ended with ${how}`;
  return refusedPage(file, say, 'This is a fault of Opsbook. Report it together with the page.');
}

function readingOf(bytes: Buffer): Reading {
  const reading: unknown = v8.deserialize(bytes);
  if (isReading(reading)) return reading;
  throw new Error('The process that reads runbooks answered with something else.');
}

/** Made by this same program, so its shape is not looked at in depth. */
function isReading(value: unknown): value is Reading {
  return typeof value === 'object' && value !== null && 'parsed' in value && 'digest' in value;
}
