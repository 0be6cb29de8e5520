// `npm run reference`: writes docs/reference anew.

import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { referenceFolder, referencePages } from './reference-pages.ts';

const pages = await referencePages();
await mkdir(referenceFolder, { recursive: true });
for (const [name, text] of pages) await writeFile(path.join(referenceFolder, name), text);
process.stdout.write(`docs/reference: ${[...pages.keys()].join(', ')}\n`);
// What the verbs of the terminal import may hold the process.
process.exit();
