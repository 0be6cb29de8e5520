// Unfilled `<placeholders>` of a script. Unquoted they would be redirections, so they are taken out before the script is parsed.

import type { Finding } from './finding.ts';
import type { Syntax } from './syntax.ts';
import { HOLE, literalWord } from './word.ts';
import { writeFindings } from './write-file.ts';

// No placeholder is longer than a phrase; the bound also keeps a hostile page from making the search slow.
const placeholder = /(?<!<)<(?!\s)[^<>|&;()\n"'`]{0,80}[^<>|&;()\n"'`\s=-]>/g;
const opaque = new Set(['raw_string', 'string', 'comment', 'heredoc_body', 'ansi_c_string', 'test_command']);

export interface Filled {
  /** The script with HOLE where an unquoted placeholder stood; the same lines. */
  readonly script: string;
  /** A mark for each, and what `cat <in>out` writes where that is no placeholder but two redirections. */
  readonly found: readonly Finding[];
}

/** Finds placeholders outside quotes and comments. `root` is the tree of the script as it stands. */
export function fillPlaceholders(script: string, root: Syntax): Filled {
  const found: Finding[] = [];
  const filled = script.replace(placeholder, (name, offset: number) => {
    if (!/[\p{L}]/u.test(name) || isOpaqueAt(root, offset)) return name;
    const line = lineAt(script, offset);
    found.push({ risk: 'read', say: '', marks: [{ kind: 'unfilled', say: `\`${name}\` is not filled in`, line }] });
    found.push(...redirection(script, offset, name));
    return HOLE;
  });
  return { script: filled, found };
}

/** The text with a word where anything like a placeholder stands, quoted or not. */
export function withoutPlaceholders(text: string, word: string): string {
  return text.replace(placeholder, word);
}

function redirection(script: string, offset: number, name: string): Finding[] {
  const behind = /^\S*/.exec(script.slice(offset + name.length, offset + name.length + 200))?.[0] ?? '';
  const isFirst = offset === 0 || /\s/.test(script[offset - 1] ?? '');
  const isFile = isFirst && /^(\w|\/dev\/)/.test(behind);
  return isFile ? writeFindings('`>`', literalWord(behind)) : [];
}

function lineAt(script: string, offset: number): number {
  return script.slice(0, offset).split('\n').length;
}

function isOpaqueAt(node: Syntax, offset: number): boolean {
  if (opaque.has(node.type)) return true;
  const child = node.children.find((each) => each.start <= offset && offset < each.end);
  return child !== undefined && isOpaqueAt(child, offset);
}
