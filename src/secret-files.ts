// Secrets that lie in files, as orchestrators hand them over: `NAME_FILE` names the file that holds the value of `NAME`. Read once, at
// the start, before anything else looks at the environment.

import { readFileSync, statSync } from 'node:fs';
import { isSecretName } from './audit/secrets.ts';
import { CannotStart, reasonOf } from './errors.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Without these Opsbook cannot be what it was told to be; any other name is missed by the target that needs it, if one does. */
const own = new Set([
  'SLACK_BOT_TOKEN_FILE',
  'SLACK_APP_TOKEN_FILE',
  'SLACK_SIGNING_SECRET_FILE',
  'DATABASE_URL_FILE',
  'OPSBOOK_WEBHOOK_TOKEN_FILE',
  'OPSBOOK_METRICS_TOKEN_FILE',
  'OPSBOOK_SECRET_KEY_FILE',
  'OPSBOOK_RANGE_TOKEN_FILE',
  'OPSBOOK_AUDIT_KEY_FILE',
  'OPSBOOK_AUDIT_OLD_KEYS_FILE',
]);
/** Many programs have a variable that names a file of theirs, and some of those files are large. */
const largest = 64 * 1024;

export function readSecretFiles(environment: Environment): Environment {
  const read: Record<string, string | undefined> = { ...environment };
  const problems: string[] = [];
  for (const [variable, file] of Object.entries(environment)) {
    const name = /^(\w+)_FILE$/.exec(variable)?.[1];
    if (name === undefined || file === undefined || file === '') continue;
    if ((environment[name] ?? '') !== '') {
      if (own.has(variable) || isSecretName(name))
        problems.push(`${name} and ${variable} are both set, and only one of them can be meant; unset one`);
      continue;
    }
    const content = contentOf(file);
    if (content.ok) read[name] = content.text;
    if (content.ok && own.has(variable)) read[variable] = undefined;
    if (!content.ok && own.has(variable)) problems.push(`${variable} names ${file}, which ${content.say}`);
  }
  if (problems.length > 0) throw new CannotStart(`Opsbook cannot start: ${problems.join('; ')}.`);
  return read;
}

function contentOf(
  file: string,
): { readonly ok: true; readonly text: string } | { readonly ok: false; readonly say: string } {
  try {
    const stat = statSync(file);
    if (!stat.isFile()) return { ok: false, say: 'is no file' };
    if (stat.size > largest) return { ok: false, say: `is larger than the ${largest} bytes that a secret may have` };
    const text = readFileSync(file, 'utf8').replace(/\r?\n$/, '');
    return text === '' ? { ok: false, say: 'is empty' } : { ok: true, text };
  } catch (thrown) {
    return { ok: false, say: `cannot be read: ${reasonOf(thrown)}` };
  }
}
