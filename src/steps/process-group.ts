// Runs one program as the leader of its own session and waits until its whole process group is gone, the descendants that hold
// its output or that made a session of their own included. Nothing of Opsbook's is inherited: stdin is empty, or what `input` writes,
// and every other handle is closed.

import type { ChildProcess } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { execa } from 'execa';
import { endFamily, type Family } from './family.ts';
import { isGroupAlive, signalGroup } from './group-alive.ts';
import { watchProcesses } from './process-watch.ts';

export interface GroupCommand {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly onStdout: (chunk: Uint8Array) => void;
  readonly onStderr: (chunk: Uint8Array) => void;
  /** Gets the program's standard input as soon as it has started; it stays open until the program ends. */
  readonly input?: (stdin: Writable) => void;
  /** `NAME=value`: what its descendants are known by when they leave its group. */
  readonly mark?: string;
  /** All of them are ended when there are more. */
  readonly processes?: { readonly most: number; readonly tooMany: () => void };
}

export type GroupEnd =
  /** Nothing was started; `error` is the system's reason. */
  | { readonly kind: 'not started'; readonly error: unknown }
  | {
      readonly kind: 'ended';
      /** Null when a signal ended it. */
      readonly exit: number | null;
      readonly signal: string | null;
      /** The stop came before the program had ended by itself. */
      readonly cut: boolean;
      /** Descendants outlived the program and were stopped. */
      readonly leftBehind: boolean;
      /** Even SIGKILL did not end the group (another user's process, or one stuck in the kernel). */
      readonly stillRunning: boolean;
    };

// Long enough for `trap … EXIT` and for a `>(…)` that flushes; short enough for a shutdown to wait.
const settleMs = 2_000;
const afterTermMs = 3_000;
const afterKillMs = 2_000;
const drainMs = 2_000;
const lookEveryMs = 25;

const options = {
  extendEnv: false,
  buffer: false,
  encoding: 'buffer',
  detached: true,
  // Ending the group is done here, and a shutdown of Opsbook aborts `stop`.
  cleanup: false,
  reject: false,
} as const;

interface Child extends Pick<ChildProcess, 'exitCode' | 'signalCode' | 'once'> {
  readonly stdout: Readable;
  readonly stderr: Readable;
}

/** When `stop` aborts, the group gets SIGTERM, and SIGKILL three seconds later. */
export async function runGroup(command: GroupCommand, stop: AbortSignal): Promise<GroupEnd> {
  const stdin = command.input === undefined ? 'ignore' : 'pipe';
  const child = execa(command.file, command.args, { ...options, stdin, cwd: command.cwd, env: command.environment });
  if (child.pid === undefined) return { kind: 'not started', error: (await child).cause };
  // A program that ends without having read everything is no fault of ours.
  child.stdin?.on('error', () => undefined);
  if (child.stdin) command.input?.(child.stdin);
  const drained = Promise.all([read(child.stdout, command.onStdout), read(child.stderr, command.onStderr)]);
  const family = { group: child.pid, mark: command.mark };
  const over = new AbortController();
  const { processes } = command;
  const watched = processes && watchProcesses(family, processes.most, processes.tooMany, over.signal);
  try {
    return await watch(child, family, drained, stop);
  } finally {
    over.abort();
    await watched;
  }
}

interface ChildEnd {
  readonly exit: number | null;
  readonly signal: string | null;
}

async function watch(child: Child, family: Family, drained: Promise<unknown>, stop: AbortSignal): Promise<GroupEnd> {
  const { group } = family;
  const ended = endOf(child);
  await Promise.race([ended, aborted(stop)]);
  const cut = !isOver(child);
  const groupStayed = !(await untilGone(group, settleMs, stop));
  if (groupStayed) await endGroup(group);
  const others = await endFamily(family, { settleMs, afterTermMs, afterKillMs }, stop);
  const leftBehind = groupStayed || others !== 'nobody left';
  await Promise.race([Promise.all([ended, drained]), delay(drainMs, undefined, { ref: false })]);
  // A descendant that is not known any more may hold the pipes for ever.
  child.stdout.destroy();
  child.stderr.destroy();
  const stillRunning = others === 'still running' || (groupStayed && (await isGroupAlive(group)));
  const { exit, signal } = stillRunning && !isOver(child) ? { exit: null, signal: null } : await ended;
  return { kind: 'ended', exit, signal, cut, leftBehind, stillRunning };
}

function isOver(child: Child): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

function endOf(child: Child): Promise<ChildEnd> {
  return new Promise((resolve) => {
    child.once('exit', (exit, signal) => resolve({ exit, signal }));
  });
}

function read(stream: Readable, take: (chunk: Uint8Array) => void): Promise<void> {
  return new Promise((resolve) => {
    stream.on('data', (chunk: Uint8Array) => take(chunk));
    stream.on('error', () => resolve());
    stream.once('close', () => resolve());
  });
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

async function endGroup(group: number): Promise<void> {
  signalGroup(group, 'SIGTERM');
  if (await untilGone(group, afterTermMs)) return;
  signalGroup(group, 'SIGKILL');
  await untilGone(group, afterKillMs);
}

// The kernel tells nobody when a group is empty, so it has to be looked at. True when it is.
async function untilGone(group: number, withinMs: number, stop?: AbortSignal): Promise<boolean> {
  const end = performance.now() + withinMs;
  while (await isGroupAlive(group)) {
    if (performance.now() >= end || stop?.aborted === true) return false;
    await delay(lookEveryMs);
  }
  return true;
}
