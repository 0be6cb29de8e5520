// What the documents say is true: examples are valid, commands, variables and linked files exist.

import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Code, Nodes } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import packageJson from '../../package.json' with { type: 'json' };
import { bindClassifiers } from '../../src/runbooks/bind-classifiers.ts';
import { parseRunbook } from '../../src/runbooks/parse.ts';
import { loadParsers } from '../../src/runbooks/risk/parsers.ts';
import { root, textFiles } from './tree.ts';

const everything = await textFiles();
const documents = everything.filter(({ file }) => /^(?:[^/]+|docs\/.+)\.md$/.test(file));
const classifiers = bindClassifiers(await loadParsers());
const markdown = unified().use(remarkParse).use(remarkGfm);

test('the documents are there', () => {
  const names = documents.map(({ file }) => file);
  expect(names).toEqual(expect.arrayContaining(['ARCHITECTURE.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'README.md']));
});

describe.each(documents.map((each) => [each.file, each] as const))('%s', (_, document) => {
  const nodes = all(markdown.parse(document.text));
  const blocks = nodes.filter((node) => node.type === 'code');

  test('has examples of runbooks without problems', () => {
    const examples = blocks.filter(({ lang }) => lang === 'markdown' || lang === 'md');
    const whole = examples.find(isWhole);
    const problems = examples.flatMap((example) => {
      if (!isWhole(example) && !/^#+ /m.test(example.value)) return [];
      // A piece is read as part of the first whole example of its page.
      const page = isWhole(example) ? example.value : `${frontMatterOf(whole)}\n${example.value}`;
      const { page: kind, problems: found } = parseRunbook(document.file, Buffer.from(`${page}\n`), classifiers);
      return [
        ...(kind === 'runbook' ? [] : [`line ${lineOf(example)}: is not a runbook`]),
        ...found.map(({ say, hint }) => `line ${lineOf(example)}: ${say}. ${hint}`),
      ];
    });
    expect(problems).toEqual([]);
  });

  test('has data that can be read', () => {
    const faults = blocks.flatMap((block) => {
      if (block.lang === 'json') return jsonFaults(block.value);
      if (block.lang !== 'yaml' && block.lang !== 'yml') return [];
      return parseAllDocuments(block.value).flatMap(({ errors }) => errors.map(({ message }) => message));
    });
    expect(faults).toEqual([]);
  });

  test('names scripts, terminal verbs and variables that exist', () => {
    const scripts = [...document.text.matchAll(/\bnpm run ([\w:-]+)/g)].map(([, name = '']) => name);
    expect(scripts.filter((name) => !(name in packageJson.scripts))).toEqual([]);
    const verbs = [...document.text.matchAll(/(?:\bopsbook|\b(?:dist\/main\.js|src\/main\.ts)) ([a-z]+)/g)];
    const shown = verbs.filter(([sentence]) => codeOf(nodes).includes(sentence)).map(([, name = '']) => name);
    expect(shown.filter((name) => !terminalVerbs.has(name))).toEqual([]);
    const variables = [...document.text.matchAll(/\b(?:OPSBOOK|SLACK)_[A-Z_]+[A-Z]\b/g)].map(([name]) => name);
    expect(variables.filter((name) => !known.some((code) => code.includes(name)))).toEqual([]);
  });

  test('links to files that exist', () => {
    const targets = nodes.flatMap((node) => (node.type === 'link' || node.type === 'image' ? [node.url] : []));
    const drawn = [...document.text.matchAll(/<img[^>]*\bsrc="([^"]+)"/g)].map(([, source = '']) => source);
    const files = [...targets, ...drawn].filter((url) => !/^(?:[a-z]+:|#)/.test(url));
    const gone = files.filter((url) => !existsSync(path.resolve(root, path.dirname(document.file), bare(url))));
    expect(gone).toEqual([]);
  });
});

const known = everything.filter(({ file }) => file.endsWith('.ts')).map(({ text }) => text);
const terminalVerbs = new Set([
  'help',
  ...everything
    .filter(({ file }) => file.startsWith('src/cli/'))
    .flatMap(({ text }) => [...text.matchAll(/^ {2}name: '([a-z]+)[ ']/gm)])
    .map(([, name = '']) => name),
]);

function all(node: Nodes): Nodes[] {
  return [node, ...('children' in node ? node.children.flatMap(all) : [])];
}

function codeOf(nodes: readonly Nodes[]): string {
  return nodes.flatMap((node) => (node.type === 'code' || node.type === 'inlineCode' ? [node.value] : [])).join('\n');
}

function isWhole({ value }: Code): boolean {
  return value.startsWith('---\n');
}

function frontMatterOf(example: Code | undefined): string {
  return /^---\n[^]*?\n---\n/.exec(example?.value ?? '')?.[0] ?? '';
}

function lineOf({ position }: Code): number {
  return position?.start.line ?? 0;
}

function jsonFaults(text: string): string[] {
  try {
    JSON.parse(text);
    return [];
  } catch (thrown) {
    return [String(thrown)];
  }
}

function bare(url: string): string {
  return decodeURIComponent(url.replace(/[#?].*$/, ''));
}
