// `npm run site`: the documents as a site, to look at from the disk or from any web server. `tsx publish/site.ts [folder]`

import { rm } from 'node:fs/promises';
import path from 'node:path';
import { makeSite } from './make-site.ts';

const root = path.resolve(import.meta.dirname, '..');
const folder = process.argv[2];
const to = path.resolve(root, folder ?? 'site');
// The folder that is ours alone begins anew, so that no page of yesterday stays.
if (folder === undefined) await rm(to, { recursive: true, force: true });
process.stdout.write(`${path.relative(root, to)}: ${await makeSite(root, to)} files; open index.html\n`);
