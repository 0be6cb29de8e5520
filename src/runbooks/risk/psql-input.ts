// What is typed into psql: SQL, and lines that begin with a backslash, which psql itself carries out.
// https://www.postgresql.org/docs/18/app-psql.html#APP-PSQL-META-COMMANDS

import type { Finding } from './finding.ts';

const looking =
  /^(d\w*[+Sx]*|s[fv]\+?|l[+x]*|z[+S]*|conninfo|timing|x|pset|q?echo|warn|a|t|f|q|h|\?|encoding|set|unset|c|connect|errverbose|p|H)$/;

/** Splits the text into the SQL and the findings of the backslash lines; `shell` judges what `\!` runs. */
export function readPsqlInput(
  text: string,
  shell: (script: string) => Finding[],
): { readonly sql: string; readonly found: Finding[] } {
  const lines = text.split('\n');
  const isOwn = (line: string) => /^\s*\\/.test(line);
  const found = lines.filter(isOwn).flatMap((line) => metaFindings(line.trim().slice(1), shell));
  return { sql: lines.filter((line) => !isOwn(line)).join('\n'), found };
}

function metaFindings(line: string, shell: (script: string) => Finding[]): Finding[] {
  if (line.startsWith('!')) return shell(line.slice(1));
  const name = line.split(/\s/)[0] ?? '';
  const isAlone = !line.includes('`') && !line.includes('\\') && !line.includes('|');
  if (looking.test(name) && isAlone) return [{ risk: 'read', say: `\`psql \\${name}\`` }];
  return [{ risk: 'change', say: `\`\\${name}\` in psql may write files or run what is not shown here` }];
}
