// The `sh` step kind: a script run by `bash -euo pipefail` in a process group, a folder and an environment of its own, here or over SSH.
// If Opsbook itself is killed, the script goes on without its time limit until it ends or next prints (nobody reads, so the
// system ends it): the attempt is in doubt. Its temporary folder stays for the machine's own cleaning.

import { chmod, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PlannedShellStep, PlannedTarget } from '../runbooks/planned.ts';
import { reasonOf } from '../errors.ts';
import { startLimit } from './limit.ts';
import type { Limit } from './limit.ts';
import { createOutputCollector } from './output.ts';
import type { OutputCollector } from './output.ts';
import { runGroup } from './process-group.ts';
import type { GroupEnd } from './process-group.ts';
import { seenOf } from './seen.ts';
import { handedOver, shellEnvironment } from './shell-environment.ts';
import { shellFacts } from './shell-facts.ts';
import { limitLines, mostProcesses } from './shell-limits.ts';
import { runOverSsh } from './ssh.ts';
import type { StepContext, StepKind, StepOutcome } from './step-kind.ts';

type ShellTarget = Extract<PlannedTarget, { kind: 'shell' }>;

export const shellKind: StepKind<PlannedShellStep> = {
  kind: 'sh',
  run: (step, context) => runScript(step, step.script, context),
  /** Exit code 0 of `verify`: it happened; 1: it did not; anything else tells nothing. */
  async probe(step, context) {
    if (step.verify === undefined) return undefined;
    const outcome = await runScript(step, step.verify, context);
    if (outcome.kind !== 'answered') return undefined;
    if (outcome.facts.exit === 0) return true;
    return outcome.facts.exit === 1 ? false : undefined;
  },
  async preview(step, context) {
    if (step.risk === 'read')
      return seenOf(await runScript(step, step.script, context), ({ exit }, text) => ({
        headline: `exit code ${exit}`,
        text,
      }));
    const handed = handedOver(step, context.expand);
    if (!handed.ok) return { kind: 'unseen', say: handed.say };
    return { kind: 'none', say: 'what a script does is known only when it runs' };
  },
};

// The script is a file, not an argument: arguments can be read by every user of the machine.
// Handles that Opsbook itself was started with are closed first; no variable is used for it, since one may be a parameter.
const closing = [
  'set -- /dev/fd/*',
  'while [ $# -gt 0 ]; do case "${1##*/}" in [012] | *[!0-9]*) ;; *) eval "exec ${1##*/}>&-" ;; esac; shift; done',
];

async function runScript(step: PlannedShellStep, script: string, context: StepContext): Promise<StepOutcome> {
  const { target } = step;
  if (target.kind === 'shell' && target.host !== 'local') return runOverSsh(step, target, script, context);
  let folder: string;
  try {
    folder = await prepareFolder(script);
  } catch (thrown) {
    return failed(`The script could not be written to ${tmpdir()}: ${reasonOf(thrown)}. Make room or set TMPDIR.`);
  }
  const outcome = await runIn(folder, step, context);
  try {
    await rm(folder, { recursive: true, force: true, maxRetries: 2 });
    return outcome;
  } catch (thrown) {
    const note = `[The step's temporary folder ${folder} could not be removed: ${reasonOf(thrown)}]`;
    return { ...outcome, output: `${outcome.output}\n${note}` };
  }
}

/** A folder that only this user can enter: the script, and an empty `tmp` for the script's own use. */
async function prepareFolder(script: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'opsbook-'));
  await chmod(folder, 0o700);
  await mkdir(join(folder, 'tmp'), { mode: 0o700 });
  await writeFile(scriptIn(folder), script, { mode: 0o600 });
  return folder;
}

function scriptIn(folder: string): string {
  return join(folder, 'script');
}

async function runIn(folder: string, step: PlannedShellStep, context: StepContext): Promise<StepOutcome> {
  const { target } = step;
  if (target.kind !== 'shell') return failed(`Target ${target.name} is not a shell.`);
  const temporary = join(folder, 'tmp');
  const cwd = target.cwd ?? temporary;
  const noFolder = await whyNoFolder(target.name, cwd);
  if (noFolder !== undefined) return failed(noFolder);
  const built = shellEnvironment(step, temporary, context.expand);
  if (!built.ok) return failed(built.say);

  const all = createOutputCollector(context.outputLimit);
  const stdout = createOutputCollector(context.outputLimit);
  const limit = startLimit(step.timeoutMs, context.signal);
  try {
    if (limit.signal.aborted) return failed('It was cancelled before it began.');
    const most = mostProcesses(target);
    const command = {
      file: 'bash',
      args: ['-c', startLines(target), scriptIn(folder)],
      cwd,
      environment: built.environment,
      onStderr: all.add,
      onStdout: (chunk: Uint8Array) => {
        all.add(chunk);
        stdout.add(chunk);
      },
      // The folder is this step's alone.
      mark: `TMPDIR=${temporary}`,
      processes: { most, tooMany: () => limit.stop(`Stopped because it had more than ${most} processes at once`) },
    };
    const end = await runGroup(command, limit.signal);
    // Without the random folder the same failure reads the same each time: "script: line 3: …".
    const output = all.text().replaceAll(scriptIn(folder), 'script');
    return outcomeOf(end, limit, output, stdout);
  } finally {
    limit.release();
  }
}

function startLines(target: ShellTarget): string {
  return [...limitLines(target), ...closing, 'exec bash -euo pipefail -- "$0"'].join('\n');
}

async function whyNoFolder(target: string, cwd: string): Promise<string | undefined> {
  try {
    if ((await stat(cwd)).isDirectory()) return undefined;
    return `${cwd} is no folder, so the script was not started. Correct the cwd of target ${target}.`;
  } catch (thrown) {
    const why = `The folder ${cwd} of target ${target} cannot be used (${reasonOf(thrown)})`;
    return `${why}, so the script was not started. Create it or correct the target's cwd.`;
  }
}

function outcomeOf(end: GroupEnd, limit: Limit, output: string, stdout: OutputCollector): StepOutcome {
  if (end.kind === 'not started') return failed(whyNotStarted(end.error));
  const still = end.stillRunning ? ' A process of it could not be stopped and may still be running.' : '';
  if (end.cut || end.exit === null) {
    const why = (end.cut ? limit.stopped() : undefined) ?? whatEnded(end.signal);
    return { kind: 'unknown', say: `${why}; it may have done part of its work.${still}`, output };
  }
  const note = end.leftBehind ? '\n[Processes that the script left running were stopped when it ended.]' : '';
  return {
    kind: 'answered',
    facts: shellFacts(end.exit, stdout),
    output: `${output}${note}${still}`,
    accepted: end.exit === 0,
  };
}

function whatEnded(signal: string | null): string {
  if (signal === 'SIGXFSZ') return 'Ended by SIGXFSZ, since a file grew beyond its limit';
  return `Ended by ${signal ?? 'a signal'}`;
}

function whyNotStarted(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'bash was not found, so the script was not started. Install it or correct PATH.';
  if (code === 'E2BIG')
    return 'The parameters are together longer than the system passes to a script, so it was not started. Shorten them.';
  return `The script could not be started: ${reasonOf(error)}.`;
}

function failed(say: string): StepOutcome {
  return { kind: 'failed', say, output: '' };
}
