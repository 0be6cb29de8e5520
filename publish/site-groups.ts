// Which documents the site has, in which order, under which heading.

import { readdir } from 'node:fs/promises';
import path from 'node:path';

export interface Group {
  readonly title: string;
  readonly files: readonly string[];
}

/** In the order in which somebody new reads them; others follow by name. */
const guides = [
  'install',
  'first-runbook',
  'write-a-runbook',
  'runbook-language',
  'pages-without-settings',
  'approvals',
  'permissions',
];

export async function siteGroups(root: string): Promise<readonly Group[]> {
  const pagesIn = async (folder: string): Promise<string[]> => {
    const names = await readdir(path.join(root, folder));
    return names
      .filter((name) => name.endsWith('.md'))
      .sort()
      .map((name) => path.posix.join(folder, name));
  };
  return [
    { title: 'Opsbook', files: ['README.md', 'SECURITY.md', 'CHANGELOG.md'] },
    { title: 'Guides', files: [...(await pagesIn('docs/guides'))].sort((a, b) => rankOf(a) - rankOf(b)) },
    { title: 'Reference', files: await pagesIn('docs/reference') },
    {
      title: 'Inside',
      files: ['ARCHITECTURE.md', 'CONTRIBUTING.md', ...(await pagesIn('docs')), ...(await pagesIn('docs/seeds'))],
    },
    { title: 'Decisions', files: await pagesIn('docs/decisions') },
  ];
}

function rankOf(file: string): number {
  const rank = guides.indexOf(path.posix.basename(file, '.md'));
  return rank === -1 ? guides.length : rank;
}
