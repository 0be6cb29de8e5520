// What a parsed CEL expression mentions: names, fields of `parameters`, the patterns of `matches`, and texts that names are compared with.

import type { ASTNode } from '@marcbachmann/cel-js';

export interface Uses {
  readonly names: Set<string>;
  readonly parameters: Set<string>;
  /** Undefined stands for a pattern that is computed. */
  readonly patterns: Set<string | undefined>;
  /** `way == "back"` and `way != "back"`. */
  readonly comparisons: { readonly name: string; readonly text: string }[];
}

export function usesOf(root: ASTNode): Uses {
  const uses: Uses = { names: new Set(), parameters: new Set(), patterns: new Set(), comparisons: [] };
  visit(root, uses);
  return uses;
}

function visit(node: ASTNode, uses: Uses): void {
  note(node, uses);
  for (const child of nodesIn(node.args)) visit(child, uses);
}

function note(node: ASTNode, uses: Uses): void {
  if (node.op === 'id') uses.names.add(node.args);
  if (node.op === '.' && isParameters(node.args[0])) uses.parameters.add(node.args[1]);
  if (node.op === '[]' && isParameters(node.args[0])) {
    const name = textOf(node.args[1]);
    if (name !== undefined) uses.parameters.add(name);
  }
  if (node.op === '==' || node.op === '!=') {
    const [left, right] = node.args;
    for (const [one, other] of [
      [left, right],
      [right, left],
    ]) {
      const text = other && textOf(other);
      if (one?.op === 'id' && text !== undefined) uses.comparisons.push({ name: one.args, text });
    }
  }
  if (node.op === 'rcall' && node.args[0] === 'matches') {
    const [pattern] = node.args[2];
    uses.patterns.add(pattern && textOf(pattern));
  }
}

function isParameters(node: ASTNode): boolean {
  return node.op === 'id' && node.args === 'parameters';
}

function textOf(node: ASTNode): string | undefined {
  return node.op === 'value' && typeof node.args === 'string' ? node.args : undefined;
}

function nodesIn(args: unknown): ASTNode[] {
  if (isNode(args)) return [args];
  return Array.isArray(args) ? args.flatMap(nodesIn) : [];
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === 'object' && value !== null && 'op' in value && 'args' in value;
}
