// The practice services that an incident calls: PagerDuty, a status page, Jira. One server on loopback answers for all three.

import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { claimFolder } from '../../kit/folder.ts';
import type { Fault, PracticeSystem } from '../../kit/system.ts';
import { createJira, type Ticket } from './jira.ts';
import { type Alert, createPagerDuty } from './pagerduty.ts';
import { startServer } from './server.ts';
import { createStatusPage, type PublicIncident } from './statuspage.ts';

export interface IntegrationsState {
  readonly alerts: readonly Alert[];
  /** Newest first, as on the page. */
  readonly incidents: readonly PublicIncident[];
  readonly tickets: readonly Ticket[];
  /** Requests since the last reset, as `pagerduty POST /v2/enqueue 202`. */
  readonly requests: readonly string[];
}

type Variable =
  'PAGERDUTY_URL' | 'PAGERDUTY_ROUTING_KEY' | 'STATUSPAGE_URL' | 'STATUSPAGE_TOKEN' | 'JIRA_URL' | 'JIRA_BASIC';

export interface PracticeIntegrations extends PracticeSystem {
  readonly environment: Readonly<Record<Variable, string>>;
  readonly look: () => Promise<IntegrationsState>;
}

const pageId = 'kctbh9vrtdwd';

interface Cause extends Fault {
  readonly cause: () => void;
}

/** Starts them. `folder` is made when it is missing and must be empty otherwise; nothing but an empty `bin` is put there. */
export async function startIntegrations(options: { folder: string }): Promise<PracticeIntegrations> {
  const { root, clear } = await claimFolder(options.folder, 'integrations', []);
  const bin = join(root, 'bin');
  await mkdir(bin);
  const secrets = { pagerduty: newSecret(), statuspage: newSecret(), jira: newSecret() };
  const pagerduty = createPagerDuty(secrets.pagerduty);
  const statuspage = createStatusPage(pageId, secrets.statuspage);
  const jira = createJira(secrets.jira);
  const server = await startServer({ pagerduty, statuspage, jira });
  const causes: readonly Cause[] = [
    {
      name: 'page-refused',
      describe: 'PagerDuty answers 400 "Invalid routing key" to every event',
      cause: pagerduty.refuse,
    },
    { name: 'status-page-down', describe: 'the status page answers 503', cause: statuspage.goDown },
    { name: 'ticket-refused', describe: 'Jira answers 403 to a new issue', cause: jira.refuse },
    {
      name: 'answer-lost',
      describe: 'the next change is carried out, and the connection is cut instead of answered',
      cause: server.loseAnswer,
    },
    { name: 'slow', describe: 'each answer takes a second and a half', cause: server.beSlow },
  ];
  return {
    name: 'integrations',
    environment: {
      PAGERDUTY_URL: `${server.url}/pagerduty`,
      PAGERDUTY_ROUTING_KEY: secrets.pagerduty,
      STATUSPAGE_URL: `${server.url}/statuspage/v1/pages/${pageId}`,
      STATUSPAGE_TOKEN: secrets.statuspage,
      JIRA_URL: `${server.url}/jira`,
      JIRA_BASIC: secrets.jira,
    },
    bin,
    faults: causes.map(({ name, describe }) => ({ name, describe })),
    look: async () => ({
      alerts: pagerduty.alerts(),
      incidents: statuspage.incidents(),
      tickets: jira.tickets(),
      requests: server.requests(),
    }),
    cause: async (fault) => causeIn(causes, fault),
    reset: async () => {
      for (const one of [pagerduty, statuspage, jira, server]) one.reset();
    },
    stop: async () => {
      await server.stop();
      await clear();
    },
  };
}

function causeIn(causes: readonly Cause[], fault: string): void {
  const found = causes.find(({ name }) => name === fault);
  if (found === undefined)
    throw new Error(
      `The integrations have no fault ${fault}. They have: ${causes.map(({ name }) => name).join(', ')}.`,
    );
  found.cause();
}

function newSecret(): string {
  return randomBytes(24).toString('base64url');
}
