// Incidents in a terminal, as real processes: what they print, how they end, and that Slack hears of it when a bot is there again.

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { incidentScene } from '../../support/incident.ts';
import { startOpsbook, type Opsbook } from '../../support/opsbook.ts';
import { runProgram, type Ended } from '../../support/run-program.ts';
import { verifyAudit } from '../../../src/audit/verify.ts';

const secret = 'tok-5e1f2a';

const listed = z.object({
  version: z.literal(1),
  incidents: z.array(
    z.object({ name: z.string(), severity: z.number(), declaredBy: z.string(), private: z.boolean() }),
  ),
});
const told = z.object({
  version: z.literal(1),
  incident: z.object({ severity: z.number(), state: z.string() }),
  lines: z.array(z.object({ kind: z.string(), actor: z.string(), text: z.string(), audit: z.number().nullable() })),
  faults: z.array(z.unknown()),
});

describe.skipIf(inject('postgres') === undefined)('beside a bot', () => {
  let opsbook: Opsbook;
  let terminal: (...words: string[]) => Promise<Ended>;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'opsbook-terminal-'));
    opsbook = await startOpsbook({
      environment: { OPSBOOK_ANNOUNCE_CHANNEL: '#incidents', SHOP_TOKEN: secret },
      channels: ['incidents'],
    });
    const env = {
      DATABASE_URL: opsbook.db.url,
      OPSBOOK_RUNBOOKS: opsbook.runbooks,
      OPSBOOK_TIMEZONE: 'Europe/Berlin',
      OPSBOOK_USER: 'maria',
      SHOP_TOKEN: secret,
    };
    terminal = (...words) => runProgram(env, ...words);
  });
  afterAll(async () => {
    await opsbook.stop();
    await rm(folder, { recursive: true, force: true });
  });

  test('an incident goes from declaration to post-mortem while no bot runs, and Slack hears of it afterwards', async () => {
    await opsbook.halt();
    const declared = await terminal('incident', 'Checkout \u001B[31mfails', '--sev', '2');
    expect(declared.out).toMatch(
      /^incident-\d{8}-001 is declared, SEV2\. Its channel is made and announced as soon as/,
    );
    expect(declared.out).toContain('It is kept. No bot is running now: Slack hears of it as soon as one is.');
    const { incidents } = listed.parse(JSON.parse((await terminal('incidents', '--json')).out));
    expect(incidents).toMatchObject([{ severity: 2, declaredBy: 'cli:maria', private: false }]);
    const name = incidents[0]?.name ?? '';
    const short = name.replace('incident-', '');
    expect(await terminal('update', short, `we talk on the phone; ${secret}`, '--next', '30m')).toMatchObject({
      code: 0,
    });
    expect(await terminal('sev', name, '1')).toMatchObject({ code: 0 });
    expect(await terminal('sev', name, '9')).toMatchObject({ code: 1, out: expect.stringContaining('is no severity') });
    expect((await terminal('resolve', name, 'The disk was emptied.')).code).toBe(0);
    const whole = told.parse(JSON.parse((await terminal('timeline', name, '--json')).out));
    expect(whole.incident).toEqual({ severity: 1, state: 'resolved' });
    expect(whole.lines.map(({ kind }) => kind)).toEqual(['declared', 'update', 'severity', 'resolved']);
    expect(whole.lines.every(({ actor, audit }) => actor === 'cli:maria' && audit !== null)).toBe(true);
    expect(JSON.stringify(whole)).not.toContain(secret);
    const text = await terminal('timeline', name);
    expect(text.out).toContain('At (Europe/Berlin)');
    expect(text.out).not.toContain('\u001B');
    const picture = path.join(folder, 'timeline.png');
    const page = await terminal('postmortem', name, '--html', '--picture', picture);
    expect(page.out).toMatch(/^<!doctype html>[^]*<h1>Post-mortem: Checkout [^]*<\/html>\n$/);
    expect(page.out).toContain(`<img src="${picture}"`);
    expect((await readFile(picture)).subarray(1, 4).toString('latin1')).toBe('PNG');
    expect(await verifyAudit(opsbook.db.database)).toMatchObject({ ok: true });

    await opsbook.restart();
    const { slack } = opsbook;
    const channel = await slack.until(() => slack.channel(name), { what: `#${name}`, timeoutMs: 15_000 });
    expect(channel.kind).toBe('public');
    const announced = await incidentScene(opsbook).see('incidents', 'we talk on the phone');
    expect(announced.text).not.toContain(secret);
  }, 60_000);

  test('a private one is told to its people only', async () => {
    await opsbook.halt();
    await terminal('incident', 'Somebody broke in', '--sev', 'P0', '--private');
    const mine = listed.parse(JSON.parse((await terminal('incidents', '--json')).out)).incidents;
    const ours = mine.find((each) => each.private);
    expect(ours).toMatchObject({ severity: 1 });
    const other = { DATABASE_URL: opsbook.db.url, OPSBOOK_RUNBOOKS: opsbook.runbooks, OPSBOOK_USER: 'tom' };
    expect((await runProgram(other, 'incidents')).out).not.toContain('broke in');
    const refused = await runProgram(other, 'timeline', ours?.name ?? '');
    expect(refused).toMatchObject({ code: 1, out: expect.stringMatching(/^There is no incident "incident-/) });
    const unknown = await terminal('incident', 'x', '--sev', '1', '--system', 'shpo');
    expect(unknown).toMatchObject({ code: 1, out: expect.stringContaining('is about a system shpo.') });
  });
});

describe('with what is wrong', () => {
  test.each([
    ['no severity', ['incident', 'x'], {}, 2, 'A severity is missing. Say --sev 1 (worst) to --sev 4, or P0 to P3.'],
    ['a severity that is none', ['incident', 'x', '--sev', '7'], {}, 2, 'There is no severity 7.'],
    ['a name that cannot be one', ['incidents'], { OPSBOOK_USER: 'a b' }, 2, 'Set OPSBOOK_USER to letters, digits'],
    ['an owner who is no user id', ['action', '20260101-001', 'x', '--owner', '@jonas'], {}, 2, 'is no Slack user id'],
  ])('%s gets a sentence', async (_name, words, more, code, say) => {
    const ended = await runProgram({ OPSBOOK_USER: 'maria', ...more }, ...words);
    expect(`${ended.out}${ended.err}`).toContain(say);
    expect(ended.code).toBe(code);
  });
});
