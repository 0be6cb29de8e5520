// Where a script's own shell expands variables that it has not set before, and whether the value would be split into words there.

import { assignedName } from './constants.ts';
import { findAll } from './syntax.ts';
import type { Syntax } from './syntax.ts';

export interface Use {
  readonly name: string;
  /** Counts from 1. */
  readonly line: number;
  /** Not in double quotes, nor where the shell does not split: assignments, `[[ … ]]`, `case`, arithmetic, heredocs. */
  readonly isSplit: boolean;
}

interface Place {
  readonly isSplit: boolean;
  /** Names set so far; grows while walking. */
  readonly set: Set<string>;
}

const keepsWhole = new Set([
  'string',
  'heredoc_body',
  'herestring_redirect',
  'arithmetic_expansion',
  'variable_assignment',
  'case_statement',
]);
const splits = new Set([
  'command',
  'redirected_statement',
  'for_statement',
  'array',
  'subshell',
  'command_substitution',
]);

export function variableUses(root: Syntax): Use[] {
  return usesBelow(root, { isSplit: true, set: new Set() });
}

function usesBelow(node: Syntax, place: Place): Use[] {
  if (node.type === 'simple_expansion' || node.type === 'expansion') return expansionUses(node, place);
  const inside = { ...place, isSplit: isSplitIn(node, place.isSplit) };
  const found: Use[] = [];
  for (const child of node.children) {
    if (node.type === 'for_statement' && child.type === 'do_group') place.set.add(node.children[1]?.text ?? '');
    found.push(...usesBelow(child, inside));
    if (node.type !== 'command' && child.type === 'variable_assignment') place.set.add(assignedName(child) ?? '');
  }
  if (node.type === 'command') for (const name of namesSetBy(node)) place.set.add(name);
  return found;
}

function isSplitIn(node: Syntax, around: boolean): boolean {
  if (splits.has(node.type)) return true;
  if (keepsWhole.has(node.type)) return false;
  return node.type === 'test_command' ? node.text.startsWith('[ ') : around;
}

function expansionUses(node: Syntax, place: Place): Use[] {
  const variable = node.children.find((child) => child.type === 'variable_name' || child.type === 'subscript');
  const name = variable?.type === 'subscript' ? variable.children[0]?.text : variable?.text;
  const inner = node.children.filter((child) => child !== variable).flatMap((child) => usesBelow(child, place));
  if (name === undefined || place.set.has(name) || !/^[A-Za-z_]\w*$/.test(name)) return inner;
  const isLength = node.text.startsWith('${#');
  return [{ name, line: node.line, isSplit: place.isSplit && !isLength }, ...inner];
}

// `read -r name`, `mapfile -t lines`, `printf -v name`: commands that set variables by name.
function namesSetBy(command: Syntax): string[] {
  const [name, ...args] = findAll(command, (node) => node.type === 'word').map((word) => word.text);
  if (name === 'read' || name === 'mapfile' || name === 'readarray') return args.filter((arg) => !arg.startsWith('-'));
  if (name === 'getopts') return args.slice(1, 2);
  return name === 'printf' && args[0] === '-v' ? args.slice(1, 2) : [];
}
