// One id from the click to its effect: every line of the log and every span that follows from a request carries it, in whichever process
// it comes about. Neither tells what was given.

import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { revive } from '../support/killing.ts';
import { lastRun } from '../support/last-run.ts';
import { startOpsbookOnServer, type OpsbookOnServer } from '../support/opsbook-process.ts';
import { startTraceCollector, type ReceivedSpan, type TraceCollector } from '../support/trace-collector.ts';

const runbook = `---
system: shop
owners: ["@ace-oncall"]
approvers: ["@ace-approvers"]
targets:
  ops: { shell: local, cwd: "\${SHOP_HOME}", env: [SHOP_TOKEN] }
---
# Shop

## Wipe
\`\`\`yaml procedure
id: wipe
approve: 1
params:
  word: { type: string }
\`\`\`

\`\`\`sh target=ops risk=destroy repeat=safe
echo "$word" >> wiped; echo "$SHOP_TOKEN"; while [ -e hold ] && [ -e shop.md ]; do sleep 0.05; done
\`\`\`

## Look
\`\`\`yaml procedure
id: look
params:
  word: { type: string }
\`\`\`

\`\`\`sh target=ops risk=read because="prints only"
echo "$word"
\`\`\`
`;

const token = 'sh0p-t0ken-of-this-test';
const collectorToken = 'c0llector-t0ken-of-this-test';
const line = z.looseObject({
  msg: z.string(),
  request: z.string().optional(),
  made: z.string().optional(),
  name: z.string().optional(),
  method: z.string().optional(),
});
type Line = z.infer<typeof line>;

describe.skipIf(inject('postgres') === undefined)('what follows from one request', { timeout: 60_000 }, () => {
  let opsbook: OpsbookOnServer;
  let collector: TraceCollector;
  const raw: string[] = [];
  const lines: Line[] = [];

  beforeAll(async () => {
    collector = await startTraceCollector();
    opsbook = await startOpsbookOnServer(runbook, {
      environment: {
        LOG_LEVEL: 'debug',
        SHOP_TOKEN: token,
        OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
        OTEL_EXPORTER_OTLP_HEADERS: `Authorization=Bearer%20${collectorToken}`,
      },
      logged: (text) => {
        raw.push(text);
        lines.push(line.parse(JSON.parse(text)));
      },
    });
    await opsbook.start();
  });
  afterAll(async () => {
    await opsbook.stop();
    await collector.stop();
  });

  /** What a search of the log for this id finds. */
  const found = (request: string): string[] =>
    lines.flatMap((each, index) => (raw[index]?.includes(request) === true ? [each.method ?? each.msg] : []));
  /** The id of the last request of this name. */
  const idOf = (name: string): string => lines.findLast((each) => each.name === name)?.request ?? '';
  const until = async (what: () => boolean): Promise<void> => expect.poll(what, { timeout: 20_000 }).toBe(true);
  const spansOf = (request: string): ReceivedSpan[] => collector.spans.filter(({ traceId }) => traceId === request);
  const named = (request: string, name: string): ReceivedSpan[] => spansOf(request).filter((one) => one.name === name);
  const attributesOf = (one: ReceivedSpan | undefined): Record<string, unknown> =>
    Object.fromEntries((one?.attributes ?? []).map(({ key, value }) => [key, Object.values(value)[0]]));

  /** Planned by Maria, approved by Jonas. */
  async function approvedRun(word: string): Promise<number> {
    const { slack } = opsbook;
    const run = (await lastRun(opsbook.db.database)) + 1;
    await slack.as('maria').type('ops', `/ops run shop.wipe word=${word}`);
    await slack.as('maria').click(await opsbook.card(run, 'Planned.'), 'Ask for approval');
    await slack.until(() => slack.as('maria').form(), { what: 'the form' });
    slack.as('maria').fill({ reason: 'It is full' });
    await slack.as('maria').submit();
    await slack.as('jonas').click(await opsbook.card(run, 'Waiting for approval'), 'Approve');
    return run;
  }

  test('is found in the log by its id, from the click to the effect and its cards', async () => {
    const run = await approvedRun('first-word');
    await opsbook.card(run, 'Done.');
    const [typed, approved] = [idOf('run'), idOf('approval.approve')];
    expect(typed).toMatch(/^[0-9a-f]{32}$/);
    await until(() => found(approved).filter((each) => each === 'chat.update').length >= 3);
    const story = found(approved).filter((each) => !each.startsWith('conversations.'));
    expect(story.slice(0, 3)).toEqual(['a request came in', 'a run changed', 'a request was carried out']);
    expect(story).toEqual(expect.arrayContaining(['a step begins', 'a step has ended', 'chat.update']));
    // The command that made the run leads to all of it too, and to the question in between.
    const whole = found(typed);
    expect(whole.slice(0, 2)).toEqual(['a request came in', 'a request is written down and acknowledged']);
    expect(whole).toEqual(expect.arrayContaining(['chat.postMessage', 'a step begins', 'a step has ended']));
    expect(lines.filter(({ msg, request }) => msg === 'a step begins' && request !== approved)).toEqual([]);
  });

  test('a refusal stands there with its sentence', async () => {
    const { slack } = opsbook;
    await slack.as('tom').type('ops', '/ops run shop.wipe word=refused-word');
    await until(() => found(idOf('run')).includes('a request was carried out'));
    const told = raw.findLast((each) => each.includes(idOf('run')) && each.includes('carried out'));
    expect(told).toContain('"reply":"said","say":"');
  });

  test('is one trace from the command to the effect', async () => {
    const { slack } = opsbook;
    await slack.as('maria').type('ops', '/ops run shop.look word=looked-word');
    const typed = idOf('run');
    await until(() => named(typed, 'step').length === 1 && named(typed, 'slack.call').length > 0);
    const [root] = named(typed, 'slack.request');
    const [run] = named(typed, 'run');
    const [step] = named(typed, 'step');
    expect(root).toMatchObject({ traceId: typed });
    expect(root?.parentSpanId ?? '').toBe('');
    const [carried] = named(typed, 'slack.request.carry_out');
    expect([carried?.parentSpanId, run?.parentSpanId]).toEqual([root?.spanId, root?.spanId]);
    expect(step?.parentSpanId).toBe(run?.spanId);
    expect(attributesOf(step)).toMatchObject({
      'opsbook.step.kind': 'sh',
      'opsbook.step.target': 'ops',
      'opsbook.step.risk': 'read',
      'opsbook.step.outcome': 'done',
    });
    expect(named(typed, 'slack.call').map((call) => attributesOf(call)['slack.method'])).toContain('chat.postMessage');
  });

  test('goes on under its id in the process that takes it up after a crash', async () => {
    await opsbook.touch('hold');
    const run = await approvedRun('second-word');
    const approved = idOf('approval.approve');
    await until(() => found(approved).includes('a step begins'));
    const before = found(approved).length;
    opsbook.kill();
    await opsbook.ended();
    await revive(opsbook);
    await until(() => found(approved).slice(before).includes('a step begins'));
    await opsbook.remove('hold');
    await opsbook.card(run, 'Done.');
    await until(() => found(approved).includes('a step has ended') && named(approved, 'step').length > 0);
    const first = approved.slice(0, 16);
    const runs = named(approved, 'run');
    expect(runs.map(({ parentSpanId }) => parentSpanId)).toEqual(runs.map(() => first));
    expect(runs.map(({ spanId }) => spanId)).toContain(named(approved, 'step')[0]?.parentSpanId);
    expect(runs[0]?.links.map(({ traceId }) => traceId)).toEqual([idOf('run')]);
  });

  test('a promised update of an incident is a span with its post below it', async () => {
    const { slack } = opsbook;
    await slack.as('maria').type('ops', '/ops incident "Checkout fails" sev=1');
    await until(() => found(idOf('incident')).includes('a request was carried out'));
    await opsbook.db.clock.advance(20 * 60_000);
    const updates = (): ReceivedSpan[] => collector.spans.filter(({ name }) => name === 'incident.update');
    await until(() =>
      updates().some(({ spanId }) =>
        collector.spans.some(
          (one) => one.parentSpanId === spanId && attributesOf(one)['slack.method'] === 'chat.postMessage',
        ),
      ),
    );
    expect(updates().map(({ traceId }) => traceId)).toContain(idOf('incident'));
  });

  test('tells the collector no value that was given, and nobody a secret', () => {
    expect(collector.bodies.length).toBeGreaterThan(0);
    const sent = collector.bodies.join('\n');
    for (const word of ['first-word', 'looked-word', 'second-word', 'It is full']) expect(sent).not.toContain(word);
    for (const secret of [token, collectorToken]) expect(`${sent}\n${raw.join('\n')}`).not.toContain(secret);
    expect(new Set(collector.headers)).toEqual(new Set([`Bearer ${collectorToken}`]));
  });
});
