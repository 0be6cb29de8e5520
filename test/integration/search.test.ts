// `/ops find`: alert names, symptoms, words as people type them, and whatever else they type.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as fc from 'fast-check';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import type { Library } from '../../src/runbooks/library.ts';
import { loadRunbooks } from '../../src/runbooks/load.ts';
import { createReaders } from '../../src/runbooks/readers.ts';
import { createSearch, type Search } from '../../src/search/search.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { hostileText } from '../support/hostile-text.ts';
import { startOpsbook } from '../support/opsbook.ts';

const log = pino({ level: 'silent' });
const kinds = inject('postgres') === undefined ? (['embedded'] as const) : (['postgres', 'embedded'] as const);
const readers = createReaders();
afterAll(() => readers.stop());

const page = (system: string, body: string): string =>
  `---\nsystem: ${system}\ntitle: ${system} book\ntargets: { ops: { shell: local } }\n---\n# ${system}\n\n${body}`;
const part = (title: string, words: string, settings = '', script = 'date'): string =>
  `## ${title}\n\n${words}\n\n${settings === '' ? '' : `\`\`\`yaml procedure\n${settings}\n\`\`\`\n\n`}\`\`\`sh target=ops\n${script}\n\`\`\`\n\n`;

const pods = page(
  'pods',
  part(
    'Restart the kubelet',
    'For a node that is down.',
    'alerts: [KubePodCrashLooping]\nsymptoms: ["pods keep dying"]',
  ) +
    part('Free some memory', 'After an OOMKilled container.', '', 'kubectl -n kube-system logs ds/kube-proxy') +
    part('Read the logs', 'When nothing else helps; then think of KubePodCrashLooping.'),
);
const web = page(
  'web',
  part('Answer for errors', 'When the rate of 5xx answers grows.', 'alerts: [HTTP5xxRate]') +
    part('Slow pages', 'When p95 is above the threshold.', 'symptoms: ["the site crawls"]') +
    part('Rotate certificates', 'Every ninety days.', '', 'certbot renew && systemctl reload nginx.service'),
);

async function folderOf(pages: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'opsbook-search-'));
  for (const [name, text] of Object.entries(pages)) await writeFile(path.join(folder, name), text);
  return folder;
}

describe.each(kinds)('on %s', (kind) => {
  let own: TestDatabase;
  let folder: string;
  let library: Library;
  let search: Search;
  const replica = (of: Library, version = '1'): Search =>
    createSearch({ database: own.database, library: of, log, version });
  const names = async (query: string, by = search): Promise<string[]> =>
    (await by.find(query)).procedures.map(({ name }) => name);
  const rows = (): Promise<{ name: string; place: string }[]> =>
    own.database.rows(
      z.object({ name: z.string(), place: z.string() }),
      'select name, ctid::text as place from procedure_words order by name',
    );

  beforeAll(async () => {
    own = await createTestDatabase(kind);
    folder = await folderOf({ 'pods.md': pods, 'web.md': web });
    library = await loadRunbooks([folder], readers);
    search = replica(library);
    await search.fill();
  });
  afterAll(async () => {
    await own.drop();
    await rm(folder, { recursive: true, force: true });
  });

  test.each([
    [
      'an alert, before a page that only mentions it',
      'KubePodCrashLooping',
      ['pods.restart-the-kubelet', 'pods.read-the-logs'],
    ],
    ['an alert in small letters', 'kubepodcrashlooping', ['pods.restart-the-kubelet', 'pods.read-the-logs']],
    ['words of an alert', 'crash looping', ['pods.restart-the-kubelet', 'pods.read-the-logs']],
    ['the beginning of an alert', 'KubePodCr', ['pods.restart-the-kubelet', 'pods.read-the-logs']],
    ['a symptom', 'pods dying', ['pods.restart-the-kubelet']],
    ['another form of a word', 'restarting kubelets', ['pods.restart-the-kubelet']],
    ['a form that the page has', 'dies', ['pods.restart-the-kubelet']],
    ['the beginning of a word', 'certif', ['web.rotate-certificates']],
    ['a word that is only in a script', 'certbot', ['web.rotate-certificates']],
    ['a name with a dot', 'nginx.service', ['web.rotate-certificates']],
    ['a name with a dash', 'kube-proxy', ['pods.free-some-memory']],
    ['the same without', 'kubeproxy', ['pods.free-some-memory']],
    ['the same as two words', 'kube proxy', ['pods.free-some-memory']],
    ['a name of two cases', 'OOMKilled', ['pods.free-some-memory']],
    ['the same as two words', 'oom killed', ['pods.free-some-memory']],
    ['a class of answers', '5xx', ['web.answer-for-errors']],
    ['a percentile', 'P95', ['web.slow-pages']],
    ['words that mean nothing beside one that does', 'how do I rotate the certificates?', ['web.rotate-certificates']],
    ['a word that is often nothing', 'down', ['pods.restart-the-kubelet']],
    ['a procedure by its name', 'web.slow-pages', ['web.slow-pages']],
    ['nothing that is there', 'zebra', []],
  ])('%s: %s', async (_what, query, expected) => {
    expect(await names(query)).toEqual(expected);
  });

  test('no words: everything, by name', async () => {
    expect(await names('')).toEqual(library.procedureNames());
    expect(await names('  ')).toEqual(library.procedureNames());
  });

  test.each([
    ['rotatte certifficates', 'rotate certificates', 'web.rotate-certificates'],
    ['sloww pages', 'slow pages', 'web.slow-pages'],
  ])('mistyped: %s', async (query, instead, expected) => {
    const found = await search.find(query);
    expect(found.instead).toBe(instead);
    expect(found.procedures.map(({ name }) => name)).toEqual([expected]);
  });

  test.each([
    ['operators', "' | & ! :* <->"],
    ['a statement', "'; drop table procedure_words; --"],
    ['a query', 'a & b | !c <2> d:*'],
    ['quotes and weights', "\\' \\\\ '' :A*"],
    ['pictures', '🔥🔥'],
    ['a NUL', '\0'],
    ['half a character', '\ud800'],
    ['quoted words', '"quoted words"'],
    ['patterns', '%_%'],
    ['one long word', 'x'.repeat(10_000)],
    ['one word very often', 'certificates '.repeat(800)],
    ['very many words', Array.from({ length: 2000 }, (_, index) => `w${index}`).join(' ')],
    ['other scripts', '日本語 שלום'],
  ])('what is no question is no trouble: %s', async (_what, query) => {
    const { procedures } = await search.find(query);
    expect(procedures.every(({ name }) => library.procedure(name) !== undefined)).toBe(true);
    expect((await rows()).length).toBe(6);
  });

  test('any text at all gives an answer', async () => {
    const answers = fc.asyncProperty(fc.array(hostileText, { maxLength: 4 }), async (pieces) => {
      expect(Array.isArray((await search.find(pieces.join(' '))).procedures)).toBe(true);
    });
    await fc.assert(answers, { numRuns: 150 });
  });

  test('only what changed is written again, and what went is found no more', async () => {
    const before = await rows();
    await writeFile(path.join(folder, 'web.md'), web.replace('Slow pages', 'Sluggish pages'));
    await library.refresh(Infinity);
    expect(await names('sluggish')).toEqual(['web.sluggish-pages']);
    expect(await names('slow')).toEqual([]);
    const after = await rows();
    const ofPods = ({ name }: { name: string }): boolean => name.startsWith('pods.');
    expect(after.filter(ofPods)).toEqual(before.filter(ofPods));
    await writeFile(path.join(folder, 'web.md'), web);
    await library.refresh(Infinity);
    expect(await names('slow')).toEqual(['web.slow-pages']);
    await search.fill();
    expect((await rows()).length).toBe(9);
    await own.clock.advance(4 * 24 * 60 * 60_000);
    await replica(library).fill();
    expect((await rows()).map(({ name }) => name)).toEqual(library.procedureNames());
  });

  test('replicas with other pages, or of another version, do not mind each other', async () => {
    const other = await folderOf({ 'pods.md': pods.replaceAll('KubePodCrashLooping', 'NodeAsleep') });
    const theirs = await loadRunbooks([other], readers);
    await rm(other, { recursive: true, force: true });
    const [ours, others, newer] = [replica(library), replica(theirs), replica(library, '2')];
    await Promise.all([ours.fill(), others.fill(), newer.fill(), replica(library).fill(), replica(theirs).fill()]);
    expect(await names('NodeAsleep', others)).toEqual(['pods.restart-the-kubelet', 'pods.read-the-logs']);
    expect(await names('NodeAsleep', ours)).toEqual([]);
    expect(await names('KubePodCrashLooping', others)).toEqual([]);
    expect(await names('certbot', newer)).toEqual(['web.rotate-certificates']);
    expect(await names('certbot', others)).toEqual([]);
  });
});

test('while the database is away, the search in memory answers', async () => {
  const own = await createTestDatabase();
  const folder = await folderOf({ 'pods.md': pods, 'web.md': web });
  const library = await loadRunbooks([folder], readers);
  await rm(folder, { recursive: true, force: true });
  const search = createSearch({ database: own.database, library, log, version: '1' });
  await own.drop();
  const names = async (query: string): Promise<string[]> =>
    (await search.find(query)).procedures.map(({ name }) => name);
  expect(await names('KubePodCrashLooping')).toEqual(['pods.restart-the-kubelet', 'pods.read-the-logs']);
  expect(await names('kube-proxy')).toEqual(['pods.free-some-memory']);
  expect(await names('restarting')).toEqual(['pods.restart-the-kubelet']);
  expect(await names('5xx')).toEqual(['web.answer-for-errors']);
  expect(await names("' | & ! :* <->")).toEqual([]);
  expect((await search.find('rotatte certifficates')).instead).toBe('rotate certificates');
});

test('people get what was meant, and a sentence when there is nothing', async () => {
  const opsbook = await startOpsbook({ runbooks: { 'pods.md': pods, 'web.md': web } });
  try {
    expect(await opsbook.answer('/ops find KubePodCrashLooping')).toContain('pods.restart-the-kubelet');
    const meant = await opsbook.answer('/ops find certifficates');
    expect(meant).toMatch(/Nothing matches "certifficates"\. Procedures for "certificates"/);
    expect(await opsbook.answer("/ops find ' | & ! :*")).toContain('Nothing in the runbooks matches');
    expect(await opsbook.answer(`/ops find ${'🔥'.repeat(900)}`)).toContain('Nothing in the runbooks matches');
  } finally {
    await opsbook.stop();
  }
});
