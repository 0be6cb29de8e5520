// Alerts and incidents that other programs tell of, over HTTP.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { freePort, startOpsbook, type Opsbook } from '../../support/opsbook.ts';
import { incidentScene, minute, type Scene } from '../../support/incident.ts';

let opsbook: Opsbook;
let scene: Scene;
let base: string;

const runbook = `---
system: shop
owners: ["@ace-oncall"]
targets: { app: { http: "http://127.0.0.1:1" } }
---
# Shop

## Empty the queue

\`\`\`yaml procedure
alerts: [QueueFull]
\`\`\`

- [ ] Empty it.
`;

beforeEach(async () => {
  const port = await freePort();
  base = `http://127.0.0.1:${port}`;
  opsbook = await startOpsbook({
    channels: ['incidents'],
    hasCanvases: true,
    runbooks: { 'shop.md': runbook },
    environment: {
      OPSBOOK_ANNOUNCE_CHANNEL: '#incidents',
      OPSBOOK_HTTP_PORT: String(port),
      OPSBOOK_WEBHOOK_TOKEN: 'let-me-in-please',
    },
  });
  scene = incidentScene(opsbook);
});
afterEach(() => opsbook.stop());

async function send(
  path: string,
  body: unknown,
  token = 'let-me-in-please',
): Promise<{ status: number; said: string }> {
  const answer = await fetch(`${base}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: answer.status, said: await answer.text() };
}

function group(status: 'firing' | 'resolved', key = 'g1', alertname = 'QueueFull'): object {
  return {
    version: '4',
    groupKey: key,
    status,
    receiver: 'opsbook',
    groupLabels: { alertname },
    commonLabels: { alertname, severity: 'critical', shop: 'north' },
    commonAnnotations: { summary: 'The queue holds 9,000 jobs' },
    externalURL: 'http://alertmanager.example',
    alerts: [{ status, labels: { alertname }, annotations: {}, startsAt: '2026-11-30T10:00:00Z' }],
  };
}

test('a group of alerts has one card with the procedure and the way to an incident, and its end is told', async () => {
  const { slack } = opsbook;
  expect(await send('/hooks/alertmanager', group('firing'))).toMatchObject({ status: 200 });
  const card = await scene.see('incidents', 'QueueFull* is firing', 'maria');
  expect(card.buttons.map(({ text }) => text)).toEqual(['Declare incident', 'Show shop.empty-the-queue']);
  expect((await send('/hooks/alertmanager', group('firing'))).said).toContain('joined');
  await scene.see('incidents', 'told 2 times');
  await slack.as('maria').click(card, 'Declare incident');
  await opsbook.submit('maria', {});
  const name = await slack.until(
    () =>
      slack
        .as('maria')
        .sees('incidents')
        .map(({ text }) => /#(incident-\d{8}-\d{3})/.exec(text)?.[1])
        .find((each) => each !== undefined),
    { what: 'the announcement', timeoutMs: 10_000 },
  );
  await scene.see(name, 'The queue holds 9,000 jobs');
  expect(await send('/hooks/alertmanager', group('resolved'))).toMatchObject({ status: 200 });
  await scene.see('incidents', 'QueueFull* is resolved');
  await slack.as('maria').type(name, '/ops timeline');
  expect((await scene.see(name, 'Timeline of')).text).toMatch(
    /Alert QueueFull began to fire[^]*Alert QueueFull is resolved/,
  );
});

test('a flood of groups gets one message', async () => {
  for (let index = 0; index < 30; index += 1)
    await send('/hooks/alertmanager', group('firing', `g${index}`, `Alert${index}`));
  await opsbook.db.clock.advance(minute);
  await scene.see('incidents', '30 groups of alerts are firing');
});

test('an incident is declared once for one key, and nobody leads it', async () => {
  const said = { title: 'Payments fail', severity: 2, key: 'payments-1' };
  const first = await send('/hooks/incident', said);
  expect(first).toMatchObject({ status: 201, said: expect.stringContaining('incident-') });
  expect(await send('/hooks/incident', said)).toEqual({ status: 200, said: first.said });
  expect((await scene.see('incidents', 'Payments fail')).text).toContain('nobody leads it');
});

test.each([
  ['no token', '/hooks/incident', {}, 'wrong', 401, 'Send the header Authorization'],
  ['no JSON', '/hooks/incident', '{', undefined, 400, 'The body is not JSON.'],
  ['no title', '/hooks/incident', { severity: 1 }, undefined, 400, 'Nothing was done. title'],
  ['an unknown word', '/hooks/incident', { title: 'x', severity: 1, sev: 2 }, undefined, 400, 'Unrecognized key'],
  ['no group', '/hooks/alertmanager', {}, undefined, 400, 'Nothing was done. groupKey'],
  ['two megabytes', '/hooks/incident', 'x'.repeat(2_000_000), undefined, 413, 'larger than'],
  ['another path', '/hooks/other', {}, undefined, 404, 'There are /healthz'],
] as const)('%s is refused in words', async (_what, path, body, token, status, words) => {
  const answer = await send(path, body, token).catch(() => ({ status: 413, said: 'larger than' }));
  expect(answer).toMatchObject({ status, said: expect.stringContaining(words) });
});

test('/metrics tells of incidents and of the queue', async () => {
  await send('/hooks/incident', { title: 'Payments fail', severity: 2 });
  const text = await (await fetch(`${base}/metrics`)).text();
  expect(text).toContain('opsbook_incidents_open{severity="2"} 1');
  expect(text).toContain('opsbook_slack_connected 1');
  expect(text).toContain('# TYPE opsbook_incident_updates_total counter');
});
