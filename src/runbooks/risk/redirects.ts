// What redirections do: which files the shell writes, and what a command reads on its standard input.

import type { Event, Input } from './event.ts';
import type { Syntax } from './syntax.ts';
import { HOLE, literalWord, textOf, wordsOf } from './word.ts';
import type { Constants, Word } from './word.ts';

const kinds = new Set(['file_redirect', 'heredoc_redirect', 'herestring_redirect']);

export function isRedirect(node: Syntax): boolean {
  return kinds.has(node.type);
}

export interface Redirect {
  readonly input?: Input;
  /** Words that follow it: `psql <<EOF -d shop`, and what stands after `<ns>` read as a redirection. */
  readonly words: readonly Word[];
  /** What runs first: the substitutions inside. */
  readonly before: readonly Event[];
  readonly after: readonly Event[];
  /** Standard output goes elsewhere. */
  readonly takesOutput: boolean;
}

export interface Around {
  readonly constants: Constants;
  /** The events of what stands inside a node. */
  readonly below: (node: Syntax) => Event[];
}

/** `isEmptying` says that the command prints nothing: `: > file`. */
export function redirectOf(node: Syntax, around: Around, isEmptying: boolean): Redirect {
  if (node.type === 'herestring_redirect') {
    const text = node.children.filter((child) => child.named).map((child) => textOf(child, around.constants));
    const input: Input = { kind: 'text', text: text.join(' '), line: node.line };
    return { input, words: [], before: around.below(node), after: [], takesOutput: false };
  }
  return node.type === 'heredoc_redirect' ? heredoc(node, around) : file(node, around, isEmptying);
}

function heredoc(node: Syntax, around: Around): Redirect {
  const body = node.children.find((child) => child.type === 'heredoc_body');
  const start = node.children.find((child) => child.type === 'heredoc_start');
  const isRaw = /["'\\]/.test(start?.text ?? '');
  const text = body === undefined ? '' : isRaw ? body.text : textOf(body, around.constants);
  const words = node.children.filter(
    (child) => child.named && !child.type.startsWith('heredoc_') && isHeredocPart(child),
  );
  const files = node.children.filter(isRedirect).map((child) => redirectOf(child, around, false));
  return {
    input: { kind: 'text', text, line: body?.line ?? node.line },
    words: [...words.flatMap((child) => wordsOf(child, around.constants)), ...files.flatMap((each) => each.words)],
    before: body === undefined || isRaw ? [] : around.below(body),
    after: files.flatMap((each) => [...each.before, ...each.after]),
    takesOutput: files.some((each) => each.takesOutput),
  };
}

/** Whether a child of a heredoc belongs to the heredoc itself, and not to what follows `<<EOF` on its line. */
export function isHeredocPart(node: Syntax): boolean {
  return (
    !node.named ||
    /^(heredoc_|word$|string$|raw_string$|concatenation$|number$|simple_expansion$|expansion$)/.test(node.type)
  );
}

function file(node: Syntax, around: Around, isEmptying: boolean): Redirect {
  const operator = node.children.find((child) => !child.named)?.text ?? '>';
  const targets = node.children.filter((child) => child.named && child.type !== 'file_descriptor');
  const words = targets.flatMap((child) => wordsOf(child, around.constants));
  const target = words[0] ?? literalWord(HOLE);
  const common = { words: words.slice(1), before: around.below(node) };
  const isErrors = node.children[0]?.type === 'file_descriptor' && node.children[0].text !== '1';
  if (operator === '<') return { ...common, input: { kind: 'file', file: target }, after: [], takesOutput: false };
  const isDescriptor = operator.endsWith('&') && /^(\d+|-)$/.test(target.text);
  if (isDescriptor || operator === '<&' || operator === '<&-' || operator === '>&-')
    return { ...common, after: [], takesOutput: false };
  const replaces = operator !== '>>' && operator !== '&>>';
  const write: Event = { kind: 'write', file: target, replaces, empties: isEmptying && replaces && !isErrors };
  const isTerminal = /^\/dev\/(stdout|stderr|tty)$/.test(target.text);
  return { ...common, after: [write], takesOutput: !isErrors && !isTerminal };
}
