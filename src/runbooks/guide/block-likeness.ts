// How much a single line looks like a command. Nothing is concluded from one line alone: what a block is, is decided from all.

import { programName } from './block-programs.ts';

/** `likely` has the shape of a command whose program nobody here knows. */
export type Likeness = 'certain' | 'likely' | 'none';

// Words that no command has, and sentences do.
const sentenceWord =
  /(?:^|\s)(?:the|your|you|is|are|was|were|will|should|must|that|this|these|those|which|because|please|it|be|of|and|an|has|have|when|we|they|can|cannot|does|do not|don't)(?=\s|$|[.,:;!?])/i;
// Words that commands have now and then.
const smallWord = /(?:^|\s)(?:a|to|for|in|on|at|with|by|from|or|if|no|not|then|until|via|as|than)(?=\s|$|[.,:;!?])/i;
const flag = /(?:^|\s)--?[A-Za-z]/;
const operator = /[|<>$`"'\\]|&&|;\s*\S/;
const wrapper =
  /^(?:sudo(?:\s+-[AbEHnPS]+|\s+-[ughpC]\s+\S+)*|time|nohup|exec|command|env|doas|then|do|else|!|\{|&&|\|\|)\s+|^\((?!\()\s*/;
const assignment = /^[A-Za-z_]\w*=(?:"[^"]*"|'[^']*'|\$\([^)]*\)|[^\s"']*)\s+/;
const structure =
  /^(?:for\s+\w+\s+in\b|for\s*\(\(|while\s+(?:read|true|:|\[|!|sleep|\w+ )|until\s+\S|if\s+(?:\[|!|\(\(|[\w./-]+\s.*;\s*then)|case\s+\S+\s+in\b|(?:fi|done|esac)(?:\s|;|$)|\[\[?\s(?!\])|\(\(|[\w-]+\s*\(\)\s*\{|function\s+\w+|set\s+[-+][a-z]|(?:then|do|else)$)/;

/** Bounded: only the beginning of a very long line is looked at. */
export function likeness(written: string): Likeness {
  const whole = written.slice(0, 2_000).trim();
  if (whole === '' || whole.startsWith('#')) return 'none';
  const line = withoutWrappers(whole.replace(/\s#\s.*$/, '').replace(/[\s;]+$/, ''));
  // `for cart in carts:` is Python.
  if (/^(?:for|while|if|elif|else|with|try|def|class)\b.*:$/.test(line)) return 'none';
  // `> shop.log` empties a file.
  if (structure.test(line) || /^\d?>{1,2}\s*[\w~$-]*[./][\w./-]*$/.test(line)) return 'certain';
  if (/^(?:export\s+)?[A-Za-z_]\w*=(?:\S|$)/.test(line))
    return /^export\s|=["']?\$\(|=["']?`/.test(line) ? 'certain' : 'likely';
  const name = /^[^\s;|&<>()]+/.exec(line)?.[0] ?? '';
  const rest = line.slice(name.length);
  // `sum(rate(…))`, `print(…)`: a call of another language.
  if (/^\((?!\))/.test(rest) || /^\s+(?:by|without)\s*\(/.test(rest)) return 'none';
  const isTool = /^[a-z][\w-]*(?:ctl|cli|adm|admin)$/.test(name);
  if (!isTool && readsLikeSentence(rest)) return 'none';
  if (name.includes('/')) return ofPath(name, rest);
  const known = programName(name);
  if (isRow(line)) return 'none';
  if (known === 'program') return 'certain';
  if (known === 'word') return ofWord(name, rest);
  if (isTool) return 'likely';
  return ofUnknown(name, line, rest);
}

/** Whether a line is a sentence of prose: "Check the dashboard for errors." It begins with a capital letter. */
export function isSentence(written: string): boolean {
  const line = written
    .slice(0, 2_000)
    .trim()
    .replace(/^(?:[-*•]|\d{1,3}[.)])\s+/, '');
  if (!/^(?:[A-Z][a-z'’]*|A|I)[\s,]/.test(line) || likeness(line) !== 'none') return false;
  const isEnded = /[.:!?]$/.test(line);
  if (line.split(/\s+/).length < 3) return isEnded;
  if (flag.test(line) || /[|;=]|&&/.test(line)) return isEnded && sentenceWord.test(line);
  return isEnded || sentenceWord.test(line) || smallWord.test(line);
}

/** Whether a line begins with the name of a program, whatever follows. */
export function beginsWithProgram(written: string): boolean {
  const line = withoutWrappers(written.slice(0, 2_000).trim());
  return programName(/^[\w.+-]+(?=[\s;]|$)/.exec(line)?.[0] ?? '') !== 'unknown';
}

function withoutWrappers(line: string): string {
  let rest = line;
  for (let turn = 0; turn < 6; turn += 1) {
    const cut = (wrapper.exec(rest) ?? assignment.exec(rest))?.[0].length ?? 0;
    if (cut === 0 || cut >= rest.length) return rest;
    rest = rest.slice(cut);
  }
  return rest;
}

function readsLikeSentence(rest: string): boolean {
  const isTechnical = flag.test(rest) || operator.test(rest);
  if (isTechnical) return false;
  return sentenceWord.test(rest) || /[^\s./][.:!?]$/.test(rest);
}

function ofPath(name: string, rest: string): Likeness {
  if (/:\/\//.test(name)) return 'none';
  const isProgram = /^(?:\.{1,2}|~)\/|^\/(?:usr\/|opt\/.*|)s?bin\/|\/s?bin\/|\.(?:sh|bash|py|pl|rb|js)$/.test(name);
  if (/^[<{]/.test(name)) return 'likely';
  if (!isProgram && rest.trim() === '' && /\.\w{1,6}$/.test(name)) return 'none';
  return isProgram || (name.startsWith('/') && flag.test(rest)) ? 'certain' : 'likely';
}

function ofWord(name: string, rest: string): Likeness {
  if (name === 'echo' || name === 'exit' || name === 'export' || name === 'source') return 'certain';
  if (rest.trim() === '') return 'likely';
  if (flag.test(rest) || operator.test(rest) || /[/.\d%=~*]/.test(rest)) return 'certain';
  const isPhrase = smallWord.test(rest) || /^\s+sure\b/.test(rest);
  if (isPhrase) return 'none';
  return rest.trim().split(/\s+/).length <= 3 ? 'certain' : 'likely';
}

function ofUnknown(name: string, line: string, rest: string): Likeness {
  if (/^<[^<>]+>$|^\{\{/.test(name)) return 'likely';
  if (!/^[a-z][\w.+-]*$/.test(name) || line.endsWith(':')) return 'none';
  if (flag.test(rest) || (operator.test(rest) && !/^\s*[-=]>/.test(rest))) return 'likely';
  if (rest.trim() === '') return /[_-]|\d/.test(name) ? 'likely' : 'none';
  const isPlain = /^(?:\s+[\w./:=@,%+~*<>{}[\]-]+){1,9}$/.test(rest);
  return isPlain && !smallWord.test(rest) ? 'likely' : 'none';
}

/** What stands in a line apart from each other by a tab or two blanks. */
export function cellsOf(line: string): string[] {
  return line.trim().split(/\s{2,}|\t/);
}

/** One word, then cells that are apart by two blanks or more; a command is apart from its comment in that way only. */
export function isRow(line: string): boolean {
  const found = cellsOf(line);
  return found.length >= 3 && !/\s/.test(found[0] ?? '') && !/\s--?[A-Za-z]|#|[|&;$\\]/.test(line);
}
