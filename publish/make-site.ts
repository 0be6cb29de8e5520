// The site: the documents of the repository as HTML files that link each other and what they name, and load nothing from elsewhere.
// A link that leads nowhere is a fault of its page, and no site is made of it.

import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { markdownBody } from './markdown-body.ts';
import { siteGroups } from './site-groups.ts';
import { escapeHtml, siteHtml, type SiteGroup } from './site-html.ts';
import { placeOf, relativeTo, type Place } from './site-places.ts';

/** Writes it into a folder and says how many files it has. */
export async function makeSite(root: string, to: string): Promise<number> {
  const groups = await siteGroups(root);
  const pages = new Set(groups.flatMap(({ files }) => files));
  const titles = new Map<string, string>();
  for (const file of pages) titles.set(file, titleOf(await readFile(path.join(root, file), 'utf8'), file));
  const waiting = new Map<string, Place>();
  const made = new Set<string>();
  const find = (file: string, namedBy: string): Place => {
    const place = placeOf(root, file, pages);
    if (place === undefined) throw new Error(`${namedBy} links to ${file}, which does not exist. Correct the link.`);
    if (!made.has(place.address)) waiting.set(place.address, place);
    return place;
  };
  const frame = (place: Place, body: string): string => {
    const from = (file: string): string => relativeTo(place.address, find(file, place.file).address);
    const menu = groups.map(({ title, files }): SiteGroup => ({
      title,
      links: files.map((file) => ({ title: titles.get(file) ?? file, href: from(file), isHere: file === place.file })),
    }));
    return siteHtml({ title: titles.get(place.file) ?? place.file, home: from('README.md'), groups: menu, body });
  };
  for (const file of pages) find(file, 'the site');
  for (const [address, place] of waiting) {
    waiting.delete(address);
    made.add(address);
    const target = path.join(to, address);
    await mkdir(path.dirname(target), { recursive: true });
    if (place.kind === 'picture') await copyFile(path.join(root, place.file), target);
    else await writeFile(target, frame(place, await bodyOf(root, place, find)));
  }
  return made.size;
}

async function bodyOf(root: string, place: Place, find: (file: string, namedBy: string) => Place): Promise<string> {
  const source = path.join(root, place.file);
  const heading = `<h1>${escapeHtml(place.file)}</h1>`;
  switch (place.kind) {
    case 'picture':
      return '';
    case 'text':
      return `${heading}\n<pre><code>${escapeHtml(await readFile(source, 'utf8'))}</code></pre>`;
    case 'folder': {
      const files = (await readdir(source)).sort().map((name) => find(path.posix.join(place.file, name), place.file));
      const items = files.map(
        ({ file, address }) =>
          `<li><a href="${escapeHtml(relativeTo(place.address, address))}">${escapeHtml(path.posix.basename(file))}</a></li>`,
      );
      return `${heading}\n<ul>\n${items.join('\n')}\n</ul>`;
    }
    case 'page':
      return markdownBody(await readFile(source, 'utf8'), (url) => {
        if (/^(?:[a-z]+:|#)/i.test(url)) return url;
        const [, target = '', anchor = ''] = /^([^#]*)(#.*)?$/.exec(url) ?? [];
        const file = path.posix.join(path.posix.dirname(place.file), decodeURI(target));
        return `${relativeTo(place.address, find(file, place.file).address)}${anchor}`;
      });
  }
}

function titleOf(text: string, file: string): string {
  return /^# (.+)$/m.exec(text)?.[1]?.replaceAll('`', '') ?? file;
}
