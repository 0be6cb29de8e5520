// A syntax tree as plain data: copied out of the parser's memory at once, so that nothing has to be freed later.

/** A node of a shell script. `start` and `end` index the script's UTF-16 text; `line` counts from 1. */
export interface Syntax {
  readonly type: string;
  readonly named: boolean;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly children: readonly Syntax[];
}

/** The nodes below and including `node` for which `isWanted` holds, in the order of the text. */
export function findAll(node: Syntax, isWanted: (node: Syntax) => boolean): Syntax[] {
  const found: Syntax[] = isWanted(node) ? [node] : [];
  for (const child of node.children) found.push(...findAll(child, isWanted));
  return found;
}
