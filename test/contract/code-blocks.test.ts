// What the documents tell people to type can be typed: shell is valid, `opsbook` and `/ops` lines name verbs and options that there are,
// settings files are taken as they stand, and the JSON that is sent is JSON.

import { Command } from 'commander';
import type { Code, InlineCode, Nodes } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { describe, expect, test } from 'vitest';
import { parse, parseDocument } from 'yaml';
import { z } from 'zod';
import { readCatalogue } from '../../src/handlers/catalogue.ts';
import { settingsOf } from '../../src/incidents/settings.ts';
import { bindClassifiers } from '../../src/runbooks/bind-classifiers.ts';
import { parseRunbook } from '../../src/runbooks/parse.ts';
import { settingNames } from '../../src/runbooks/procedure-settings.ts';
import { loadParsers } from '../../src/runbooks/risk/parsers.ts';
import type { Syntax } from '../../src/runbooks/risk/syntax.ts';
import { readSettings } from '../../src/settings/settings-file.ts';
import { parseWords } from '../../src/verbs/words.ts';
import { readTerminalVerbs } from '../../publish/terminal-page.ts';
import { textFiles } from './tree.ts';

const documents = (await textFiles()).filter(({ file }) => /^(?:[^/]+|docs\/.+)\.md$/.test(file));
const parsers = await loadParsers();
const classifiers = bindClassifiers(parsers);
const verbs = await readTerminalVerbs();
const { commands } = await readCatalogue();
const markdown = unified().use(remarkParse).use(remarkGfm);
const usual = settingsOf({ timezone: 'UTC', announceChannel: undefined, updateEveryMs: 1 });

function codesIn(node: Nodes): (Code | InlineCode)[] {
  if (node.type === 'code' || node.type === 'inlineCode') return [node];
  return 'children' in node ? node.children.flatMap(codesIn) : [];
}

/** A block with attributes is a step of a runbook, which another test reads. */
function blocksIn(codes: readonly (Code | InlineCode)[], ...languages: readonly string[]): string[] {
  return codes.flatMap((node) =>
    node.type === 'code' && languages.includes(node.lang ?? '') && (node.meta ?? '') === '' ? [node.value] : [],
  );
}

describe.each(documents.map(({ file, text }) => [file, text] as const))('%s', (_, text) => {
  const codes = codesIn(markdown.parse(text.replace(/^## Not yet\n[^]*?(?=^## )/m, '')));

  test('has shell that can be read, and verbs of the terminal with the options that they have', () => {
    expect(blocksIn(codes, 'sh', 'bash', 'console').flatMap(faultsOfShell)).toEqual([]);
  });

  test('has yaml whose settings are taken', () => {
    expect(blocksIn(codes, 'yaml', 'yml').flatMap(faultsOfYaml)).toEqual([]);
  });

  test('says /ops as it is said', () => {
    const lines = codes.flatMap(({ value }) => value.split('\n').filter((line) => line.startsWith('/ops ')));
    expect(lines.flatMap(faultsOfOps)).toEqual([]);
  });
});

test('what is wrong is found', () => {
  expect(faultsOfShell('echo "open')).toHaveLength(1);
  expect(faultsOfShell('opsbook audit verify --heads 4')).toEqual([expect.stringContaining('--heads')]);
  expect(faultsOfShell('node dist/main.js sevv 1')).toEqual([expect.stringContaining('sevv')]);
  expect(faultsOfShell('opsbook update 20261130-001')).toEqual([expect.stringContaining('text')]);
  expect(faultsOfShell(`curl -d '{"a":}' http://127.0.0.1/`)).toHaveLength(1);
  expect(faultsOfYaml('approvals: { changes: 1 }')).toHaveLength(1);
  expect(faultsOfYaml('approve: { frm: [a] }')).not.toEqual([]);
  expect(faultsOfYaml('it: { shell: local, cdw: /srv }')).not.toEqual([]);
  expect(faultsOfOps('/ops update all is well next=30m')).toEqual([]);
  expect(faultsOfOps('/ops update all is well until=30m')).toEqual(['/ops update all is well until=30m: no until=']);
  expect(faultsOfOps('/ops updat it')).toEqual(['/ops updat it: no such command']);
});

function faultsOfShell(script: string): string[] {
  const read = parsers.shell(script);
  if (!read.ok) return [read.say];
  const nodes = nodesOf(read.root);
  const broken = nodes.filter(({ type }) => type === 'ERROR' || type === 'MISSING');
  const commandsIn = nodes.filter(({ type }) => type === 'command');
  return [
    ...broken.map(({ line, text }) => `line ${line}: ${text}`),
    ...commandsIn.flatMap((command) => [...faultsOfOpsbook(wordsOf(command)), ...faultsOfData(wordsOf(command))]),
  ];
}

function nodesOf(node: Syntax): Syntax[] {
  return [node, ...node.children.flatMap(nodesOf)];
}

function wordsOf({ children }: Syntax): string[] {
  return children
    .filter(({ type, named }) => named && type !== 'variable_assignment' && !type.endsWith('redirect'))
    .map(({ text, type }) => (type === 'string' || type === 'raw_string' ? text.slice(1, -1) : text));
}

/** Commander itself judges the words, as main.ts lets it. */
function faultsOfOpsbook(words: readonly string[]): string[] {
  const line = words.join(' ');
  const rest = /^(?:opsbook|node dist\/main\.js|npx tsx src\/main\.ts)(?: |$)/.exec(line)?.[0];
  if (rest === undefined) return [];
  const own = words.slice(rest.trim().split(' ').length);
  const verb = verbs.find(({ name }) => name === own.slice(0, name.split(' ').length).join(' '));
  if (verb === undefined) return [`${line}: no such verb`];
  const faults: string[] = [];
  const program = new Command().exitOverride().configureOutput({ writeErr: (said) => faults.push(`${line}: ${said}`) });
  const added = program.command(`it ${verb.arguments}`.trim()).action(() => undefined);
  for (const { flags, describe: says } of verb.options) added.option(flags, says);
  try {
    program.parse(['it', ...own.slice(verb.name.split(' ').length)], { from: 'user' });
  } catch (thrown) {
    if (faults.length === 0) faults.push(`${line}: ${String(thrown)}`);
  }
  return faults;
}

/** What curl sends as JSON. */
function faultsOfData(words: readonly string[]): string[] {
  if (words[0] !== 'curl') return [];
  return words.flatMap((word, index) => {
    if (words[index - 1] !== '-d') return [];
    try {
      JSON.parse(word);
      return [];
    } catch (thrown) {
      return [`${word}: ${String(thrown)}`];
    }
  });
}

/** Files of other programs, which are only data here. */
const elsewhere = z.union([
  z.strictObject({ groups: z.array(z.unknown()) }),
  z.strictObject({ receivers: z.array(z.unknown()) }),
]);
const procedureSettings = z.partialRecord(z.enum(settingNames), z.unknown());
const targets = z.record(z.string(), z.looseObject({ shell: z.string() }));

/** Settings of Opsbook, of a procedure, or a target, each read by the reader that it has. */
function faultsOfYaml(text: string): string[] {
  const errors = parseDocument(text).errors.map(({ message }) => message);
  if (errors.length > 0) return errors;
  const value: unknown = parse(text);
  if (elsewhere.safeParse(value).success) return [];
  if (procedureSettings.safeParse(value).success)
    return faultsOfPage(
      `---\nsystem: it\napprovers: ['@a']\n---\n\n## It\n\n\`\`\`yaml procedure\n${text}\n\`\`\`\n\n- [ ] Look.\n`,
    );
  if (targets.safeParse(value).success)
    return faultsOfPage(`---\nsystem: it\ntargets:\n  ${text.replaceAll('\n', '\n  ')}\n---\n\n## It\n\n- [ ] Look.\n`);
  const read = readSettings(text, usual);
  return read.ok ? [] : read.faults.map(({ line, say, hint }) => `line ${line}: ${say}. ${hint}`);
}

function faultsOfPage(page: string): string[] {
  const { page: kind, problems } = parseRunbook('it.md', Buffer.from(page), classifiers);
  return kind === 'runbook' ? problems.map(({ say, hint }) => `${say}. ${hint}`) : ['is not read as a runbook'];
}

/** A command takes the names of its usage; those that say `name=` take those of a procedure. */
function faultsOfOps(line: string): string[] {
  const words = parseWords(line.slice('/ops '.length));
  if (!/^[a-z]/.test(words.verb)) return [];
  const command = commands.find(({ name }) => name === words.verb);
  if (command === undefined) return [`${line}: no such command`];
  const known = [...command.usage.matchAll(/\b([a-z]+)=/g)].map(([, name = '']) => name);
  if (known.includes('name')) return [];
  return Object.keys(words.named)
    .filter((name) => !known.includes(name))
    .map((name) => `${line}: no ${name}=`);
}
