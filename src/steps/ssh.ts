// A script on another machine, by the OpenSSH client: no questions, a host key that is known already, nothing forwarded. The script
// is sent only after the far side's bash has answered, so that a connection that never stood leaves no doubt.
// Options: https://man.openbsd.org/ssh_config

import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import type { PlannedShellStep, PlannedTarget } from '../runbooks/planned.ts';
import { reasonOf } from '../errors.ts';
import { startLimit } from './limit.ts';
import type { Limit } from './limit.ts';
import { createOutputCollector } from './output.ts';
import { runGroup } from './process-group.ts';
import type { GroupEnd } from './process-group.ts';
import { handedOver, sshEnvironment } from './shell-environment.ts';
import { shellFacts } from './shell-facts.ts';
import { limitLines } from './shell-limits.ts';
import { asScriptLines, askReady, farScript, marksOf } from './ssh-script.ts';
import type { Marks } from './ssh-script.ts';
import { whyNoConnection } from './ssh-trouble.ts';
import type { StepContext, StepOutcome } from './step-kind.ts';

type ShellTarget = Extract<PlannedTarget, { kind: 'shell' }>;

/** Runs `script` on the step's target, which must be an address of ssh. */
export async function runOverSsh(
  step: PlannedShellStep,
  target: ShellTarget,
  script: string,
  context: StepContext,
): Promise<StepOutcome> {
  const handed = handedOver(step, context.expand);
  if (!handed.ok) return failed(handed.say);
  const marks = marksOf(randomBytes(8).toString('hex'));
  const { cwd } = target;
  const whole = farScript({ script, cwd, environment: handed.environment, limits: limitLines(target), marks });
  const all = createOutputCollector(context.outputLimit);
  const stdout = createOutputCollector(context.outputLimit);
  const heard = listen(marks);
  const limit = startLimit(step.timeoutMs, context.signal);
  try {
    if (limit.signal.aborted) return failed('It was cancelled before it began.');
    let send = (): void => undefined;
    const command = {
      file: 'ssh',
      args: argumentsFor(target),
      cwd: tmpdir(),
      environment: sshEnvironment(context.expand),
      input: (stdin: NodeJS.WritableStream) => {
        stdin.write(askReady(marks));
        send = () => stdin.write(whole.text);
      },
      onStdout: (chunk: Uint8Array) => {
        all.add(chunk);
        stdout.add(chunk);
      },
      onStderr: (chunk: Uint8Array) => {
        all.add(chunk);
        if (heard.takes(chunk) === 'ready') send();
      },
    };
    const end = await runGroup(command, limit.signal);
    const output = asScriptLines(withoutMarks(all.text(), marks), whole);
    const state = heard.state();
    if (end.kind === 'not started') return failed(whyNotStarted(end.error));
    if (state.exit !== undefined && !(end.cut && limit.stopped() !== undefined)) {
      const facts = shellFacts(state.exit, stdout);
      return { kind: 'answered', facts, output, accepted: state.exit === 0 };
    }
    return notEnded(target, end, state, limit, output);
  } finally {
    limit.release();
  }
}

// The first value counts, so none of these can be changed by a configuration file of the user or of the machine.
const always = [
  // What older clients do not know, their configuration files cannot say either.
  'IgnoreUnknown=KnownHostsCommand,SessionType,ForkAfterAuthentication',
  'BatchMode=yes',
  'StrictHostKeyChecking=yes',
  // A name server is nobody who may vouch for a host.
  'VerifyHostKeyDNS=no',
  'UpdateHostKeys=no',
  'ForwardAgent=no',
  'ForwardX11=no',
  'GSSAPIDelegateCredentials=no',
  'AddKeysToAgent=no',
  'ClearAllForwardings=yes',
  'Tunnel=no',
  'PermitLocalCommand=no',
  'RemoteCommand=none',
  'SessionType=default',
  'ForkAfterAuthentication=no',
  'EscapeChar=none',
  'ControlMaster=no',
  'ControlPath=none',
  'ConnectTimeout=20',
  'ServerAliveInterval=15',
  'ServerAliveCountMax=3',
  'LogLevel=ERROR',
];

/** What ssh is called with; nothing of a step is in it. */
function argumentsFor({ host, knownHosts }: ShellTarget): string[] {
  const url = new URL(host);
  const options = [
    ...always,
    ...(knownHosts === undefined
      ? []
      : [
          `UserKnownHostsFile="${knownHosts.replaceAll('%', '%%')}"`,
          'GlobalKnownHostsFile=/dev/null',
          'KnownHostsCommand=none',
        ]),
  ];
  return [
    '-T',
    ...options.flatMap((option) => ['-o', option]),
    ...(url.username === '' ? [] : ['-l', url.username]),
    ...(url.port === '' ? [] : ['-p', url.port]),
    '--',
    url.hostname.replace(/^\[(.*)\]$/, '$1'),
    'bash --norc -euo pipefail -s',
  ];
}

interface Heard {
  readonly isReady: boolean;
  readonly hasBegun: boolean;
  /** The script's exit code, once it has come to its end. */
  readonly exit: number | undefined;
}

// A mark may come in pieces; this much of what came before is looked at again.
const lookedAtAgain = 200;

/** Finds the marks in what comes in on standard error. */
function listen(marks: Marks): { takes(chunk: Uint8Array): 'ready' | undefined; state(): Heard } {
  let tail = '';
  let isReady = false;
  let hasBegun = false;
  let exit: number | undefined;
  return {
    takes: (chunk) => {
      const text = tail + Buffer.from(chunk).toString('latin1');
      tail = text.slice(-lookedAtAgain);
      const isNews = !isReady && text.includes(marks.ready);
      isReady ||= isNews;
      hasBegun ||= text.includes(marks.begun);
      const ended = new RegExp(`${marks.ended} (\\d+)\\n`).exec(text);
      if (ended !== null) exit = Number(ended[1]);
      return isNews ? 'ready' : undefined;
    },
    state: () => ({ isReady, hasBegun, exit }),
  };
}

function withoutMarks(output: string, { ready, begun, ended }: Marks): string {
  return output.replace(new RegExp(`(?:${ready}|${begun}|${ended} \\d+)\\n`, 'g'), '');
}

/** ssh's own code when something is wrong with the connection: https://man.openbsd.org/ssh#EXIT_STATUS */
const sshFailed = 255;

/** The script's end has not been heard of. */
function notEnded(
  { name, host }: ShellTarget,
  end: Extract<GroupEnd, { kind: 'ended' }>,
  { isReady, hasBegun }: Heard,
  limit: Limit,
  output: string,
): StepOutcome {
  const place = `${name} (${host})`;
  const stopped = end.cut ? limit.stopped() : undefined;
  const hasFailed = end.exit === sshFailed || end.exit === null;
  const code = `exit code ${end.exit}`;
  if (!isReady) {
    const nothing = (why: string): StepOutcome => ({ kind: 'failed', say: `${why}. Nothing was begun.`, output });
    if (stopped !== undefined) return nothing(`${place} could not be reached: no connection stood yet. ${stopped}`);
    if (hasFailed) return nothing(`${place} could not be reached: ${whyNoConnection(output, host)}`);
    return nothing(`${place} was reached, but its bash did not begin (${code}). Install bash there, or allow it`);
  }
  // Its exit code has come through, so everything that it printed has too: it ended before the script's turn.
  if (!hasBegun && !hasFailed && stopped === undefined) {
    const say = `${place} did not come to the script (${code}). Nothing was begun. Is the target's cwd there?`;
    return { kind: 'failed', say, output };
  }
  const why = stopped ?? `The connection to ${place} was cut`;
  return { kind: 'unknown', say: `${why}; the script may have done part of its work.`, output };
}

function whyNotStarted(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'ssh was not found, so nothing was begun. Install the OpenSSH client or correct PATH.';
  return `ssh could not be started: ${reasonOf(error)}. Nothing was begun.`;
}

function failed(say: string): StepOutcome {
  return { kind: 'failed', say, output: '' };
}
