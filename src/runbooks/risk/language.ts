// The languages of consoles that have no parser here (mongosh, cqlsh, what MySQL adds to SQL): told by the words of each statement.
// A statement that no pattern knows is a change, or goes to the SQL parser.

import type { Finding } from './finding.ts';

export interface Language {
  /** For the sentences: `CQL`. */
  readonly name: string;
  /** What stands between two statements; without it the whole text is one. */
  readonly ends?: RegExp;
  /** Tried in this order, on each statement. */
  readonly destroys: RegExp;
  readonly changes?: RegExp;
  readonly reads: RegExp;
  /** Any other statement is SQL, unless the text has something in it that PostgreSQL's parser would take for something else. */
  readonly elseSql?: { readonly unless: RegExp };
}

// A pattern is tried on no longer statement.
const longestMatched = 20_000;
const destructive = /\b(drop|delete|truncate|purge|flush|shutdown|kill|remove|reset)\b/i;

/** What a text in this language does. */
export function languageFindings(language: Language, text: string, sql: (text: string) => Finding[]): Finding[] {
  if (text.length > longestMatched) return [doubt(language, text.slice(0, longestMatched), 'is too long to be read')];
  const bare = text
    .split('\n')
    .filter((line) => !/^\s*(--|\/\/|#)[^'"`]*$/.test(line))
    .join('\n');
  const found: Finding[] = [];
  const rest: string[] = [];
  for (const statement of language.ends === undefined ? [bare] : bare.split(language.ends)) {
    const known = statement.trim() === '' ? [] : knownFindings(language, statement.trim());
    if (known === undefined) rest.push(statement);
    else found.push(...known);
  }
  if (rest.length === 0) return found;
  const { elseSql } = language;
  if (elseSql === undefined || elseSql.unless.test(bare)) {
    return [...found, ...rest.map((statement) => doubt(language, statement, 'is not known here'))];
  }
  // On lines of their own, so that a comment in one cannot swallow the next.
  const joined = rest.join('\n;\n');
  return [...found, ...sql(joined.includes('"') ? joined : joined.replaceAll('`', '"'))];
}

function knownFindings(language: Language, statement: string): Finding[] | undefined {
  const destroying = language.destroys.exec(statement)?.[0];
  const { name } = language;
  if (destroying !== undefined) {
    return [{ risk: 'destroy', say: `\`${shown(destroying)}\` in ${name} loses data or stops something` }];
  }
  const changing = language.changes?.exec(statement)?.[0];
  if (changing !== undefined) return [{ risk: 'change', say: `\`${shown(changing)}\` in ${name} changes something` }];
  return language.reads.test(statement) ? [{ risk: 'read', say: `\`${shown(statement)}\`` }] : undefined;
}

function doubt(language: Language, statement: string, why: string): Finding {
  const word = destructive.exec(statement)?.[0];
  const say = `\`${shown(statement)}\` in ${language.name} ${why}`;
  if (word !== undefined) return { risk: 'destroy', say: `${say}, and says "${word}"` };
  return { risk: 'change', say: `${say}, so it may change something` };
}

function shown(text: string): string {
  const line = text.trim().split('\n')[0] ?? '';
  const short = line.length > 40 ? `${line.slice(0, 40)}…` : line;
  return short.replaceAll('`', "'");
}
