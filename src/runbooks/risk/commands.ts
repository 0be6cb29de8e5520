// The commands of a script in the order in which they run, wherever they stand: in pipelines, substitutions, loops, functions,
// heredoc bodies. Each carries what it reads on standard input and which files the shell writes for it.

import { assignedName } from './constants.ts';
import type { Assignment, Command, Event, Input } from './event.ts';
import { isEnding, outputOf, shownStages } from './piped.ts';
import { isHeredocPart, isRedirect, redirectOf } from './redirects.ts';
import type { Redirect } from './redirects.ts';
import { findAll } from './syntax.ts';
import type { Syntax } from './syntax.ts';
import { HOLE, literalWord, textOf, wordsOf } from './word.ts';
import type { Constants, Word } from './word.ts';

interface Surroundings {
  readonly constants: Constants;
  readonly input: Input;
  readonly shown: boolean;
  readonly bounded: boolean;
  /** Where the pipeline around ends, if there is one. */
  readonly end?: number;
}

const none: Input = { kind: 'none' };
const tokens = new Set(['$', '"', "'"]);
// What is printed in there is a value, not an output.
const captures = new Set(['command_substitution', 'process_substitution']);

/** What happens in a script, inner commands before the command they stand in. `input` is the script's own standard input. */
export function eventsOf(root: Syntax, constants: Constants, input: Input): Event[] {
  return walk(root, { constants, input, shown: true, bounded: false });
}

function walk(node: Syntax, around: Surroundings): Event[] {
  switch (node.type) {
    case 'command':
      return command(node, [], around);
    case 'redirected_statement':
      return redirected(node, around);
    case 'pipeline':
      return pipeline(
        node.children.filter((child) => child.named),
        { ...around, end: around.end ?? node.end },
      );
    case 'variable_assignment':
      return [...below(node, around), assignment(node, around)];
    case 'while_statement':
    case 'c_style_for_statement':
      return [...endlessLoop(node, around), ...below(node, around)];
    case 'compound_statement':
      return /^\{[^\s{},]*,/.test(node.text) ? [braced(node, around)] : below(node, around);
    case 'ERROR':
    case 'MISSING':
      return [{ kind: 'flaw', text: node.text, line: node.line }, ...below(node, around)];
    default:
      return below(node, around);
  }
}

function below(node: Syntax, around: Surroundings): Event[] {
  const inside = captures.has(node.type) ? { ...around, shown: false, input: none } : around;
  return node.children.flatMap((child, index) => {
    const isBeside = node.children[index + 1]?.text === '&' && node.children[index + 1]?.named === false;
    return walk(child, isBeside ? { ...inside, bounded: true } : inside);
  });
}

function assignment(node: Syntax, { constants }: Surroundings): Assignment {
  const value = node.children[2];
  const text = value === undefined || value.type === 'array' ? undefined : textOf(value, constants);
  const known = text?.includes(HOLE) === true ? undefined : text;
  return {
    kind: 'assignment',
    name: assignedName(node) ?? '',
    value: value?.text ?? '',
    text: known,
    line: node.line,
  };
}

// A way out is anything that leaves the loop; whether it is ever taken cannot be known.
const leaving = /^(break|exit|return|exec|kill)$/;

function endlessLoop(node: Syntax, around: Surroundings): Event[] {
  const [word, condition] = node.children;
  const isAlways =
    node.type === 'c_style_for_statement'
      ? /^for\s*\(\(\s*;\s*;/.test(node.text)
      : word?.text === 'while'
        ? /^(true|:|\[ 1 \]|\[\[ 1 \]\]|\(\( ?1 ?\)\))$/.test(condition?.text ?? '')
        : condition?.text === 'false';
  const leaves = (each: Syntax) => each.type === 'command_name' && leaving.test(each.text);
  if (!isAlways || around.bounded || findAll(node, leaves).length > 0) return [];
  return [{ kind: 'loop', line: node.line, end: around.end ?? node.end }];
}

// `{rm,-rf,/x}` is one command whose words stand in the braces.
function braced(node: Syntax, around: Surroundings): Command {
  const words = node.text.trim().slice(1).replace(/\}$/, '').split(',');
  return run(
    node,
    words.map((word) => literalWord(word, node.line)),
    around,
  );
}

function run(node: Syntax, words: readonly Word[], around: Surroundings): Command {
  const { input, shown, bounded } = around;
  return { kind: 'command', words, input, shown, bounded, end: around.end ?? node.end, start: node.start };
}

/** `more` are words that follow a redirection: `psql <<EOF -d shop`, and what stands after `<ns>` read as a redirection. */
function command(node: Syntax, more: readonly Word[], around: Surroundings): Event[] {
  const isArgument = (child: Syntax) =>
    child.type !== 'variable_assignment' && !isRedirect(child) && (child.named || !tokens.has(child.text));
  const own = node.children.filter(isArgument).flatMap((child) => wordsOf(child, around.constants));
  const parts = redirects(node, around, own);
  const input = parts.findLast((part) => part.input !== undefined)?.input ?? around.input;
  const words = [...own, ...parts.flatMap((part) => part.words), ...more];
  const inner = node.children.filter((child) => !isRedirect(child)).flatMap((child) => walk(child, around));
  const shown = around.shown && !parts.some((part) => part.takesOutput);
  return [
    ...inner,
    ...parts.flatMap((part) => part.before),
    run(node, words, { ...around, input, shown }),
    ...parts.flatMap((part) => part.after),
  ];
}

function redirects(node: Syntax, around: Surroundings, words: readonly Word[]): Redirect[] {
  const inside = { constants: around.constants, below: (each: Syntax) => below(each, around) };
  const printsNothing = words.length === 0 || isSilent(words.map((word) => word.text));
  return node.children.filter(isRedirect).map((child) => redirectOf(child, inside, printsNothing));
}

function isSilent([name, ...args]: readonly string[]): boolean {
  if (name === ':' || name === 'true') return true;
  if (name === 'cat') return args.length === 1 && args[0] === '/dev/null';
  return (name === 'echo' || name === 'printf') && args.every((arg) => arg === '' || arg === '-n');
}

function redirected(node: Syntax, around: Surroundings): Event[] {
  const body = node.children.find((child) => !isRedirect(child));
  const heredoc = node.children.find((child) => child.type === 'heredoc_redirect');
  const isPlain = body === undefined || body.type === 'command';
  const names = body === undefined ? [] : body.children.filter((child) => child.named);
  const words = isPlain ? names.flatMap((child) => wordsOf(child, around.constants)) : [literalWord(HOLE)];
  const parts = redirects(node, around, words);
  const input = parts.findLast((part) => part.input !== undefined)?.input ?? around.input;
  const more = parts.flatMap((part) => part.words);
  const shown = around.shown && !parts.some((part) => part.takesOutput);
  const own = { ...around, input, shown };
  const inside = body === undefined ? [] : redirectedBody(body, more, own);
  const alone: Event[] = body === undefined && more.length > 0 ? [run(node, more, own)] : [];
  const rest = heredoc === undefined ? [] : afterHeredoc(heredoc, input, inside, around);
  const writes = withContent(
    parts.flatMap((part) => part.after),
    inside,
    body,
  );
  return [...parts.flatMap((part) => part.before), ...inside, ...alone, ...writes, ...rest];
}

function withContent(writes: readonly Event[], inside: readonly Event[], body: Syntax | undefined): Event[] {
  const printed = outputOf(inside, body);
  if (printed.kind !== 'text') return [...writes];
  return writes.map((each) => (each.kind === 'write' ? { ...each, content: printed } : each));
}

// A redirection after a pipeline belongs to its last command.
function redirectedBody(body: Syntax, more: readonly Word[], around: Surroundings): Event[] {
  if (body.type === 'command') return command(body, more, around);
  if (body.type !== 'pipeline')
    return [...walk(body, around), ...(more.length > 0 ? [run(body, more, { ...around, input: none })] : [])];
  const stages = body.children.filter((child) => child.named);
  const last = stages.at(-1);
  if (last === undefined) return [];
  const piped = { ...around, end: around.end ?? body.end };
  const before = pipeline(stages.slice(0, -1), { ...piped, input: none });
  const input = around.input.kind === 'none' ? outputOf(before, stages.at(-2)) : around.input;
  return [...before, ...redirectedBody(last, more, { ...piped, input })];
}

function pipeline(stages: readonly Syntax[], around: Surroundings): Event[] {
  const events: Event[] = [];
  const shown = shownStages(stages, around.shown);
  let input = around.input;
  for (const [index, stage] of stages.entries()) {
    const bounded = around.bounded || stages.slice(index + 1).some(isEnding);
    const happened = walk(stage, { ...around, input, bounded, shown: shown[index] ?? true });
    input = outputOf(happened, stage);
    events.push(...happened);
  }
  return events;
}

// The grammar puts what follows `<<EOF` on its line (`| sh`, `&& rm x`) into the heredoc's own node.
function afterHeredoc(heredoc: Syntax, input: Input, body: readonly Event[], around: Surroundings): Event[] {
  const events: Event[] = [];
  for (const child of heredoc.children) {
    if (child.type === 'pipeline') {
      const stages = child.children.filter((stage) => stage.named);
      events.push(...pipeline(stages, { ...around, input: outputOf([...body], undefined) }));
    } else if (child.type !== 'heredoc_body' && !isRedirect(child) && !isHeredocPart(child)) {
      events.push(...walk(child, { ...around, input: none }));
    }
  }
  return input.kind === 'none' ? [] : events;
}
