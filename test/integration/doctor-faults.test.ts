// `opsbook doctor` finds what is planted, names its cure, and has nothing to say of a house in order.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { workspace } from '../../practice/range.ts';
import { startLocalSlack, type LocalSlack } from '../../practice/slack/local-slack.ts';
import { command } from '../../src/cli/doctor.ts';
import { examine } from '../../src/doctor/examine.ts';
import { makePatient } from '../../src/doctor/patient.ts';
import { createReaders } from '../../src/runbooks/readers.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { page, plots, type Plot, type Town } from '../support/doctor-plots.ts';
import { freePort, manifest } from '../support/opsbook.ts';
import { terminalContext } from '../support/terminal-context.ts';

const report = z.object({
  findings: z.array(z.object({ level: z.string(), check: z.string(), say: z.string(), cure: z.string().optional() })),
});

/** A process that reads pages takes a second to start. */
const readers = createReaders();

describe.skipIf(inject('postgres') === undefined)('opsbook doctor', () => {
  let folder: string;
  let slack: LocalSlack;
  let poorer: LocalSlack;
  let db: TestDatabase;
  let newer: TestDatabase;
  let later: TestDatabase;
  let stranger: Server;
  let town: Town;
  let free: number;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'opsbook-faults-'));
    const more = [
      { name: 'old', isArchived: true },
      { name: 'lobby', hasApp: false },
    ];
    const place = {
      ...workspace,
      channels: [...workspace.channels, ...more],
      groups: [...workspace.groups, { handle: 'empty-room', people: [] }],
      limits: 'none' as const,
    };
    slack = await startLocalSlack({ manifest, ...place });
    poorer = await startLocalSlack({ manifest: await withoutScope('usergroups:read'), ...place });
    [db, newer, later] = await Promise.all([createTestDatabase(), createTestDatabase(), createTestDatabase()]);
    await newer.database.run(`insert into migration (number, name, checksum) values (9999, '9999_more.sql', 'x')`);
    await later.clock.advance(10 * 60_000);
    stranger = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    await once(stranger, 'listening');
    const address = stranger.address();
    free = await freePort();
    town = {
      folder,
      slack,
      poorer,
      url: db.url,
      newerUrl: newer.url,
      laterUrl: later.url,
      taken: typeof address === 'object' && address !== null ? address.port : 0,
      closed: await freePort(),
    };
    await writeFile(path.join(folder, 'a-file'), '');
  });
  afterAll(async () => {
    stranger.close();
    await Promise.all([slack.stop(), poorer.stop(), db.drop(), newer.drop(), later.drop()]);
    await rm(folder, { recursive: true, force: true });
  });

  const environmentOf = async (plot: Partial<Plot>): Promise<Readonly<Record<string, string | undefined>>> => {
    const place = await mkdtemp(path.join(folder, 'case-'));
    await writeFile(path.join(place, 'shop.md'), plot.runbook ?? page('approvers: ["@ace-approvers"]'));
    await writeFile(path.join(place, 'opsbook.yaml'), plot.settings ?? '# as usual\n');
    return {
      PATH: process.env['PATH'],
      HOME: folder,
      DATABASE_URL: db.url,
      OPSBOOK_RUNBOOKS: place,
      OPSBOOK_CONFIG: path.join(place, 'opsbook.yaml'),
      OPSBOOK_DATA: path.join(place, 'data'),
      OPSBOOK_HTTP_PORT: String(free),
      OPSBOOK_ANNOUNCE_CHANNEL: '#ops',
      SLACK_API_URL: slack.apiUrl,
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      ...plot.environment,
      ...plot.also?.(town),
    };
  };
  const ask = async (
    plot: Partial<Plot>,
    options: object,
  ): Promise<{ readonly code: number; readonly out: string }> => {
    const environment = await environmentOf(plot);
    const context = terminalContext(environment);
    const code = await command.act([], { ...options }, context);
    return { code, out: context.lines.join('\n') };
  };

  test('has nothing to say of a house in order, and tells no secret', async () => {
    const plot = { environment: { OPSBOOK_WEBHOOK_TOKEN: 'a-long-word-for-the-hooks' } };
    const { code, out } = await ask(plot, { json: true });
    const { findings } = report.parse(JSON.parse(out));
    expect(findings.filter(({ level }) => level === 'wrong')).toEqual([]);
    expect(code).toBe(0);
    const fine = findings.filter(({ level }) => level === 'fine');
    expect(fine.map(({ check }) => check)).toEqual(
      expect.arrayContaining(['node', 'database', 'clock', 'bash', 'token', 'scopes', 'socket', 'channels', 'names']),
    );
    for (const secret of [slack.botToken, slack.appToken, 'a-long-word-for-the-hooks'])
      expect(out).not.toContain(secret);
  });

  test('says what is wrong in two lines, without the password, and ends with 1', async () => {
    const DATABASE_URL = `postgres://opsbook:hunter2hunter2@127.0.0.1:${town.closed}/opsbook`;
    const { code, out } = await ask({ environment: { DATABASE_URL } }, {});
    expect(out).toMatch(
      /^wrong {2}database {5}Cannot reach the database at .*: connection refused\.\n +→ Start it or/m,
    );
    expect(out).toMatch(/\n1 thing is wrong\.$/);
    expect(out).not.toContain('hunter2hunter2');
    expect(code).toBe(1);
  });

  test.each(Object.entries(plots))('finds %s', async (_name, plot) => {
    const found = await examine(makePatient(await environmentOf(plot), readers));
    expect(found).toContainEqual({
      level: 'wrong',
      check: plot.check,
      say: expect.stringContaining(plot.say),
      cure: expect.stringContaining(plot.cure),
    });
  });
});

async function withoutScope(scope: string): Promise<object> {
  const text = await readFile(manifest, 'utf8');
  return z.looseObject({}).parse(parse(text.replace(new RegExp(`^ +- ${scope}.*\\n`, 'm'), '')));
}
