// Blocks that no shell reads: SQL, HTTP requests, PromQL, and what is no command at all.

import type { Classifiers } from '../classifiers.ts';
import type { Verdict } from '../model.ts';
import type { Alternative } from './block-alternatives.ts';
import { codeRisk } from './block-code-risk.ts';
import { beginsWithProgram, likeness } from './block-likeness.ts';
import { isRedis } from './block-content.ts';
import { httpPlaceholders, sqlPlaceholders, textPlaceholders } from './block-placeholders.ts';
import { located, unfilledMarks, unfilledRefusal } from './block-reading.ts';
import type { BlockLanguage, Located, Reading } from './block-reading.ts';
import { waysRefusal } from './block-refusal.ts';
import { queriesOf, requestsOf, requestsVerdict } from './block-requests.ts';
import { sqlNamed, sqlStatements } from './block-sql.ts';
import type { Statement } from './block-sql.ts';
import { mayHoldCommands } from './block-tag.ts';
import type { Tag } from './block-tag.ts';
import { typographyFault } from './block-typography.ts';
import { noCommand, nothing, sqlVerdict } from './block-verdict.ts';

export interface OtherBlock {
  readonly lines: readonly string[];
  readonly language: Exclude<BlockLanguage, 'sh'>;
  readonly tag: Tag;
  readonly classifiers: Classifiers;
}

/** The commands of a block in a language other than the shell's. */
export function statementsOf(language: BlockLanguage, lines: readonly string[]): readonly Statement[] {
  if (language === 'sql') return sqlStatements(lines.join('\n'));
  if (language === 'http') return requestsOf(lines);
  return language === 'promql' ? queriesOf(lines) : [];
}

export function readOther(
  block: OtherBlock,
  commands: readonly Statement[],
  alternatives: readonly Alternative[],
): Reading {
  const { lines, language } = block;
  const text = lines.join('\n');
  const found = language === 'output' || language === 'text' ? [] : placeholdersOf(language, text);
  const placeholders = located(found, text, 1);
  const isRun = commands.length > 0;
  const verdict = verdictOf(block, text, placeholders, commands);
  return {
    language: isRun || language === 'config' || language === 'output' || language === 'code' ? language : 'text',
    verdict: isRun ? { ...verdict, marks: unfilledMarks(placeholders, verdict.marks) } : verdict,
    placeholders,
    commands,
    output: language === 'output' ? text : '',
    sets: [],
    refusals: isRun
      ? [
          typographyFault(text, (line) => (isComment(lines[line - 1] ?? '') ? 'ignored' : 'code')),
          waysRefusal(alternatives),
          unfilledRefusal(placeholders),
        ]
      : [],
  };
}

function isComment(line: string): boolean {
  return /^\s*(?:--|#|\/\/)/.test(line);
}

function placeholdersOf(language: BlockLanguage, text: string) {
  if (language === 'sql') return sqlPlaceholders(text, sqlNamed(text));
  return language === 'http' ? httpPlaceholders(text) : textPlaceholders(text);
}

function verdictOf(
  { lines, language, tag, classifiers }: OtherBlock,
  text: string,
  placeholders: readonly Located[],
  commands: readonly Statement[],
): Verdict {
  const said = tag.family === undefined || tag.family === language ? '' : tag.name;
  const name = tag.family === 'code' ? tag.name : '';
  const though = said === '' ? '' : `, though its fence says \`${said}\``;
  switch (language) {
    case 'sql':
      return commands.length === 0 ? nothing : sqlVerdict(text, placeholders, classifiers);
    case 'http':
      return commands.length === 0 ? nothing : requestsVerdict(commands, classifiers);
    case 'promql':
      return commands.length === 0 ? nothing : { risk: 'read', because: ['A PromQL query only looks'], marks: [] };
    case 'config':
      return noCommand(`configuration or data${though}`);
    case 'output':
      return noCommand(`output${though}`);
    case 'code':
      return name.startsWith('redis') || isRedis(lines.filter((line) => line.trim() !== '' && !isComment(line)))
        ? redisLines(lines, classifiers)
        : codeRisk(name, text);
    case 'text':
      return mayHoldCommands(tag)
        ? doubtful(lines, said, classifiers)
        : commentsOnly(lines)
          ? nothing
          : noCommand(`text${though}`);
  }
}

function redisLines(lines: readonly string[], classifiers: Classifiers): Verdict {
  return classifiers.shell(
    lines.map((line) => (line.trim() === '' || isComment(line) ? '' : `redis-cli ${line}`)).join('\n'),
  );
}

function commentsOnly(lines: readonly string[]): boolean {
  return lines.every((line) => line.trim() === '' || isComment(line));
}

// In doubt it is no command; what it would do as one still counts.
function doubtful(lines: readonly string[], said: string, classifiers: Classifiers): Verdict {
  const possible = lines
    .map((line) => line.replace(/^\s*(?:[-*•]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?/, ''))
    .map((line) => (likeness(line) === 'none' && !beginsWithProgram(line) ? '' : line));
  if (commentsOnly(lines)) return nothing;
  if (possible.every((line) => line === ''))
    return noCommand(said === '' ? 'text' : `text, though its fence says \`${said}\``);
  const verdict = classifiers.shell(possible.join('\n'));
  if (verdict.risk === 'read') return noCommand('text');
  const because = verdict.because.map((say) => `${say}, if this is a command rather than text`);
  return { ...verdict, because, marks: [] };
}
