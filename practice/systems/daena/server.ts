// The practice Daena: a process of its own. Its settings, its key and its mode are those of the moment it started; the memory is read
// from the files at each request. It ends with the process that started it, however that one ends.
// Arguments: home folder, port (0 = any). Talks to its parent over the IPC channel: see server-process.ts.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import * as z from 'zod/mini';
import {
  agentsWanted,
  anomaliesOf,
  casOf,
  costsOf,
  efficiencyOf,
  limitsOf,
  memoryOf,
  patternsOf,
  summaryOf,
} from './answers.ts';
import type { Facts } from './measure.ts';
import { homeAt } from './places.ts';
import { parsePolicy, parseSettings } from './settings.ts';
import { checkIndex, differing, nameOfKey, readAging, readLedger, readRecords } from './store.ts';

const variables = z.object({
  DAENA_NBMF_ENABLED: z.enum(['true', 'false']),
  DAENA_MEMORY_AES_KEY: z.string().check(z.minLength(16)),
  DAENA_TENANT_RATE_LIMIT_RPM: z.coerce.number().check(z.gte(1)),
  DAENA_REPLICAS: z.coerce.number(),
  /** Names of API keys with the hash of each. */
  DAENA_API_KEYS: z.string(),
});

function log(level: 'INFO' | 'ERROR', text: string): void {
  process.stdout.write(`${new Date().toISOString()} ${level} daena-production ${text}\n`);
}

process.on('uncaughtException', (error) => {
  log('ERROR', `cannot start: ${error.message}`);
  process.exit(1);
});

const [folder = '.', port = '0'] = process.argv.slice(2);
const home = homeAt(folder);
const env = variables.parse(process.env);
const apiKeys = z.record(z.string(), z.string()).parse(JSON.parse(env.DAENA_API_KEYS));
const settings = parseSettings(readFileSync(home.settings, 'utf8'));
const key = nameOfKey(env.DAENA_MEMORY_AES_KEY);
if (settings.read_mode === 'nbmf') checkIndex(home);
let agents = agentsWanted;

function facts(): Facts {
  const records = Object.values(readRecords(home));
  return {
    settings,
    replicas: env.DAENA_REPLICAS,
    writes: env.DAENA_NBMF_ENABLED === 'true',
    agents,
    records: records.length,
    differing: differing(home).length,
    unreadable: records.filter((record) => record.key !== key).length,
    aging: readAging(home),
    strangeAccess: 'ops-legacy' in apiKeys ? readLedger(home).filter(({ actor }) => actor === 'ops-legacy').length : 0,
  };
}

function tenants(): Record<string, boolean> {
  const policy = Object.entries(parsePolicy(readFileSync(home.policy, 'utf8')));
  const own = policy.filter(([name]) => name.startsWith('tenant-'));
  return Object.fromEntries(own.map(([name, access]) => [name, access === 'active']));
}

const protectedPaths: Readonly<Record<string, () => object>> = {
  '/monitoring/memory': () => memoryOf(facts()),
  '/monitoring/memory/cas': () => casOf(facts()),
  '/monitoring/memory/cost-tracking': () => costsOf(facts()),
  '/api/v1/analytics/anomalies': () => anomaliesOf(facts()),
  '/api/v1/analytics/summary': () => summaryOf(facts()),
  '/api/v1/analytics/agents/efficiency': () => efficiencyOf(facts()),
  '/api/v1/analytics/communication-patterns': () => patternsOf(facts()),
  '/api/v1/tenant-rate-limit/stats': () => limitsOf(env.DAENA_TENANT_RATE_LIMIT_RPM, tenants()),
};

function health(): { status: 'healthy' | 'degraded'; [more: string]: unknown } {
  const { unreadable } = facts();
  const isWell = unreadable === 0 && agents === agentsWanted;
  const more = { version: '2.0.0', agents, read_mode: settings.read_mode, unreadable_records: unreadable };
  return { status: isWell ? 'healthy' : 'degraded', service: 'daena', ...more };
}

function isKnown(request: IncomingMessage): boolean {
  const given = request.headers['x-api-key'];
  const hash = createHash('sha256').update(String(given)).digest('hex');
  return given !== undefined && Object.values(apiKeys).includes(hash);
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  const send = (status: number, body: object): void => {
    // A kept connection would greet the next process's clients with a reset.
    response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
    response.end(`${JSON.stringify(body, null, 2)}\n`);
  };
  const path = request.url?.split('?', 1)[0] ?? '/';
  if (path === '/health') {
    const body = health();
    send(body.status === 'healthy' ? 200 : 503, body);
    return;
  }
  const body = new Map(Object.entries(protectedPaths)).get(path);
  if (body === undefined) send(404, { detail: `There is no ${path} here.` });
  else if (isKnown(request)) send(200, body());
  else send(401, { detail: 'Give a valid API key in the header X-API-Key.' });
}

const server = createServer((request, response) => {
  request.resume();
  answer(request, response);
});

server.listen(Number(port), '127.0.0.1', () => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('daena-production has no TCP port');
  log(
    'INFO',
    `started 2.0.0, ${settings.read_mode} memory, writes ${env.DAENA_NBMF_ENABLED === 'true' ? 'on' : 'off'}`,
  );
  const { unreadable, differing: damaged } = facts();
  if (unreadable > 0) log('ERROR', `${String(unreadable)} records cannot be decrypted with key ${key}`);
  if (damaged > 0) log('ERROR', `trust manager: ${String(damaged)} records differ from the ledger`);
  process.send?.({ kind: 'listening', port: address.port });
});

process.on('message', (message) => {
  if (message !== 'lose-agents') return;
  agents = agentsWanted - 7;
  log('ERROR', 'department finance: 7 agents stopped answering');
  process.send?.({ kind: 'lost' });
});
process.on('disconnect', () => process.exit(0));
// The parent may have died before this line was reached.
if (!process.connected) process.exit(0);
process.on('SIGTERM', () => {
  log('INFO', 'stopped');
  process.exit(0);
});
