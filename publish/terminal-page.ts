// The reference of the terminal: every verb of `src/cli` with its options.

import { z } from 'zod';
import { readFolder } from '../src/folder.ts';
import { referenceTable } from './reference-table.ts';

const verb = z.object({
  name: z.string(),
  describe: z.string(),
  arguments: z.string().default(''),
  options: z.array(z.object({ flags: z.string(), describe: z.string() })).default([]),
});
type Verb = z.input<typeof verb>;

export async function readTerminalVerbs(): Promise<readonly z.output<typeof verb>[]> {
  const folder = new URL('../src/cli/', import.meta.url);
  const verbs = await readFolder(folder, 'command', isVerb, ({ name }) => name);
  return [...verbs.values()].map((one) => verb.parse(one));
}

export async function terminalPage(): Promise<string> {
  const sections = (await readTerminalVerbs()).map(sectionOf);
  return `# Terminal verbs

Every verb of \`opsbook\`. In a checkout that is \`npx tsx src/main.ts\`; after \`npm run build\` it is \`node dist/main.js\`. \`<…>\` is needed, \`[…]\` may be left away. All take \`--help\`; \`opsbook --version\` says which version it is.

Exit code 0: all is well. 1: problems were found or nothing was done. 2: it could not run; one sentence says why. 3: a run waits for somebody. [In a terminal](../guides/terminal.md) explains the rest, and what \`--json\` prints. All read the [environment](../../README.md#environment).

${sections.join('\n\n')}`;
}

function sectionOf({ name, describe, arguments: words, options }: z.output<typeof verb>): string {
  const usage = ['opsbook', name, words].filter((part) => part !== '').join(' ');
  const rows = options.map((option) => [`\`${option.flags}\``, option.describe]);
  const table = rows.length === 0 ? '' : `\n\n${referenceTable(['Option', 'Is'], rows)}`;
  return `## ${name}\n\n\`${usage}\`: ${describe}.${table}`;
}

function isVerb(value: unknown): value is Verb {
  return verb.safeParse(value).success;
}
