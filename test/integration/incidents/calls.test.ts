// What an incident calls by itself: PagerDuty, the status page and Jira, as the practice services see it.

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import type { ReadableMessage } from '../../../practice/slack/people/readable.ts';
import {
  startIntegrations,
  type IntegrationsState,
  type PracticeIntegrations,
} from '../../../practice/systems/integrations/start-integrations.ts';
import { incidentScene, minute, type Scene } from '../../support/incident.ts';
import { startOpsbook, type Opsbook } from '../../support/opsbook.ts';

let folder: string;
let services: PracticeIntegrations;
let opsbook: Opsbook;
let scene: Scene;

const runbook = await readFile(path.resolve(import.meta.dirname, '../../../runbooks/integrations.md'), 'utf8');

async function begin(environment: Readonly<Record<string, string>>): Promise<void> {
  opsbook = await startOpsbook({ runbooks: { 'integrations.md': runbook }, environment });
  scene = incidentScene(opsbook);
}

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'opsbook-calls-'));
  services = await startIntegrations({ folder: path.join(folder, 'integrations') });
});
afterEach(async () => {
  await opsbook.stop();
  await services.stop();
  await rm(folder, { recursive: true, force: true });
});

/** What the services hold, once it is so. */
async function until(holds: (state: IntegrationsState) => boolean): Promise<IntegrationsState> {
  await expect.poll(async () => holds(await services.look()), { timeout: 20_000 }).toBe(true);
  return services.look();
}

const taskRow = z.object({ task: z.string(), state: z.string(), say: z.string() });
type Task = z.infer<typeof taskRow>;

async function calls(): Promise<Task[]> {
  return opsbook.db.database.rows(taskRow, `select task, state, say from incident_task where task like 'procedure:%'`);
}

/** The incident's calls, as `integrations.page-when-bad@incident.opened`, once none waits and there are so many. */
async function settled(count: number): Promise<ReadonlyMap<string, Task>> {
  const ended = async (): Promise<number> => (await calls()).filter(({ state }) => state !== 'waiting').length;
  await expect.poll(ended, { timeout: 40_000 }).toBe(count);
  return new Map((await calls()).map((each) => [each.task.replace(/^procedure:|:\d+$/g, ''), each]));
}

test(
  'an incident pages, opens the status page and a ticket; what people say follows; the end is told',
  { timeout: 90_000 },
  async () => {
    await begin(services.environment);
    const { slack } = opsbook;
    const name = await scene.declare('"Checkout fails" sev=1');
    const number = name.replace('incident-', '');
    await settled(3);
    expect(await services.look()).toMatchObject({
      alerts: [{ dedupKey: `opsbook-${number}`, state: 'triggered', severity: 'critical', triggers: 1 }],
      incidents: [{ name: `Checkout fails (${number})`, impact: 'critical', status: 'investigating' }],
      tickets: [{ key: 'OPS-1', summary: `${number}: Checkout fails`, comments: [] }],
    });
    // Their cards stand in the thread of the incident's card, and nobody is written to.
    const card = await scene.card(name, 'Next update by');
    const cards = slack
      .as('maria')
      .sees(name)
      .filter(({ buttons }) => buttons.some(({ text }) => text === 'Write update'));
    expect(cards.map(({ ts }) => ts)).toEqual([card.ts]);
    const runs = await slack.until(
      () => {
        const shown = slack.as('maria').sees(name).filter(isRun);
        return shown.length >= 3 && shown;
      },
      { what: 'a card for each run', timeoutMs: 20_000 },
    );
    expect(runs.map(({ threadTs }) => threadTs)).toEqual(runs.map(() => card.ts));
    expect(slack.as('maria').dms().filter(isRun)).toEqual([]);

    await slack.as('maria').type(name, '/ops role commander @jonas');
    await slack.as('jonas').click(await scene.told('jonas', 'Accept'), 'Accept');
    await until(({ alerts }) => alerts[0]?.state === 'acknowledged');

    await slack.as('maria').type(name, '/ops update "We have found\n the cause."');
    const told = await until(({ incidents, tickets }) => {
      return incidents[0]?.incident_updates.length === 2 && tickets[0]?.comments.length === 1;
    });
    expect(told.incidents[0]).toMatchObject({
      status: 'identified',
      incident_updates: [{ body: 'We have found the cause.' }, {}],
    });
    expect(told.tickets[0]?.comments).toEqual(['We have found the cause.']);

    await slack.as('maria').type(name, '/ops action "Alert on disk space" @jonas due=3d');
    const noted = await until(({ tickets }) => tickets.length === 2);
    expect(noted.tickets[1]).toMatchObject({
      summary: 'Alert on disk space',
      labels: ['opsbook', `action-of-${number}`],
    });
    expect(noted.tickets[1]?.description).toContain('Owner: jonas.');

    await slack.as('maria').type(name, '/ops resolve "The disk was emptied."');
    await settled(10);
    const after = await services.look();
    expect(after).toMatchObject({
      alerts: [{ state: 'resolved' }],
      incidents: [{ status: 'resolved', incident_updates: [{ body: 'The disk was emptied.' }, {}, {}] }],
    });
    expect(after.tickets[0]?.comments.at(-1)).toMatch(/^The post-mortem is drafted: https?:/);
    expect(await auditOf('run.started')).toContainEqual(
      expect.objectContaining({ actor: 'opsbook', detail: expect.objectContaining({ moment: 'incident.opened' }) }),
    );
  },
);

function isRun({ text }: ReadableMessage): boolean {
  return text.includes('integrations.') && text.includes('· run ');
}

async function auditOf(action: string): Promise<readonly { readonly actor: string; readonly detail: unknown }[]> {
  const rows = await opsbook.db.database.rows(
    z.object({ actor: z.string(), detail: z.string() }),
    'select actor, detail from audit where action = $1 order by seq',
    [action],
  );
  return rows.map(({ actor, detail }): { actor: string; detail: unknown } => ({ actor, detail: JSON.parse(detail) }));
}

test('a refused page stands on the card, stops nothing, and is tried again', { timeout: 90_000 }, async () => {
  await begin(services.environment);
  const { slack } = opsbook;
  await services.cause('page-refused');
  await services.cause('status-page-down');
  const name = await scene.declare('"Checkout fails" sev=2');
  // It is tried for twenty seconds.
  const tasks = await settled(3);
  expect(Array.from(tasks.values(), ({ state }) => state).sort()).toEqual(['done', 'failed', 'failed']);
  const failed = await scene.see(name, 'Try again: run integrations.page-when-bad');
  expect(failed.text).toMatch(/run integrations\.page-when-bad: run \d+: it failed\. /);
  expect(await services.look()).toMatchObject({ alerts: [], incidents: [], tickets: [{}] });
  // What has no entry on the status page cannot be updated there, and that is no new failure.
  await slack.as('maria').type(name, '/ops update "Still looking."');
  const later = await settled(5);
  expect(later.get('integrations.update-status@incident.updated')).toMatchObject({
    state: 'skipped',
    say: 'there is no status_id: nothing of this page has saved one in the incident',
  });
  expect(later.get('integrations.comment-ticket@incident.updated')?.state).toBe('done');
  await services.reset();
  await slack.as('maria').click(failed, 'Try again: run integrations.page-when-bad');
  await slack.as('maria').click(failed, 'Try again: run integrations.open-status');
  const { alerts, incidents } = await until((state) => state.alerts.length + state.incidents.length === 2);
  expect(alerts).toMatchObject([{ state: 'triggered', triggers: 1 }]);
  expect(incidents).toMatchObject([{ impact: 'major' }]);
  await slack.until(
    () =>
      !slack
        .as('maria')
        .sees(name)
        .some(({ text }) => text.includes('Runbooks it calls')),
    {
      what: 'the card without a call',
      timeoutMs: 10_000,
    },
  );
});

test('without any variable everything is skipped, and nobody sees red', { timeout: 60_000 }, async () => {
  await begin({});
  const { slack } = opsbook;
  const name = await scene.declare('"Checkout fails" sev=1');
  await slack.as('maria').type(name, '/ops update "Still looking."');
  const tasks = await settled(5);
  expect([...tasks.values()].map(({ state }) => state)).toEqual(Array.from(tasks, () => 'skipped'));
  expect(tasks.get('integrations.page-when-bad@incident.opened')?.say).toBe('target pager is not set up here');
  await slack.until(
    () =>
      slack
        .as('maria')
        .sees(name)
        .some(({ isPinned, text }) => isPinned && !text.includes('Runbooks it calls')),
    { what: 'the card without a call', timeoutMs: 10_000 },
  );
  expect(slack.as('maria').sees(name).filter(isRun)).toEqual([]);
});

test('a target that is half set up is a failure that says what is missing', { timeout: 60_000 }, async () => {
  await begin({ PAGERDUTY_URL: services.environment.PAGERDUTY_URL });
  const name = await scene.declare('"Checkout fails" sev=1');
  const card = await scene.see(name, 'Try again: run integrations.page-when-bad');
  expect(card.text).toContain('PAGERDUTY_ROUTING_KEY is not set');
  expect((await settled(3)).get('integrations.open-ticket@incident.opened')?.state).toBe('skipped');
});

test('while Slack makes no channel, the page goes out without its address', { timeout: 60_000 }, async () => {
  await begin(services.environment);
  const { slack, db } = opsbook;
  slack.fail('conversations.create', { error: 'internal_error', times: 1_000 });
  await opsbook.answer('/ops incident "Checkout fails" sev=1');
  await expect.poll(async () => (await calls()).length, { timeout: 10_000 }).toBe(3);
  expect((await services.look()).alerts).toEqual([]);
  await db.clock.advance(minute);
  await until(({ alerts }) => alerts.length === 1);
  slack.refusals.splice(0);
});

test('two replicas, one of which stops, page once', { timeout: 90_000 }, async () => {
  await begin(services.environment);
  await opsbook.replicate();
  const name = await scene.declare('"Checkout fails" sev=1');
  await opsbook.halt();
  await settled(3);
  await opsbook.db.clock.advance(minute);
  expect(await services.look()).toMatchObject({
    alerts: [{ dedupKey: `opsbook-${name.replace('incident-', '')}`, triggers: 1 }],
    incidents: [{}],
    tickets: [{}],
  });
  const runs = await opsbook.db.database.rows(
    z.object({ requestKey: z.string(), requestedBy: z.string() }),
    'select request_key, requested_by from run order by id',
  );
  expect(new Set(runs.map(({ requestKey }) => requestKey)).size).toBe(3);
  expect(runs.map(({ requestedBy }) => requestedBy)).toEqual(['opsbook', 'opsbook', 'opsbook']);
});

test('a private incident tells nobody outside', { timeout: 60_000 }, async () => {
  await begin(services.environment);
  await scene.declare('"Somebody broke in" sev=1 private');
  await opsbook.db.clock.advance(minute);
  expect(await calls()).toEqual([]);
  expect((await services.look()).requests).toEqual([]);
});
