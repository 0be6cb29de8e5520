// Unfilled `<placeholders>` of a script. Unquoted they would be redirections, so they are taken out before the script is parsed.

import type { Syntax } from './syntax.ts';
import { HOLE } from './word.ts';

// No placeholder is longer than a phrase; the bound also keeps a hostile page from making the search slow.
const placeholder = /(?<!<)<(?!\s)[^<>|&;()\n"'`]{0,80}[^<>|&;()\n"'`\s=-]>/g;
const opaque = new Set(['raw_string', 'string', 'comment', 'heredoc_body', 'ansi_c_string', 'test_command']);

export interface Filled {
  /** The script with HOLE where an unquoted placeholder stood; the same lines. */
  readonly script: string;
  /** As written, each once: `<pod>`. */
  readonly names: readonly string[];
}

/** Finds placeholders outside quotes and comments. `root` is the tree of the script as it stands. */
export function fillPlaceholders(script: string, root: Syntax): Filled {
  const names = new Set<string>();
  const filled = script.replace(placeholder, (name, offset: number) => {
    if (!/[\p{L}]/u.test(name) || isOpaqueAt(root, offset)) return name;
    names.add(name);
    return HOLE;
  });
  return { script: filled, names: [...names] };
}

function isOpaqueAt(node: Syntax, offset: number): boolean {
  if (opaque.has(node.type)) return true;
  const child = node.children.find((each) => each.start <= offset && offset < each.end);
  return child !== undefined && isOpaqueAt(child, offset);
}
