// Every page of docs/reference, made from the registries of the code. The same code gives the same text, so a stale page can be told.

import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { commandsPage } from './commands-page.ts';
import { metricsPage } from './metrics-page.ts';
import { stepAttributesPage } from './step-attributes-page.ts';
import { terminalPage } from './terminal-page.ts';

export const referenceFolder = path.resolve(import.meta.dirname, '../docs/reference');

/** By the name of the file in that folder. */
export async function referencePages(): Promise<ReadonlyMap<string, string>> {
  const pages = {
    'commands.md': await commandsPage(),
    'metrics.md': metricsPage(),
    'step-attributes.md': stepAttributesPage(),
    'terminal.md': await terminalPage(),
  };
  const settled = new Map<string, string>();
  for (const [name, text] of Object.entries(pages)) {
    const file = path.join(referenceFolder, name);
    const note = '\n\nThis page is made from the code by `npm run reference`.\n';
    settled.set(name, await format(`${text}${note}`, { ...(await resolveConfig(file)), filepath: file }));
  }
  return settled;
}
