// Reads `opsbook.yaml` and the template that it names, as a whole or not at all: a file that says something wrong refuses to start.

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { CannotStart, reasonOf } from '../errors.ts';
import { problemsOf } from './postmortem-template.ts';
import { settingsOf, type IncidentSettings } from './settings.ts';
import { readSettings } from './settings-file.ts';

export async function loadSettings(
  config: Parameters<typeof settingsOf>[0] & { readonly configFile: string },
): Promise<IncidentSettings> {
  const usual = settingsOf(config);
  const text = await readIfThere(config.configFile);
  if (text === undefined) return usual;
  const read = readSettings(text, usual);
  if (!read.ok)
    throw new CannotStart(
      `${config.configFile} cannot be used: ${read.problems.join('; ')}. Correct it and start again.`,
    );
  const { settings, templateFile } = read;
  if (templateFile === undefined) return { ...settings, template: usual.template };
  const file = path.resolve(path.dirname(config.configFile), templateFile);
  const template = await readIfThere(file);
  if (template === undefined)
    throw new CannotStart(
      `${config.configFile} names the post-mortem template ${file}, which is not there. Correct the name or write the file.`,
    );
  const problems = problemsOf(template);
  if (problems.length > 0) throw new CannotStart(`${file} cannot be used: ${problems.join(' ')}`);
  return { ...settings, template };
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return undefined;
    throw new CannotStart(`${file} cannot be read: ${reasonOf(thrown)}. Let the bot read it, or take it away.`, {
      cause: thrown,
    });
  }
}
