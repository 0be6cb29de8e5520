// The commands of a script in the order in which they run, wherever they stand: in pipelines, substitutions, loops, functions,
// heredoc bodies. Each carries what it reads on standard input and which files the shell writes for it.

import { assignedName } from './constants.ts';
import type { Syntax } from './syntax.ts';
import { HOLE, literalWord, textOf, wordsOf } from './word.ts';
import type { Constants, Word } from './word.ts';

export type Input =
  | { readonly kind: 'none' }
  /** A heredoc, a here-string, or what a known `echo` or `cat` prints. */
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'file'; readonly file: Word }
  | { readonly kind: 'output'; readonly of: string };

interface Command {
  readonly kind: 'command';
  /** The program and its arguments; empty for `> file` alone. */
  readonly words: readonly Word[];
  readonly input: Input;
}
interface Write {
  readonly kind: 'write';
  readonly file: Word;
  /** `>` as opposed to `>>`. */
  readonly replaces: boolean;
}
interface Assignment {
  readonly kind: 'assignment';
  readonly name: string;
  /** As written: `$(mktemp -d)`. */
  readonly value: string;
}
/** A part that is not valid shell. */
interface Flaw {
  readonly kind: 'flaw';
  readonly text: string;
  readonly line: number;
}
export type Event = Command | Write | Assignment | Flaw;

interface Surroundings {
  readonly constants: Constants;
  readonly input: Input;
}

const none: Input = { kind: 'none' };
const redirects = new Set(['file_redirect', 'heredoc_redirect', 'herestring_redirect']);
const tokens = new Set(['$', '"', "'"]);

/** What happens in a script, inner commands before the command they stand in. `input` is the script's own standard input. */
export function eventsOf(root: Syntax, constants: Constants, input: Input): Event[] {
  return walk(root, { constants, input });
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
        around,
      );
    case 'variable_assignment':
      return [...below(node, around), assignment(node)];
    case 'ERROR':
    case 'MISSING':
      return [{ kind: 'flaw', text: node.text, line: node.line }, ...below(node, around)];
    default:
      return below(node, around);
  }
}

function below(node: Syntax, around: Surroundings): Event[] {
  return node.children.flatMap((child) => walk(child, around));
}

function assignment(node: Syntax): Assignment {
  return { kind: 'assignment', name: assignedName(node) ?? '', value: node.children[2]?.text ?? '' };
}

/** `more` are words that follow a redirection: `psql <<EOF -d shop`, and what stands after `<ns>` read as a redirection. */
function command(node: Syntax, more: readonly Word[], around: Surroundings): Event[] {
  const isArgument = (child: Syntax) =>
    child.type !== 'variable_assignment' && !redirects.has(child.type) && (child.named || !tokens.has(child.text));
  const own = node.children.filter(isArgument).flatMap((child) => wordsOf(child, around.constants));
  const parts = node.children.filter((child) => redirects.has(child.type)).map((child) => redirect(child, around));
  const input = parts.findLast((part) => part.input !== undefined)?.input ?? around.input;
  const words = [...own, ...parts.flatMap((part) => part.words), ...more];
  const inner = node.children.filter((child) => !redirects.has(child.type)).flatMap((child) => walk(child, around));
  const run: Command = { kind: 'command', words, input };
  return [...inner, ...parts.flatMap((part) => part.before), run, ...parts.flatMap((part) => part.after)];
}

interface Redirect {
  readonly input?: Input;
  readonly words: readonly Word[];
  readonly before: readonly Event[];
  readonly after: readonly Event[];
}

function redirected(node: Syntax, around: Surroundings): Event[] {
  const body = node.children.find((child) => !redirects.has(child.type));
  const heredoc = node.children.find((child) => child.type === 'heredoc_redirect');
  const parts = node.children.filter((child) => redirects.has(child.type)).map((child) => redirect(child, around));
  const input = parts.findLast((part) => part.input !== undefined)?.input ?? around.input;
  const words = parts.flatMap((part) => part.words);
  const inside = body === undefined ? [] : redirectedBody(body, words, { ...around, input });
  const alone: Event[] = body === undefined && words.length > 0 ? [{ kind: 'command', words, input }] : [];
  const rest = heredoc === undefined ? [] : afterHeredoc(heredoc, input, inside, around);
  return [...parts.flatMap((p) => p.before), ...inside, ...alone, ...parts.flatMap((p) => p.after), ...rest];
}

// A redirection after a pipeline belongs to its last command.
function redirectedBody(body: Syntax, more: readonly Word[], around: Surroundings): Event[] {
  if (body.type === 'command') return command(body, more, around);
  if (body.type !== 'pipeline') return [...walk(body, around), ...(more.length > 0 ? [stray(more)] : [])];
  const stages = body.children.filter((child) => child.named);
  const last = stages.at(-1);
  if (last === undefined) return [];
  const before = pipeline(stages.slice(0, -1), { ...around, input: none });
  const input = around.input.kind === 'none' ? outputOf(before, stages.at(-2)) : around.input;
  return [...before, ...redirectedBody(last, more, { ...around, input })];
}

function stray(words: readonly Word[]): Command {
  return { kind: 'command', words, input: none };
}

function pipeline(stages: readonly Syntax[], around: Surroundings): Event[] {
  const events: Event[] = [];
  let input = around.input;
  for (const stage of stages) {
    const happened = walk(stage, { ...around, input });
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
      const from = outputOf([...body], undefined);
      events.push(
        ...pipeline(
          child.children.filter((stage) => stage.named),
          { ...around, input: from },
        ),
      );
    } else if (child.type !== 'heredoc_body' && !redirects.has(child.type) && !isHeredocPart(child)) {
      events.push(...walk(child, { ...around, input: none }));
    }
  }
  return input.kind === 'none' ? [] : events;
}

function isHeredocPart(node: Syntax): boolean {
  return (
    !node.named ||
    /^(heredoc_|word$|string$|raw_string$|concatenation$|number$|simple_expansion$|expansion$)/.test(node.type)
  );
}

function redirect(node: Syntax, around: Surroundings): Redirect {
  if (node.type === 'herestring_redirect') {
    const text = node.children.filter((child) => child.named).map((child) => textOf(child, around.constants));
    return { input: { kind: 'text', text: text.join(' ') }, words: [], before: below(node, around), after: [] };
  }
  return node.type === 'heredoc_redirect' ? heredocRedirect(node, around) : fileRedirect(node, around);
}

function heredocRedirect(node: Syntax, around: Surroundings): Redirect {
  const body = node.children.find((child) => child.type === 'heredoc_body');
  const start = node.children.find((child) => child.type === 'heredoc_start');
  const isRaw = /["'\\]/.test(start?.text ?? '');
  const text = body === undefined ? '' : isRaw ? body.text : textOf(body, around.constants);
  const inner = body === undefined || isRaw ? [] : below(body, around);
  const words = node.children.filter(
    (child) => child.named && !child.type.startsWith('heredoc_') && isHeredocPart(child),
  );
  const files = node.children.filter((child) => redirects.has(child.type)).map((child) => redirect(child, around));
  return {
    input: { kind: 'text', text },
    words: [...words.flatMap((child) => wordsOf(child, around.constants)), ...files.flatMap((file) => file.words)],
    before: inner,
    after: files.flatMap((file) => [...file.before, ...file.after]),
  };
}

function fileRedirect(node: Syntax, around: Surroundings): Redirect {
  const operator = node.children.find((child) => !child.named)?.text ?? '>';
  const targets = node.children.filter((child) => child.named && child.type !== 'file_descriptor');
  const words = targets.flatMap((child) => wordsOf(child, around.constants));
  const file = words[0] ?? literalWord(HOLE);
  const before = below(node, around);
  const rest = words.slice(1);
  if (operator === '<') return { input: { kind: 'file', file }, words: rest, before, after: [] };
  const isDescriptor = operator.endsWith('&') && /^(\d+|-)$/.test(file.text);
  if (isDescriptor || operator === '<&' || operator === '<&-' || operator === '>&-')
    return { words: rest, before, after: [] };
  return { words: rest, before, after: [{ kind: 'write', file, replaces: operator !== '>>' && operator !== '&>>' }] };
}

// What the next command of a pipeline reads, where it can be known: what `echo` and `cat` of a known text print.
function outputOf(events: readonly Event[], stage: Syntax | undefined): Input {
  const last = events.findLast((event) => event.kind === 'command');
  const [name, ...args] = last?.words ?? [];
  const label = name === undefined ? (stage?.text.slice(0, 40) ?? 'it') : name.text;
  if (stage !== undefined && stage.type !== 'command' && stage.type !== 'redirected_statement')
    return { kind: 'output', of: label };
  if (label === 'echo' || label === 'printf') return { kind: 'text', text: args.map((word) => word.text).join(' ') };
  if ((label === 'cat' || label === 'tee') && last?.input.kind === 'text') return last.input;
  return { kind: 'output', of: label };
}
