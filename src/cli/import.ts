// `opsbook import <page>`: a copy of a page to start from, with what Opsbook understood written between its lines.

import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readBase } from '../config.ts';
import { CannotStart, reasonOf } from '../errors.ts';
import { bindClassifiers } from '../runbooks/bind-classifiers.ts';
import { importPage } from '../runbooks/import/import-page.ts';
import { loadParsers } from '../runbooks/risk/parsers.ts';
import type { CliCommand } from './cli-command.ts';

export const command: CliCommand = {
  name: 'import',
  describe: 'write an annotated copy of a page, to make a runbook of',
  arguments: '<page>',
  options: [{ flags: '--out <file>', describe: 'where to; otherwise <system>.md in the first runbook folder' }],
  act: async ([page = ''], { out }, { environment, print }) => {
    const bytes = await readFile(page).catch((thrown: unknown) => {
      throw new CannotStart(`Cannot read ${page}: ${reasonOf(thrown)}. Name a Markdown file.`, { cause: thrown });
    });
    const imported = importPage(page, bytes, bindClassifiers(await loadParsers()));
    for (const { file, line, say, hint } of imported.problems) print(`${file}:${line}: ${say}\n    ${hint}`);
    if (!imported.ok) {
      print(`Nothing was written. Mend the page, then import it again.`);
      return 1;
    }
    const file = typeof out === 'string' ? out : path.join(firstFolder(environment), `${imported.system}.md`);
    if (existsSync(file))
      throw new CannotStart(`${file} is there already. Move it away, or choose another: --out <file>`);
    await mkdir(path.dirname(path.resolve(file)), { recursive: true });
    await writeFile(file, imported.text, { flag: 'wx' });
    print(`Wrote ${file}. Nothing in it can be executed until somebody gives a block its target.`);
    print(`Next: correct owners, approvers and targets in its first lines, then: opsbook lint ${path.dirname(file)}`);
    return imported.problems.length === 0 ? 0 : 1;
  },
};

function firstFolder(environment: Parameters<typeof readBase>[0]): string {
  const [first = 'runbooks'] = readBase(environment).runbookFolders;
  return first;
}
