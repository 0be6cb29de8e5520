// The variables of a script whose value is certain wherever they are used: assigned once, at the top level, from a literal.

import { findAll } from './syntax.ts';
import type { Syntax } from './syntax.ts';
import { HOLE, textOf } from './word.ts';

// These can set a variable by its name, or read a file that does.
const setters = /^(read|mapfile|readarray|getopts|unset|eval|source|\.|let)$/;
const straight = new Set(['program', 'variable_assignments', 'declaration_command']);

/** Names with their values. `a=x` in a branch, a loop or a function, or set twice, is not certain and not in it. */
export function constantsOf(root: Syntax): Map<string, string> {
  const commands = findAll(root, (node) => node.type === 'command_name' || node.type === 'unset_command');
  const isUncertain = commands.some((node) => node.type === 'unset_command' || setters.test(node.text));
  if (isUncertain) return new Map();
  const assignments = findAll(root, (node) => node.type === 'variable_assignment');
  const loops = findAll(root, (node) => node.type === 'for_statement' || node.type === 'c_style_for_statement');
  const certain = new Map<string, string>();
  for (const assignment of straightAssignments(root)) {
    const name = assignedName(assignment);
    const isSetAgain = assignments.filter((other) => assignedName(other) === name).length > 1;
    const isLoopName = loops.some((loop) => loop.children.some((child) => child.text === name));
    const value = assignment.children[2];
    if (name === undefined || isSetAgain || isLoopName || assignment.children[1]?.text !== '=') continue;
    const text = value === undefined ? '' : textOf(value, certain);
    if (!text.includes(HOLE) && value?.type !== 'array') certain.set(name, text);
  }
  return certain;
}

/** The name that an assignment sets. */
export function assignedName(assignment: Syntax): string | undefined {
  const target = assignment.children[0];
  return target?.type === 'variable_name' ? target.text : target?.children[0]?.text;
}

function straightAssignments(node: Syntax): Syntax[] {
  if (node.type === 'variable_assignment') return [node];
  return straight.has(node.type) ? node.children.flatMap(straightAssignments) : [];
}
