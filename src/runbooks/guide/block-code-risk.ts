// The risk of code that nobody here looks into: never `read`, and `destroy` when its own words say so.

import { destructiveWord } from '../risk/danger-words.ts';
import type { Verdict } from '../model.ts';

// These can only ask: https://grafana.com/docs/loki/latest/query/, https://learn.microsoft.com/kusto/query/
const asking = new Set(['logql', 'traceql', 'kql', 'kusto', 'lucene']);
// Words of every library that look worse than they are.
const plain = new Set(['format', 'empty', 'zero', 'reap']);
const more = /^(?:unlink(?:sync)?|rmtree|rmsync|removedirs|killall|delattr|taskkill|erase|rd)$/i;
const inStrings =
  /\b(?:drop\s+(?:table|database|schema|index|user|role)|delete\s+from|truncate\s+table|flushall|flushdb)\b|\brm\s+-\w*[rf]|["'\x60]rm["'\x60]\s*,/i;
const called = /([A-Za-z_$][\w$]{0,80})(?=\s{0,3}[(!])|\.([a-z_]\w{0,80})/g;
// In these a command stands first in its line.
const commanding = /^(?:powershell|ps1|pwsh|ps|posh|bat|batch|cmd|dos|dosbatch)$/;
const firstWord = /^\s*([A-Za-z][\w-]{0,80})(?=\s|$)/gm;

/** `name` is what a person would call the language; comments do not count. */
export function codeRisk(name: string, text: string): Verdict {
  const body = text
    .split('\n')
    .map((line) => line.replace(/^\s*(?:#|\/\/|--|;).*$|\s(?:#|\/\/)\s.*$/, ''))
    .join('\n');
  const language = name === '' ? 'Code' : `\`${name}\` code`;
  if (asking.has(name) && !/^\s*\./m.test(body)) {
    return { risk: 'read', because: [`A query in \`${name}\` only asks`], marks: [] };
  }
  const word = wordIn(body, commanding.test(name));
  if (word !== undefined) {
    return { risk: 'destroy', because: [`${language} is not looked into, and says \`${word}\``], marks: [] };
  }
  return { risk: 'change', because: [`${language} is not looked into, so it may change something`], marks: [] };
}

function wordIn(body: string, hasCommands: boolean): string | undefined {
  const sql = inStrings.exec(body)?.[0];
  if (sql !== undefined) return sql.replace(/\s+/g, ' ');
  const names = [...body.matchAll(called)].map((match) => match[1] ?? match[2] ?? '');
  const first = hasCommands ? [...body.matchAll(firstWord)].map((match) => match[1] ?? '') : [];
  return [...names, ...first].find(
    (name) => !plain.has(name.toLowerCase()) && (more.test(name) || destructiveWord(name) !== undefined),
  );
}
