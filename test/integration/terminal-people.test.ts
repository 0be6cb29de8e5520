// Slack is down, and the work goes on at terminals: two people who prove who they are, a checklist, a choice, a step in doubt. When Slack is
// back it is told once, as it ended.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import type { FaultUnderWay } from '../../practice/slack/local-slack.ts';
import { nightShop } from '../support/night-shop.ts';
import { freePort, startOpsbook, type Opsbook } from '../support/opsbook.ts';
import { runProgram, type Ended } from '../support/run-program.ts';

const minute = 60_000;
const secretKey = 'a test of thirty-two characters.';

const answered = z.object({
  run: z.object({ id: z.number(), state: z.string(), step: z.number().nullable() }),
  waits: z.object({ kind: z.string(), answers: z.array(z.object({ command: z.string() })) }).nullable(),
});
const failed = z.object({ version: z.literal(1), error: z.object({ kind: z.string(), sentence: z.string() }) });

describe.skipIf(inject('postgres') === undefined)('while Slack is down', { timeout: 120_000 }, () => {
  let opsbook: Opsbook;
  let home: string;
  let api: Server;
  let outage: readonly FaultUnderWay[];
  let environment: Readonly<Record<string, string | undefined>>;
  const keys = new Map<string, string>();

  beforeAll(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'opsbook-people-'));
    // Takes the request, and never says what became of it.
    const port = await freePort();
    api = createServer((request) => request.socket.destroy()).listen(port, '127.0.0.1');
    const own = {
      SHOP_HOME: home,
      SHOP_API: `http://127.0.0.1:${port}`,
      OPSBOOK_SECRET_KEY: secretKey,
      OPSBOOK_CONFIG: path.join(home, 'opsbook.yaml'),
    };
    opsbook = await startOpsbook({ environment: { OPSBOOK_ANNOUNCE_CHANNEL: '#ops', ...own } });
    const { slack, db } = opsbook;
    await opsbook.write('shop.md', nightShop({ owner: idOf('maria'), approver: idOf('jonas') }));
    await opsbook.halt();
    await opsbook.restart();
    environment = { ...own, DATABASE_URL: db.url, OPSBOOK_RUNBOOKS: opsbook.runbooks, OPSBOOK_USER: 'night-shift' };
    for (const person of ['maria', 'jonas', 'aisha']) await enroll(person);
    outage = ['chat.postMessage', 'chat.update', 'conversations.open', 'conversations.history', 'usergroups.list'].map(
      (method) => slack.fail(method, { status: 503, times: 100_000 }),
    );
  });
  afterAll(async () => {
    await opsbook.stop();
    api.close();
    await rm(home, { recursive: true, force: true });
  });

  function idOf(person: string): string {
    return opsbook.slack.as(person).id;
  }

  async function enroll(person: string): Promise<void> {
    const said = await opsbook.answer('/ops enroll', person);
    keys.set(person, /: ((?:[A-Z2-7]{4} ?){8})/.exec(said)?.[1]?.replaceAll(' ', '') ?? '');
    expect(await opsbook.answer(`/ops enroll code=${await codeOf(person)}`, person)).toContain(`--as ${idOf(person)}`);
  }

  /** One that was not shown yet. */
  async function codeOf(person: string): Promise<string> {
    await opsbook.db.clock.advance(minute);
    const timestamp = (await opsbook.db.clock.now()).getTime();
    return new TOTP({ secret: Secret.fromBase32(keys.get(person) ?? '') }).generate({ timestamp });
  }

  const terminal = (...words: string[]): Promise<Ended> => runProgram(environment, ...words);

  async function terminalAs(person: string, ...words: string[]): Promise<Ended> {
    return terminal(...words, '--as', idOf(person), '--code', await codeOf(person));
  }

  const effects = (): Promise<string> => readFile(path.join(home, 'effects'), 'utf8').catch(() => '');

  async function entries(action: string): Promise<readonly { actor: string; detail: string }[]> {
    const row = z.object({ actor: z.string(), detail: z.string() });
    return opsbook.db.database.rows(row, 'select actor, detail from audit where action = $1 order by seq', [action]);
  }

  function idIn({ out }: Ended): string {
    return /run (\d+)/i.exec(out)?.[1] ?? '';
  }

  async function asked(): Promise<string> {
    return idIn(await terminalAs('maria', 'run', 'shop.wipe', '--reason', 'it is poisoned'));
  }

  test('what takes a second person takes a proven first one, and a reason', async () => {
    expect(await terminal('run', 'shop.wipe', '--yes')).toMatchObject({
      code: 1,
      out: expect.stringContaining('a name at a terminal is no proof'),
    });
    expect(await terminal('run', 'shop.wipe', '--as', idOf('maria'), '--code', '123456')).toMatchObject({
      code: 1,
      out: expect.stringContaining('--reason'),
    });
    const runs = await opsbook.db.database.rows(z.object({}), 'select 1 from run');
    expect(runs).toEqual([]);
  });

  test('neither who asked nor who proves nothing can say yes', async () => {
    const waiting = await terminalAs('maria', 'run', 'shop.wipe', '--reason', 'it is poisoned');
    const run = idIn(waiting);
    expect(waiting.code).toBe(3);
    expect(waiting.out).toContain(`opsbook approve ${run} --as <user>`);
    expect(await terminal('approve', run)).toMatchObject({ code: 1, out: expect.stringContaining('is no proof') });
    expect(await terminalAs('maria', 'approve', run)).toMatchObject({
      code: 1,
      out: expect.stringContaining(`You asked for run ${run}, so somebody else has to approve it.`),
    });
    const wrong = await terminal('approve', run, '--as', idOf('jonas'), '--code', '000000', '--json');
    expect(failed.parse(JSON.parse(wrong.out)).error).toMatchObject({
      kind: 'refused',
      sentence: expect.stringContaining('That code is wrong'),
    });
    expect(wrong.code).toBe(1);
    expect(await entries('code.refused')).toEqual([
      { actor: 'cli:night-shift', detail: expect.stringContaining('That code is wrong') },
    ]);
    expect(await effects()).toBe('');
    const denied = await terminalAs('maria', 'deny', run, 'never', 'mind');
    expect(denied).toMatchObject({ code: 0, out: expect.stringMatching(/it was denied\. .* said no: never mind/) });
  });

  test('who is only in a group cannot be looked up, and is told what would help', async () => {
    const run = await asked();
    const refused = await terminalAs('aisha', 'approve', run);
    expect(refused.code).toBe(1);
    expect(refused.out).toMatch(/Only @ace-approvers, .* may decide on run/);
    expect(refused.out).toContain('Who is in @ace-approvers cannot be asked');
    expect(refused.out).toContain('names by user id');
    await terminalAs('maria', 'cancel', run);
  });

  test('two proven people, a tick and a choice carry a run to its end; Slack hears of it once, as it ended', async () => {
    const run = await asked();
    const yes = await terminalAs('jonas', 'approve', run, '--json');
    expect(yes.code).toBe(0);
    expect(z.object({ run: z.object({ state: z.string() }) }).parse(JSON.parse(yes.out)).run.state).toBe('running');
    const ticking = await terminal('follow', run);
    expect(ticking).toMatchObject({ code: 3, out: expect.stringContaining(`opsbook tick ${run} 2`) });
    expect(ticking.out).toContain('Tell the shop.');
    expect(await terminal('tick', run, '2')).toMatchObject({
      code: 1,
      out: expect.stringContaining('may do that to run'),
    });
    expect(await terminalAs('maria', 'tick', run, '2')).toMatchObject({ code: 0 });
    const choosing = await terminal('follow', run, '--json');
    expect(choosing.code).toBe(3);
    expect(answered.parse(JSON.parse(choosing.out)).waits).toMatchObject({
      kind: 'choose',
      answers: [{ command: `opsbook choose ${run} 3 close` }, { command: `opsbook choose ${run} 3 stay` }],
    });
    expect(await terminalAs('maria', 'choose', run, '3', 'stay')).toMatchObject({ code: 0 });
    const ended = await terminal('follow', run);
    expect(ended).toMatchObject({ code: 0, out: expect.stringContaining('it succeeded') });
    expect(ended.out).toMatch(/4\/4 {2}passed over {2}Close it/);
    expect(await effects()).toBe('wiped\n');
    expect(opsbook.slack.posted('ops').filter(({ text }) => text.includes(`run ${run}`))).toEqual([]);

    for (const fault of outage) fault.mend();
    await opsbook.db.clock.advance(2 * minute);
    const card = await opsbook.card('tom', `run ${run} ·`);
    await opsbook.slack.until(
      () =>
        opsbook.slack
          .as('tom')
          .sees('ops')
          .some(({ text }) => text.includes(`run ${run} ·`) && text.includes('Done.')),
      { what: 'the end of the run', timeoutMs: 10_000 },
    );
    expect(card.text).toContain('asked by @maria');
    const cards = opsbook.slack
      .as('tom')
      .sees('ops')
      .filter(({ text }) => text.includes(`run ${run} ·`));
    expect(cards.map(({ text }) => text)).toEqual([expect.stringMatching(/Done\..*Approved by @jonas/)]);
    const [approved] = await entries('approval.approved');
    expect(approved?.actor).toBe(idOf('jonas'));
    expect(JSON.parse(approved?.detail ?? '')).toMatchObject({ terminal: 'cli:night-shift' });
  });

  test('with the token of the bot and a Slack that answers, groups count', async () => {
    const run = await asked();
    const slack = {
      SLACK_API_URL: opsbook.slack.apiUrl,
      SLACK_BOT_TOKEN: opsbook.slack.botToken,
      SLACK_APP_TOKEN: opsbook.slack.appToken,
    };
    const yes = await runProgram(
      { ...environment, ...slack },
      'approve',
      run,
      '--as',
      '@aisha',
      '--code',
      await codeOf('aisha'),
    );
    expect(yes).toMatchObject({ code: 0, out: expect.stringContaining('is running') });
    await terminalAs('maria', 'cancel', run);
  });

  test('a failed run is retried and taken back, by whoever may', async () => {
    const failing = await terminalAs('maria', 'run', 'shop.fill', '--yes');
    const run = idIn(failing);
    expect(failing).toMatchObject({ code: 1, out: expect.stringContaining('it failed') });
    expect(await terminal('retry', run)).toMatchObject({ code: 1, out: expect.stringContaining('may be started by') });
    await writeFile(path.join(home, 'ready'), '');
    expect(await terminalAs('maria', 'retry', run)).toMatchObject({ code: 0 });
    expect(await terminal('follow', run)).toMatchObject({ code: 0 });
    expect(await terminal('undo', run)).toMatchObject({
      code: 1,
      out: expect.stringContaining(`opsbook undo ${run} --yes`),
    });
    expect(await terminalAs('maria', 'undo', run, '--yes')).toMatchObject({
      code: 0,
      out: expect.stringContaining('Run'),
    });
    expect(await effects()).toMatch(/filled\nemptied\n$/);
  });

  test('what takes two people takes them again for a retry', async () => {
    const run = idIn(await terminalAs('maria', 'run', 'shop.scrub', '--reason', 'it is dirty'));
    await terminalAs('jonas', 'approve', run);
    expect(await terminal('follow', run)).toMatchObject({ code: 1, out: expect.stringContaining('it failed') });
    expect(await terminal('retry', run)).toMatchObject({ code: 1, out: expect.stringContaining('is no proof') });
    await writeFile(path.join(home, 'soap'), '');
    // A yes counts for an hour.
    await opsbook.db.clock.advance(61 * minute);
    expect(await terminalAs('maria', 'retry', run)).toMatchObject({
      code: 0,
      out: expect.stringContaining('is waiting for approval'),
    });
    expect(await effects()).not.toContain('scrubbed');
    await terminalAs('jonas', 'approve', run);
    expect(await terminal('follow', run)).toMatchObject({ code: 0 });
    expect(await effects()).toContain('scrubbed');
  });

  test('what a terminal began is gone on with in Slack, wherever its system may be changed from', async () => {
    await rm(path.join(home, 'ready'), { force: true });
    await writeFile(path.join(home, 'opsbook.yaml'), 'channels: { shop: ["#random"] }\n');
    const run = idIn(await terminalAs('maria', 'run', 'shop.fill', '--yes'));
    expect(await opsbook.answer('/ops run shop.fill')).toContain('Changes of shop are started in #random');
    await writeFile(path.join(home, 'ready'), '');
    const failedCard = await opsbook.card('maria', `run ${run} ·`);
    await opsbook.slack.as('maria').click(failedCard, 'Retry from step 1');
    expect(await terminal('follow', run)).toMatchObject({ code: 0, out: expect.stringContaining('it succeeded') });
    await rm(path.join(home, 'opsbook.yaml'));
  });

  test('the glass is broken by a proven person only, and by the same permission', async () => {
    const run = await asked();
    expect(await terminal('breakglass', run, 'nobody', 'answers')).toMatchObject({
      code: 1,
      out: expect.stringContaining('one-time code'),
    });
    expect(await terminalAs('maria', 'breakglass', run, 'nobody', 'answers')).toMatchObject({
      code: 1,
      out: expect.stringContaining('`breakglass`'),
    });
    await terminalAs('maria', 'cancel', run);
  });

  test('a step in doubt waits for an answer, and takes it', async () => {
    const doubt = await terminalAs('maria', 'run', 'shop.order', '--yes');
    const run = idIn(doubt);
    expect(doubt).toMatchObject({ code: 3, out: expect.stringContaining(`opsbook answer ${run} 1 happened`) });
    expect(await terminal('answer', run, '1', 'maybe')).toMatchObject({ code: 2 });
    expect(await terminalAs('maria', 'answer', run, '1', 'happened')).toMatchObject({ code: 0 });
    expect(await terminal('follow', run)).toMatchObject({ code: 0 });
    const status = await terminal('run-status', run);
    expect(status.out).toMatch(/it succeeded[^]*1\/1 {2}happened {2}POST \/order/);
    const [entry] = await entries('doubt.happened');
    expect(JSON.parse(entry?.detail ?? '')).toMatchObject({ terminal: 'cli:night-shift', step: 1 });
  });
});
