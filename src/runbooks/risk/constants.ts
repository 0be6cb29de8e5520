// The variables of a script whose value is certain wherever they are used: assigned once, at the top level, from a literal.

import { findAll } from './syntax.ts';
import type { Syntax } from './syntax.ts';
import { arrayValue, HOLE, isOpen, textOf, wordsOf } from './word.ts';

// These set the variables that they name; the others can set any.
const namingSetters = /^(read|mapfile|readarray|getopts|unset)$/;
const setters = /^(eval|source|\.|let)$/;
const straight = new Set(['program', 'variable_assignments', 'declaration_command']);

/** Names with their values. `a=x` in a branch, a loop or a function, or set twice, is not certain and not in it. */
export function constantsOf(root: Syntax): Map<string, string> {
  const commands = findAll(root, (node) => node.type === 'command' || node.type === 'unset_command');
  if (commands.some(setsAny)) return new Map();
  const setByName = new Set(commands.flatMap(namesSet));
  const [once, often] = [new Set<string | undefined>(), new Set<string | undefined>()];
  for (const node of findAll(root, (each) => each.type === 'variable_assignment')) {
    const name = assignedName(node);
    (once.has(name) ? often : once).add(name);
  }
  const loops = findAll(root, (node) => node.type === 'for_statement' || node.type === 'c_style_for_statement');
  const loopNames = new Set(loops.flatMap((loop) => loop.children.map((child) => child.text)));
  const certain = new Map<string, string>();
  for (const assignment of straightAssignments(root)) {
    const name = assignedName(assignment);
    const isSure = name !== undefined && !often.has(name) && !loopNames.has(name) && !setByName.has(name);
    if (isSure && assignment.children[1]?.text === '=') keep(name, assignment, certain);
  }
  return certain;
}

function keep(name: string, assignment: Syntax, certain: Map<string, string>): void {
  const value = assignment.children[2];
  if (value?.type === 'array') {
    const words = value.children.filter((child) => child.named).flatMap((child) => wordsOf(child, certain));
    if (!words.some(isOpen)) certain.set(`${name}[@]`, arrayValue(words));
    return;
  }
  const text = value === undefined ? '' : textOf(value, certain);
  if (!text.includes(HOLE)) certain.set(name, text);
}

/** The name that an assignment sets. */
export function assignedName(assignment: Syntax): string | undefined {
  const target = assignment.children[0];
  return target?.type === 'variable_name' ? target.text : target?.children[0]?.text;
}

function setsAny(command: Syntax): boolean {
  const name = nameOf(command);
  return setters.test(name) || (namingSetters.test(name) && command.text.includes('$'));
}

function namesSet(command: Syntax): string[] {
  return namingSetters.test(nameOf(command)) ? command.children.map((child) => child.text) : [];
}

function nameOf(command: Syntax): string {
  if (command.type === 'unset_command') return 'unset';
  return command.children.find((child) => child.type === 'command_name')?.text ?? '';
}

function straightAssignments(node: Syntax): Syntax[] {
  if (node.type === 'variable_assignment') return [node];
  return straight.has(node.type) ? node.children.flatMap(straightAssignments) : [];
}
