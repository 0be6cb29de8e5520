// A marked secret comes in wherever a system can bring one: bodies, headers, errors, results, labels, titles. It is looked for in all
// that Opsbook leaves behind: Slack, its wire, files, the log, every table, the folders on the disk. And a script sees what it names.

import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { freePort } from '../support/opsbook.ts';
import { startOpsbookProcess, type OpsbookProcess } from '../support/opsbook-process.ts';

const planted = 'Pl4nted+s3cret/&=9f3e7a51';
const reversed = planted.split('').reverse().join('');
/** What a step prints that is marked secret. */
const marked = 'marked-9099';
const hookToken = 'h00k-t0ken-of-this-test';
const postgres = inject('postgres');

const procedure = (id: string, ...blocks: readonly string[]): string =>
  `## ${id}\n\`\`\`yaml procedure\nid: ${id}\n\`\`\`\n\n${blocks.map((block) => `\`\`\`${block}\n\`\`\`\n`).join('\n')}\n`;
const printing = 'risk=read because="prints only"';
const leaks = {
  'http-body': procedure(
    'http-body',
    'http target=web evidence save=word:text\nGET /echo',
    'http target=web when=\'word != ""\'\nGET /echo',
  ),
  'http-error': procedure('http-error', "http target=web expect='status == 200'\nGET /broken"),
  'http-away': procedure('http-away', 'http target=cut\nGET /'),
  script: procedure(
    'script',
    `sh target=ops ${printing}\nfor n in $(seq 1 900); do echo "line $n $SHOP_TOKEN"; done\nprintf %s "$SHOP_TOKEN" | base64 >&2\necho "{\\"word\\":\\"$SHOP_TOKEN\\"}"`,
  ),
  'script-error': procedure('script-error', `sh target=ops ${printing}\necho "$SHOP_TOKEN" >&2; exit 3`),
  rows: procedure('rows', `sql target=db evidence save=word:rows[0].word\nselect reverse('${reversed}') as word`),
  'rows-error': procedure('rows-error', `sql target=db\nselect reverse('${reversed}')::int`),
  samples: procedure('samples', 'promql target=metrics\nup'),
  hidden: procedure('hidden', `sh target=ops secret save=word:text ${printing}\necho marked-$((9000 + 99))`),
} as const;
const failing = new Set(['http-error', 'http-away', 'script-error', 'rows-error']);

const runbook = `---
system: shop
owners: ["@ace-oncall"]
targets:
  web: { http: "\${SHOP_URL}", headers: { Authorization: "Bearer \${SHOP_LOGIN}" } }
  cut: { http: "\${SHOP_CUT}", headers: { Authorization: "Bearer \${SHOP_LOGIN}" } }
  metrics: { prometheus: "\${SHOP_URL}", headers: { Authorization: "Bearer \${SHOP_LOGIN}" } }
  db: { postgres: "\${SHOP_DATABASE_URL}" }
  ops: { shell: local, cwd: "\${SHOP_HOME}", env: [SHOP_TOKEN] }
  bare: { shell: local, cwd: "\${SHOP_HOME}" }
---
# Shop

${Object.values(leaks).join('\n')}
## look
\`\`\`yaml procedure
id: look
\`\`\`

\`\`\`sh target=bare risk=read because="looks at itself"
cat /proc/$$/environ > bare-environ; cat /proc/$$/cmdline /proc/$PPID/cmdline > bare-cmdline
\`\`\`
\`\`\`sh target=ops risk=read because="looks at itself"
cat /proc/$$/environ > ops-environ; cat /proc/$$/cmdline /proc/$PPID/cmdline > ops-cmdline
\`\`\`
`;

describe.skipIf(postgres === undefined)('a planted secret', () => {
  let server: Server;
  let db: TestDatabase;
  let opsbook: OpsbookProcess & { readonly dataFolder: string };
  let temporary: string;
  let port: number;
  let runs = 0;

  beforeAll(async () => {
    server = createServer((request, response) => {
      const sent = request.headers.authorization ?? '';
      if (request.url === '/broken') response.writeHead(500, { 'X-Echo': sent }).end(`no: ${sent}`);
      else if (request.url?.startsWith('/api/v1/query') === true)
        response.end(
          JSON.stringify({
            status: 'success',
            data: { resultType: 'vector', result: [{ metric: { word: sent }, value: [1, '1'] }] },
          }),
        );
      else response.writeHead(200, { 'X-Echo': sent }).end(JSON.stringify({ sent, [sent]: 1 }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    temporary = await mkdtemp(path.join(tmpdir(), 'opsbook-planted-'));
    await writeFile(path.join(temporary, 'token'), `${planted}\n`);
    db = await createTestDatabase('postgres');
    port = await freePort();
    opsbook = await startOpsbookProcess({
      runbook,
      databaseUrl: db.url ?? '',
      channels: ['planted'],
      logFile: 'printed',
      environment: {
        LOG_LEVEL: 'trace',
        TMPDIR: path.join(temporary),
        OPSBOOK_ANNOUNCE_CHANNEL: '#incidents',
        OPSBOOK_HTTP_PORT: String(port),
        OPSBOOK_WEBHOOK_TOKEN: hookToken,
        SHOP_LOGIN: planted,
        SHOP_TOKEN_FILE: path.join(temporary, 'token'),
        SHOP_URL: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
        SHOP_CUT: 'http://127.0.0.1:1',
        SHOP_DATABASE_URL: postgres?.url ?? '',
      },
    });
    await opsbook.start();
  }, 60_000);
  afterAll(async () => {
    await opsbook.stop();
    await db.drop();
    server.close();
    await rm(temporary, { recursive: true, force: true });
  });

  async function run(name: string): Promise<void> {
    const maria = opsbook.slack.as('maria');
    runs += 1;
    await maria.type('ops', `/ops run shop.${name}`);
    await opsbook.card(runs, failing.has(name) ? 'Failed' : 'Done.');
  }

  test.each(Object.keys(leaks))('comes in by %s', async (name) => {
    await run(name);
  });

  test('comes in by an alert and an incident of other programs', async () => {
    const send = (where: string, body: object): Promise<Response> =>
      fetch(`http://127.0.0.1:${port}/hooks/${where}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${hookToken}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const labels = { alertname: 'Full', word: planted, [`k_${planted}`]: 'x' };
    const alerts = [
      { status: 'firing', labels, annotations: { summary: `it is ${planted}` }, startsAt: '2026-11-30T10:00:00Z' },
    ];
    const group = { version: '4', groupKey: `g:${planted}`, status: 'firing', groupLabels: labels, alerts };
    expect((await send('alertmanager', group)).status).toBe(200);
    expect((await send('incident', { title: `It says ${planted}`, severity: 2, key: planted })).status).toBe(201);
    const { slack } = opsbook;
    await slack.until(
      () =>
        slack
          .as('maria')
          .sees('incidents')
          .some(({ text }) => text.includes('It says [redacted]')),
      {
        what: 'the announcement',
        timeoutMs: 15_000,
      },
    );
    await slack.until(
      () =>
        slack
          .as('maria')
          .sees('incidents')
          .some(({ text }) => text.includes('it is [redacted]')),
      {
        what: 'the alert',
        timeoutMs: 15_000,
      },
    );
  });

  test('is on no command line, and in the environment of those scripts alone that name it', async () => {
    await run('look');
    const files = ['bare-environ', 'bare-cmdline', 'ops-environ', 'ops-cmdline'];
    const [bare = '', bareLine = '', own = '', ownLine = ''] = await Promise.all(
      files.map((name) => opsbook.file(name)),
    );
    for (const text of [bare, bareLine, ownLine, own.replace(`SHOP_TOKEN=${planted}`, '')])
      for (const secret of [planted, hookToken, opsbook.slack.botToken, opsbook.slack.appToken])
        expect(text).not.toContain(secret);
    expect(own).toContain(`SHOP_TOKEN=${planted}`);
    expect(bare).toContain('PATH=');
    expect(bareLine).toContain('start');
  });

  test('is nowhere afterwards', async () => {
    const { slack } = opsbook;
    await slack.until(() => slack.files().length > 0, { what: 'the file of a long output', timeoutMs: 15_000 });
    opsbook.terminate();
    expect(await opsbook.ended()).toBe(0);
    const incident = slack.wire.map(({ body }) => /incident-\d{8}-\d{3}/.exec(body)?.[0]).find(Boolean) ?? '';
    const messages = ['ops', 'incidents', incident].flatMap((channel) => slack.posted(channel));
    expect(messages.length).toBeGreaterThan(Object.keys(leaks).length);
    expect(JSON.stringify(messages)).toContain('[redacted]');
    const log = await opsbook.file('printed');
    expect(log).toContain('Opsbook is ready');
    const found = new Map<string, string>([
      ['messages', JSON.stringify(messages)],
      ['the wire', JSON.stringify(slack.wire)],
      [
        'files',
        slack
          .files()
          .map(({ name, title, content }) => `${name} ${title} ${content?.toString() ?? ''}`)
          .join(),
      ],
      ['the log', log],
      ...(await tables()),
      ...(await filesIn(temporary)),
    ]);
    for (const [place, text] of found) {
      for (const form of formsOf(planted)) expect(text.includes(form), `${form} in ${place}`).toBe(false);
      // The runbook saves it, so the run keeps it for the steps after: there, and nowhere else.
      expect(text.includes(marked), `${marked} in ${place}`).toBe(place === 'public.run');
    }
    expect(found.size).toBeGreaterThan(20);
  });

  async function tables(): Promise<[string, string][]> {
    const all = await db.database.rows(
      z.object({ name: z.string() }),
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'pgboss')`,
    );
    return Promise.all(
      all.map(async ({ name }): Promise<[string, string]> => {
        const rows = await db.database.rows(z.object({ row: z.unknown() }), `select to_jsonb(t) as row from ${name} t`);
        return [name, JSON.stringify(rows)];
      }),
    );
  }

  async function filesIn(folder: string): Promise<[string, string][]> {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile() && entry.name !== 'token');
    return Promise.all(
      files.map(async ({ parentPath, name }): Promise<[string, string]> => {
        const file = path.join(parentPath, name);
        return [file, `${name} ${await readFile(file, 'latin1')}`];
      }),
    );
  }
});

function formsOf(secret: string): string[] {
  return [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64').slice(0, -4)];
}
