// What the state of the queue means to people: which kind of work waits, and for how long.

import { formatDistanceStrict } from 'date-fns';
import type { QueueState } from '../queue/queue-state.ts';
import type { Finding } from './finding.ts';

/** What waits, by queue: queues are named for programs. */
const works: Readonly<Record<string, string>> = {
  request: 'request from Slack',
  advance: 'run',
  post: 'message to Slack',
  evidence: 'look at a target',
  check: 'check',
  task: 'thing to do for an incident',
  update: 'promised update',
  remind: 'reminder',
};

/** Longer than a process needs to be missed, and its jobs to be taken over. */
const lateMs = 60_000;

export function judgeQueue({ waiting, givenUp, requests }: QueueState): Finding[] {
  const part = 'queue';
  const late = waiting.filter(({ waitedMs }) => waitedMs >= lateMs);
  const [oldest] = waiting;
  const findings = late.map(({ name, jobs, waitedMs }): Finding => ({
    part,
    state: 'warning',
    say: `The oldest ${works[name] ?? name} has waited for ${inWords(waitedMs)} (${jobs} of the kind). See whether the database or Slack is slow; another replica helps when this one is busy.`,
  }));
  if (requests.count > 0 && requests.waitedMs >= lateMs)
    findings.push({
      part,
      state: 'warning',
      say: `${requests.count} ${requests.count === 1 ? 'request' : 'requests'} from Slack ${requests.count === 1 ? 'is' : 'are'} taken and not carried out, the oldest ${inWords(requests.waitedMs)} ago. See the log for "a request broke off".`,
    });
  if (findings.length === 0)
    findings.push({
      part,
      state: 'ok',
      say:
        oldest === undefined
          ? 'Nothing waits.'
          : `Nothing waits long: the oldest ${works[oldest.name] ?? oldest.name} for ${inWords(oldest.waitedMs)}.`,
    });
  if (givenUp.length > 0)
    findings.push({
      part,
      state: 'warning',
      say: `Given up after all their tries: ${givenUp.map(({ name, jobs }) => `${jobs} × ${works[name] ?? name}`).join(', ')}. See the log for "a job failed".`,
    });
  return findings;
}

function inWords(ms: number): string {
  return formatDistanceStrict(0, ms);
}
