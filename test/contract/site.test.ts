// The site that `npm run site` makes: each link and picture of it is there, each anchor too, and no page loads anything from elsewhere.

import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { markdownBody } from '../../publish/markdown-body.ts';
import { makeSite } from '../../publish/make-site.ts';
import { root, textFiles } from './tree.ts';

let folder: string;
let pages: ReadonlyMap<string, string>;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'opsbook-site-'));
  await makeSite(root, folder);
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.html'));
  pages = new Map(
    await Promise.all(files.map(async (file) => [file, await readFile(path.join(folder, file), 'utf8')] as const)),
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const values = (html: string, attribute: string): string[] =>
  [...html.matchAll(new RegExp(` ${attribute}="([^"]*)"`, 'g'))].map(([, value = '']) => value);

test('every document for people is a page, and each page names all of them', async () => {
  const documents = (await textFiles('docs')).filter(({ file }) => file.endsWith('.md')).map(({ file }) => file);
  const expected = [...documents.map((file) => file.replace(/\.md$/, '.html')), 'index.html', 'SECURITY.html'];
  expect(expected.length).toBeGreaterThan(40);
  for (const address of expected) {
    expect(pages.has(address), address).toBe(true);
    expect(values(pages.get('docs/guides/install.html') ?? '', 'href')).toContain(
      path.posix.relative('docs/guides', address),
    );
  }
});

test('every link, picture and anchor leads somewhere', () => {
  const astray: string[] = [];
  for (const [page, html] of pages)
    for (const url of [...values(html, 'href'), ...values(html, 'src')]) {
      if (/^https?:/.test(url)) continue;
      const [, file = '', anchor] = /^([^#]*)(?:#(.+))?$/.exec(url) ?? [];
      const target = file === '' ? page : path.posix.join(path.posix.dirname(page), file);
      if (!existsSync(path.join(folder, target))) astray.push(`${page}: ${url}`);
      else if (anchor !== undefined && !values(pages.get(target) ?? '', 'id').includes(anchor))
        astray.push(`${page}: ${url} has no such heading`);
    }
  expect(astray).toEqual([]);
});

test('nothing is asked of another machine, and nothing runs', () => {
  for (const [page, html] of pages) {
    expect(html, page).not.toMatch(/<(?:script|link|iframe|object|embed|base|form)\b|@import|\burl\(|\son\w+="/);
    expect(
      values(html, 'src').filter((url) => /^(?:[a-z]+:|\/)/.test(url)),
      page,
    ).toEqual([]);
    expect(html, page).toContain(`default-src 'none'`);
    expect(html, page).toContain('name="viewport"');
  }
});

test('headings get the anchors of a git host', () => {
  const body = markdownBody('## `a`: what & why?\n\n## Twice\n\n## Twice\n\n<b onclick="x">', (url) => url);
  expect(values(body, 'id')).toEqual(['a-what--why', 'twice', 'twice-1']);
  expect(body).toContain('&lt;b onclick=');
});

test('no site is made of a link that leads nowhere', async () => {
  const other = path.join(folder, 'another repository');
  for (const each of ['docs/guides', 'docs/reference', 'docs/seeds', 'docs/decisions'])
    await mkdir(path.join(other, each), { recursive: true });
  for (const each of ['README', 'SECURITY', 'CHANGELOG', 'ARCHITECTURE', 'CONTRIBUTING'])
    await writeFile(path.join(other, `${each}.md`), each === 'README' ? '[there](docs/gone.md)\n' : '# It\n');
  await expect(makeSite(other, path.join(folder, 'another site'))).rejects.toThrow(
    'README.md links to docs/gone.md, which does not exist. Correct the link.',
  );
});
