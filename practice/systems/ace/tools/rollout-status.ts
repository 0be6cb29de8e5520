// `kubectl rollout status`: waits until the process that was begun serves, or says why not.

import { type Answer, failed } from '../../../kit/answer.ts';
import type { Flags } from '../../../kit/command.ts';
import type { Call } from '../../../kit/tool.ts';
import type { World } from '../world.ts';

const unitMs = { s: 1_000, m: 60_000, h: 3_600_000 } as const;

/** `90s`, `2m` or `1h`, as kubectl reads them. */
function durationMs(text: string): number | undefined {
  const [, digits, unit] = /^(\d{1,5})([smh])$/.exec(text) ?? [];
  return unit === 's' || unit === 'm' || unit === 'h' ? Number(digits) * unitMs[unit] : undefined;
}

export async function rolloutStatus({ deployment }: World, flags: Flags, { signal }: Call): Promise<Answer> {
  // kubectl gives up by itself when a rollout makes no progress for ten minutes.
  // https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#progress-deadline-seconds
  const timeout = flags['timeout'] ?? '10m';
  const withinMs = durationMs(timeout);
  if (withinMs === undefined) return failed(`invalid argument "${timeout}" for "--timeout": write it like 90s or 2m`);
  const waiting =
    deployment.phase() === 'running'
      ? ''
      : 'Waiting for deployment "ace-app" rollout to finish: 0 of 1 updated replicas are available...\n';
  const inTime = await happensWithin(deployment.settled(), withinMs, signal);
  if (inTime && deployment.phase() === 'running') {
    return { exit: 0, stdout: `${waiting}deployment "ace-app" successfully rolled out\n`, stderr: '' };
  }
  const say = inTime
    ? 'error: deployment "ace-app" exceeded its progress deadline'
    : 'error: timed out waiting for the condition';
  return { exit: 1, stdout: waiting, stderr: `${say}\n` };
}

function happensWithin(event: Promise<void>, withinMs: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const giveUp = (): void => end(false);
    const timer = setTimeout(giveUp, withinMs);
    function end(happened: boolean): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
      resolve(happened);
    }
    signal.addEventListener('abort', giveUp);
    void event.then(() => end(true));
  });
}
