// The figures of a large folder as lines. Pure.

import type { Acks } from './acks-while-loading.ts';
import type { LoadingRound } from './loading.ts';
import { percentile } from './statistics.ts';

const mostSeconds = 20;
const mostMb = 600;
const mostFindMs = 1000;
/** How long Slack waits: https://docs.slack.dev/interactivity/handling-user-interaction#acknowledgment_response */
const slackWaitsMs = 3000;

export function reportLoading(round: LoadingRound): string[] {
  const { folder, seconds, peak, procedures, fillSeconds, findMs, acks } = round;
  const slowest = Math.max(...acks.reloading.durable, ...acks.reloading.reads);
  const find = percentile(findMs, 0.5);
  return [
    `loading ${folder.pages} pages (${folder.megabytes.toFixed(1)} MB) in a fresh process`,
    `  ${seconds.toFixed(1)} s; at most ${peak.residentMb.toFixed(0)} MB, ${peak.ownMb.toFixed(0)} of them in the process itself`,
    `  (resident memory of all ${peak.processes} processes, looked at ten times a second; what they share counts for each)`,
    `searching ${procedures} procedures, ${round.subject}`,
    `  ${inWords(findMs)}; their words were written in ${fillSeconds.toFixed(1)} s`,
    `acknowledged at 50/s, ${round.subject}`,
    ...lines('nothing else happens', acks.quiet),
    ...lines(`all pages are read again, ${acks.reloadSeconds.toFixed(1)} s`, acks.reloading),
    '',
    target(seconds < mostSeconds, `all pages loaded in less than ${mostSeconds} s: ${seconds.toFixed(1)}`),
    target(peak.residentMb < mostMb, `less than ${mostMb} MB meanwhile: ${peak.residentMb.toFixed(0)}`),
    target(slowest < slackWaitsMs, `no acknowledgement later than Slack waits (3 s): ${(slowest / 1000).toFixed(2)}`),
    target(find < mostFindMs, `a procedure found in well under a second, p50: ${(find / 1000).toFixed(3)}`),
  ];
}

function lines(title: string, { durable, reads }: Acks): string[] {
  return [`  ${title}`, `    written down first  ${inWords(durable)}`, `    reads               ${inWords(reads)}`];
}

function inWords(ms: readonly number[]): string {
  const at = (share: number): string => percentile(ms, share).toFixed(1);
  return `p50 ${at(0.5)}, p99 ${at(0.99)}, most ${at(1)} ms`;
}

function target(isMet: boolean, what: string): string {
  return `${isMet ? 'met    ' : 'not met'}: ${what}`;
}
