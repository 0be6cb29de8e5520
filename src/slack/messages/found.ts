// `/ops find`: the procedures that match, why, and a button each.

import type { KnownBlock } from '@slack/types';
import type { Procedure, Runbook } from '../../runbooks/model.ts';
import { actions, context, section } from '../blocks.ts';
import { code, plain, type SlackMessage } from '../fit.ts';
import { riskInWords } from './risk-in-words.ts';

export interface Found {
  readonly words: string;
  /** What was searched for because nothing matched the words. */
  readonly instead?: string;
  readonly matches: readonly Match[];
  /** How many better ones stand on the pages before. */
  readonly first: number;
  readonly total: number;
  readonly perPage: number;
}

export interface Match {
  readonly runbook: Runbook;
  readonly procedure: Procedure;
  readonly mayStart: boolean;
  readonly why?: { readonly where: string; readonly text: string };
}

/** What the search looks at, and what a button's value holds with room to spare. */
const longestWords = 500;

export function foundMessage(found: Found): SlackMessage {
  const { matches, first, total, perPage } = found;
  const range =
    total > perPage ? ` ${first + 1}–${first + matches.length} of ${total}; more words narrow it down.` : '';
  return {
    text: `${total} ${total === 1 ? 'procedure' : 'procedures'} found`,
    blocks: [context(`${askedFor(found)}${range}`), ...matches.flatMap(matchBlocks), ...pageButtons(found)],
  };
}

function matchBlocks({ runbook, procedure, mayStart, why }: Match): KnownBlock[] {
  const { title, name, risk, purpose, repairs } = procedure;
  const kind = runbook.page === 'guide' ? ['guide'] : [];
  const repair = repairs.length === 0 ? [] : [':warning: needs repair'];
  const barred = mayStart ? [] : [':no_entry: not yours to start'];
  const lines = [
    [`*${plain(title, 150)}*`, code(name, 150), riskInWords(risk), ...kind, ...repair, ...barred].join(' · '),
    ...(runbook.title === title ? [] : [plain(runbook.title, 100)]),
    ...(purpose === '' ? [] : [plain(firstSentence(purpose), 160)]),
    ...(why === undefined ? [] : [`:mag: ${why.where}: ${plain(why.text, 150)}`]),
  ];
  return [
    section(lines.join('\n')),
    actions(
      { action: 'procedure.show', text: 'Show', value: name },
      ...(repairs.length === 0 && mayStart ? [{ action: 'procedure.run', text: 'Run…', value: name }] : []),
    ),
  ];
}

function pageButtons({ words, first, total, perPage }: Found): KnownBlock[] {
  const page = Math.floor(first / perPage) + 1;
  const asked = Array.from(words).slice(0, longestWords).join('');
  const buttons = [
    ...(page > 1 ? [{ action: 'find.earlier', text: '‹ Better matches', value: `${page - 1} ${asked}` }] : []),
    ...(page * perPage < total ? [{ action: 'find.more', text: 'More ›', value: `${page + 1} ${asked}` }] : []),
  ];
  return buttons.length === 0 ? [] : [actions(...buttons)];
}

function askedFor({ words, instead }: Found): string {
  if (words === '') return 'All procedures.';
  const asked = `"${plain(words, 80)}"`;
  return instead === undefined
    ? `Procedures for ${asked}.`
    : `Nothing matches ${asked}. Procedures for "${plain(instead, 80)}".`;
}

/** In one line; a list is no sentence, and its beginning has to do. */
function firstSentence(text: string): string {
  return (/^.*?[.!?](?=\s|$)/s.exec(text)?.[0] ?? text).replaceAll(/\s+/g, ' ').trim();
}
