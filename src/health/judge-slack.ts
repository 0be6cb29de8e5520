// What the state of the ways to and from Slack means: whether people are heard, and whether they can be answered.

import { formatDistanceStrict } from 'date-fns';
import type { SlackFacts } from './facts.ts';
import type { Finding } from './finding.ts';

const part = 'slack';
const limitedLatelyMs = 60_000;

export function judgeSlack(facts: SlackFacts, now: Date): Finding[] {
  return [judgeConnections(facts, now), ...judgeCalls(facts, now)];
}

function judgeConnections({ mode, connections: { open, wanted }, heardAt }: SlackFacts, now: Date): Finding {
  const heard = heardAt === undefined ? 'nothing has come in yet' : `the last thing came in ${ago(heardAt, now)}`;
  if (mode === 'http')
    return open > 0
      ? { part, state: 'ok', say: `Opsbook listens for Slack; ${heard}.` }
      : { part, state: 'bad', say: 'Opsbook does not listen for Slack. Start it again.' };
  if (open === 0) {
    const say = `Slack cannot reach this process: none of its ${wanted} connections is open. They are being made again; see the network and slack-status.com.`;
    return { part, state: 'bad', say };
  }
  if (open < wanted) {
    const say = `${open} of ${wanted} connections to Slack is open, which is enough; the other is being made again. If it stays so, see the network.`;
    return { part, state: 'warning', say };
  }
  return { part, state: 'ok', say: `All ${wanted} connections to Slack are open; ${heard}.` };
}

function judgeCalls({ trouble, limited }: SlackFacts, now: Date): Finding[] {
  const findings: Finding[] = [];
  if (trouble?.isBarred === true) {
    const say = `Slack has refused the bot token since ${clock(trouble.since)} (${trouble.say}). What is to be posted is kept. Install the app again, set SLACK_BOT_TOKEN to the new token and restart Opsbook.`;
    findings.push({ part, state: 'bad', say });
  } else if (trouble !== undefined) {
    const say = `No call of Slack has gone well since ${clock(trouble.since)}: ${trouble.say}. What is to be posted is kept and tried again; see slack-status.com.`;
    findings.push({ part, state: 'warning', say });
  }
  if (limited !== undefined && now.getTime() - limited.at.getTime() < limitedLatelyMs) {
    const say = `Slack asked for fewer calls ${ago(limited.at, now)} (429 for ${limited.method}). Posts wait as long as it says; nothing has to be done.`;
    findings.push({ part, state: 'warning', say });
  }
  return findings;
}

function ago(at: Date, now: Date): string {
  return now.getTime() - at.getTime() < 1_000 ? 'just now' : formatDistanceStrict(at, now, { addSuffix: true });
}

function clock(at: Date): string {
  return `${at.toISOString().slice(11, 16)} UTC`;
}
