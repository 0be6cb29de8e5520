// What a block is: its tag against its content. A tag is not believed against clear content, and in doubt nothing is a command.

import { contentOf } from './block-content.ts';
import type { Console } from './block-prompts.ts';
import { startsSql } from './block-sql.ts';
import type { Family, Tag } from './block-tag.ts';
import type { BlockUnits } from './block-units.ts';

/** The language that a block's own content and its tag agree on, or the one that its content proves. */
export function languageOf(tag: Tag, lines: readonly string[], read: BlockUnits): Family {
  const { units } = read;
  const said = tag.family;
  const typed = sessionLanguage(read);
  if (typed !== undefined) return typed;
  const content = commandless(lines, read) ? contentOf(lines, said) : undefined;
  const isSql = startsSql(withoutHashes(lines));
  const areCommands = units.length > 0 && units.every((unit) => unit.likeness === 'certain') && !isSql;
  switch (said) {
    case 'sh':
      if (units.length === 0) return content ?? (read.output.length > 0 ? 'output' : 'sh');
      return isSql && commandless(lines, read) ? 'sql' : (content ?? 'sh');
    case 'sql':
      if (isSql) return 'sql';
      if (lines.some((line) => /^\s*[-+]{0,200}-{3}[-+]{0,200}\s*$|^\s*\(\d+ rows?\)/.test(line))) return 'output';
      return areCommands ? 'sh' : content === undefined || content === 'text' ? (content ?? 'sql') : content;
    case 'http':
      return areCommands ? 'sh' : (content ?? 'text');
    case 'promql':
      return areCommands
        ? 'sh'
        : content === 'config' || content === 'sql' || content === 'output'
          ? content
          : 'promql';
    case 'config':
      return areCommands && beginsWithCommand(lines, read) ? 'sh' : 'config';
    case 'code':
      if (areCommands && read.strays.length === 0) return 'sh';
      return content === 'config' || content === 'sql' ? content : 'code';
    case 'output':
      return areCommands && read.strays.length === 0 ? 'sh' : 'output';
    case 'text':
    case undefined:
    default:
      return untagged(read, content, isSql);
  }
}

function untagged(read: BlockUnits, content: Family | undefined, isSql: boolean): Family {
  const { units } = read;
  if (isSql) return 'sql';
  if (content !== undefined) return content;
  const certain = units.filter((unit) => unit.likeness === 'certain').length;
  const areAllPossible = units.every((unit) => unit.likeness !== 'none');
  if (units.length > 0 && units.every((unit) => unit.console !== 'shell'))
    return languageIn(units[0]?.console ?? 'shell');
  if (certain * 2 >= units.length && certain > 0 && areAllPossible) return 'sh';
  return units.length === 0 && read.output.length > 0 ? 'output' : 'text';
}

// What is typed at a prompt says more than any tag.
function sessionLanguage(read: BlockUnits): Family | undefined {
  const [first] = read.units;
  return read.isSession && first !== undefined ? languageIn(first.console) : undefined;
}

function languageIn(console: Console): Family {
  if (console === 'shell') return 'sh';
  return console === 'sql' ? 'sql' : 'code';
}

// SQL may look like a command (`select`, `truncate`), a command never like SQL.
function commandless(lines: readonly string[], read: BlockUnits): boolean {
  const certain = read.units.filter((unit) => unit.likeness === 'certain' && unit.console === 'shell');
  return certain.length === 0 || (startsSql(withoutHashes(lines)) && certain.every((unit) => looksLikeSql(unit.text)));
}

function looksLikeSql(text: string): boolean {
  return (
    startsSql(text) ||
    /^(?:select|truncate|set|kill|analyze|cluster|reset|exec|time|join|type|where|sort|sum|true|true,|limit)\b/i.test(
      text,
    )
  );
}

function withoutHashes(lines: readonly string[]): string {
  return lines.filter((line) => !/^\s*(?:#|$)/.test(line)).join('\n');
}

function beginsWithCommand(lines: readonly string[], read: BlockUnits): boolean {
  const first = lines.findIndex((line) => !/^\s*(?:#|$)/.test(line));
  return read.units[0]?.line === first + 1;
}
