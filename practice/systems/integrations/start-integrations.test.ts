// What the practice services hold their callers to, as the real ones do, and that nothing is left of them.

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type PracticeIntegrations, startIntegrations } from './start-integrations.ts';

let folder: string;
let services: PracticeIntegrations;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'integrations-'));
  services = await startIntegrations({ folder });
});
afterEach(() => services.reset());
afterAll(async () => {
  await services.stop();
  expect(readdirSync(folder)).toEqual([]);
  rmSync(folder, { recursive: true });
});

interface Heard {
  readonly status: number;
  readonly body: unknown;
}

async function ask(url: string, headers: Record<string, string>, method: string, body?: object): Promise<Heard> {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const response = await fetch(url, { method, headers: { 'content-type': 'application/json', ...headers }, ...sent });
  return { status: response.status, body: await response.json() };
}

const trigger = { event_action: 'trigger', dedup_key: 'a', payload: { summary: 'x', source: 'y', severity: 'error' } };

function page(body: object, headers = { 'X-Routing-Key': services.environment.PAGERDUTY_ROUTING_KEY }): Promise<Heard> {
  return ask(`${services.environment.PAGERDUTY_URL}/v2/enqueue`, headers, 'POST', body);
}

function publish(method: string, path: string, body?: object): Promise<Heard> {
  const headers = { authorization: `OAuth ${services.environment.STATUSPAGE_TOKEN}` };
  return ask(`${services.environment.STATUSPAGE_URL}${path}`, headers, method, body);
}

function jira(method: string, path: string, body?: object): Promise<Heard> {
  const headers = { authorization: `Basic ${services.environment.JIRA_BASIC}` };
  return ask(`${services.environment.JIRA_URL}${path}`, headers, method, body);
}

test('PagerDuty takes the routing key in the header or in the body, and no other', async () => {
  expect(await page(trigger)).toMatchObject({ status: 202, body: { status: 'success', dedup_key: 'a' } });
  const key = services.environment.PAGERDUTY_ROUTING_KEY;
  expect((await page({ ...trigger, routing_key: key }, { 'X-Routing-Key': key })).status).toBe(202);
  const refused = { status: 400, body: { status: 'invalid event', errors: ['Invalid routing key'] } };
  expect(await page(trigger, { 'X-Routing-Key': 'other' })).toMatchObject(refused);
  expect((await services.look()).alerts).toMatchObject([{ dedupKey: 'a', triggers: 2 }]);
});

test.each([
  [{ ...trigger, payload: { ...trigger.payload, severity: 'sev1' } }, 'payload.severity'],
  [{ ...trigger, payload: { ...trigger.payload, summary: 'x'.repeat(1025) } }, 'payload.summary'],
  [{ ...trigger, dedup_key: 'x'.repeat(256) }, 'dedup_key'],
  [{ event_action: 'acknowledge' }, 'dedup_key'],
  [{ event_action: 'snooze', dedup_key: 'a' }, 'event_action'],
])('PagerDuty refuses event %#', async (event, where) => {
  const { status, body } = await page(event);
  expect(status).toBe(400);
  expect(JSON.stringify(body)).toContain(where);
});

test('a resolved alert is opened anew by the next trigger', async () => {
  await page(trigger);
  await page({ event_action: 'resolve', dedup_key: 'a' });
  await page({ event_action: 'acknowledge', dedup_key: 'a' });
  expect((await services.look()).alerts).toMatchObject([{ state: 'resolved' }]);
  await page(trigger);
  expect((await services.look()).alerts).toMatchObject([{ state: 'triggered', triggers: 1 }]);
});

test('the status page keeps every update, newest first', async () => {
  expect(await publish('POST', '/incidents', { incident: { name: '' } })).toMatchObject({ status: 422 });
  expect(await publish('POST', '/incidents', { incident: { name: 'a', status: 'broken' } })).toMatchObject({
    status: 422,
  });
  expect(await publish('GET', '/incidents/p9')).toMatchObject({ status: 404 });
  const made = await publish('POST', '/incidents', { incident: { name: 'a', body: 'one' } });
  expect(made).toMatchObject({ status: 201, body: { id: 'p00000000001', status: 'investigating' } });
  await publish('PATCH', '/incidents/p00000000001', { incident: { status: 'resolved', body: 'two' } });
  expect((await publish('GET', '/incidents/unresolved')).body).toEqual([]);
  expect((await publish('GET', '/incidents')).body).toMatchObject([
    {
      incident_updates: [
        { status: 'resolved', body: 'two' },
        { status: 'investigating', body: 'one' },
      ],
    },
  ]);
});

test('Jira wants a project that it has, a summary, and labels without spaces', async () => {
  const fields = { project: { key: 'OPS' }, issuetype: { name: 'Task' }, summary: 'a', labels: ['b'] };
  const refused = async (change: object): Promise<unknown> =>
    (await jira('POST', '/rest/api/3/issue', { fields: { ...fields, ...change } })).body;
  expect(await refused({ project: { key: 'XX' } })).toMatchObject({ errors: { project: 'valid project is required' } });
  expect(JSON.stringify(await refused({ labels: ['b c'] }))).toContain('The label contains spaces');
  expect(JSON.stringify(await refused({ summary: '' }))).toContain('summary');
  expect(await refused({ description: 'plain text' })).toMatchObject({ errors: { description: expect.any(String) } });
  expect(await jira('POST', '/rest/api/3/issue', { fields })).toMatchObject({ status: 201, body: { key: 'OPS-1' } });
  const search = (jql: string): Promise<Heard> => jira('GET', `/rest/api/3/search/jql?jql=${encodeURIComponent(jql)}`);
  expect((await search('labels = "b"')).body).toMatchObject({ issues: [{ key: 'OPS-1' }], isLast: true });
  expect((await search('labels = "c"')).body).toEqual({ issues: [], isLast: true });
  expect((await search('project = OPS')).status).toBe(400);
});

test('without its token, each says so', async () => {
  const { STATUSPAGE_URL, JIRA_URL } = services.environment;
  expect((await ask(`${STATUSPAGE_URL}/incidents`, {}, 'GET')).status).toBe(401);
  expect((await ask(`${JIRA_URL}/rest/api/3/myself`, {}, 'GET')).status).toBe(401);
});

test('a lost answer is lost once, and its change was made', async () => {
  await services.cause('answer-lost');
  await expect(page(trigger)).rejects.toThrow('fetch failed');
  expect((await services.look()).alerts).toHaveLength(1);
  expect((await page(trigger)).status).toBe(202);
});

test('every fault that they tell of can be caused, and no other', async () => {
  for (const { name } of services.faults) await services.cause(name);
  await expect(services.cause('fire')).rejects.toThrow('The integrations have no fault fire. They have: page-refused');
});
