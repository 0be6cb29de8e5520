// The two real parsers, loaded once: tree-sitter's bash grammar and PostgreSQL's own SQL parser, both WebAssembly.
// After loading, everything is synchronous, and no memory of a parser is held after a call returns; the last few trees are copies.

import { createRequire } from 'node:module';
import treeSitter from '@vscode/tree-sitter-wasm';
import type { Node, Parser } from '@vscode/tree-sitter-wasm';
import { remembering } from '../remembering.ts';
import { loadSqlParser, type SqlParser } from './sql-parser.ts';
import type { Syntax } from './syntax.ts';

type ParsedScript = { readonly ok: true; readonly root: Syntax } | { readonly ok: false; readonly say: string };

export interface Parsers {
  /** A script that is not valid shell still gives a tree, with nodes of type `ERROR` or `MISSING` in it. */
  readonly shell: (script: string) => ParsedScript;
  readonly sql: SqlParser;
}

// Beyond these a script is no runbook step; the limits keep a hostile page from using up the stack or the time.
const longestScript = 50_000;
const deepestNesting = 150;
// Tens of thousands of pipes in a row exhaust the grammar's memory, and the parser with it.
const mostOperators = 4_000;
// Some texts drive the grammar's scanner into minutes; a script of the greatest length takes a tenth of a second.
const longestParseMs = 1000;

/** Loads both parsers. Throws when a package is not installed. */
export async function loadParsers(): Promise<Parsers> {
  // Found through module resolution, because the program may run as one bundled file.
  const grammar = createRequire(import.meta.url).resolve('@vscode/tree-sitter-wasm/wasm/tree-sitter-bash.wasm');
  const [parser, sql] = await Promise.all([loadBash(grammar), loadSqlParser()]);
  return {
    shell: remembering(rememberedTrees, (script) => parseShell(parser, script)),
    sql: remembering(rememberedTrees, sql),
  };
}

// Trees are large.
const rememberedTrees = 8;

async function loadBash(grammar: string): Promise<Parser> {
  await treeSitter.Parser.init();
  const parser = new treeSitter.Parser();
  parser.setLanguage(await treeSitter.Language.load(grammar));
  return parser;
}

function parseShell(parser: Parser, script: string): ParsedScript {
  if (script.length > longestScript) {
    return {
      ok: false,
      say: `The script is longer than ${longestScript} characters: move it into a file and call that`,
    };
  }
  if ((script.match(/[|&;]/g) ?? []).length > mostOperators)
    return { ok: false, say: `The script has more than ${mostOperators} operators: split it into steps` };
  // Without a line end at its end the grammar takes the last command for a broken one first, which costs half the time.
  const text = script.endsWith('\n') ? script : `${script}\n`;
  const end = Date.now() + longestParseMs;
  const tree = parser.parse(text, null, { progressCallback: () => Date.now() > end });
  if (tree === null) {
    parser.reset();
    return { ok: false, say: 'The script cannot be read as shell: shorten it or split it into steps' };
  }
  try {
    const root = copy(tree.rootNode, text, 0);
    return root === undefined
      ? { ok: false, say: `The script nests deeper than ${deepestNesting} levels: split it into steps` }
      : { ok: true, root };
  } finally {
    tree.delete();
  }
}

// Each property of a node is a call into WebAssembly, so only those that can matter are asked for.
function copy(node: Node, script: string, depth: number): Syntax | undefined {
  if (depth > deepestNesting) return undefined;
  const { startIndex: start, endIndex: end } = node;
  const isEmpty = start === end;
  const isNamed = node.isNamed;
  const children: Syntax[] = [];
  for (const child of isNamed && !isEmpty ? node.children : []) {
    const copied = child === null ? undefined : copy(child, script, depth + 1);
    if (copied === undefined) return undefined;
    children.push(copied);
  }
  const type = isEmpty && node.isMissing ? 'MISSING' : node.type;
  return {
    type,
    named: isNamed,
    text: script.slice(start, end),
    start,
    end,
    line: node.startPosition.row + 1,
    children,
  };
}
