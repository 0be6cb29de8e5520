// `/ops audit`: entries of the record, a line each; times in the reader's own zone.

import type { KnownBlock } from '@slack/types';
import type { ChainedEntry } from '../../audit/chain.ts';
import type { EntryFilter } from '../../audit/entry-filter.ts';
import { actions, context, section } from '../blocks.ts';
import { code, plain, time, type SlackMessage } from '../fit.ts';
import { gathered } from './step-texts.ts';
import { who } from './who.ts';

export interface RecordPage {
  readonly entries: readonly ChainedEntry[];
  readonly filter: EntryFilter;
  readonly hasEarlier: boolean;
  readonly hasLater: boolean;
}

const sectionLength = 2_800;
const detailLength = 240;
const textLength = 200;

export function recordPage(page: RecordPage): SlackMessage {
  const { entries } = page;
  const [newest, oldest] = [entries[0], entries.at(-1)];
  const range =
    newest === undefined || oldest === undefined ? 'no entry fits' : `entries ${newest.seq} to ${oldest.seq}`;
  return {
    text: `The record: ${range}`,
    blocks: [
      section(`*The record*, newest first: ${range}${filterInWords(page.filter)}`),
      ...gathered(entries.map(entryLine), '\n', sectionLength).map((text) => section(text)),
      context(
        'Entries about private incidents that you have no part in are left out. `opsbook audit verify` checks the whole.',
      ),
      ...turning(page),
    ],
  };
}

function entryLine({ seq, at, actor, action, subject, detail }: ChainedEntry): string {
  const more = detail === '{}' ? '' : ` _${plain(wordsOf(detail), detailLength)}_`;
  return `*${seq}* ${time(at, 'date')} ${who(actor)} ${code(action, 60)} ${code(subject, 120)}${more}`;
}

/** `name: value` for each thing that it says; as it is, where it is no object. */
function wordsOf(detail: string): string {
  try {
    const value: unknown = JSON.parse(detail);
    if (typeof value !== 'object' || value === null) return detail;
    return Object.entries(value)
      .map(([name, said]) => `${name}: ${short(typeof said === 'string' ? said : JSON.stringify(said))}`)
      .join(', ');
  } catch {
    return detail;
  }
}

function short(text: string): string {
  return text.length > textLength ? `${text.slice(0, textLength)}…` : text;
}

function filterInWords({ subject, actor, action, since, until }: EntryFilter): string {
  const parts = [
    ...(subject === undefined ? [] : [`about ${code(subject, 120)}`]),
    ...(actor === undefined ? [] : [`by ${who(actor)}`]),
    ...(action === undefined ? [] : [`of ${code(action, 60)}`]),
    ...(since === undefined ? [] : [`since ${time(since, 'date')}`]),
    ...(until === undefined ? [] : [`until ${time(until, 'date')}`]),
  ];
  return parts.length === 0 ? '' : ` · ${parts.join(', ')}`;
}

function turning({ entries, filter, hasEarlier, hasLater }: RecordPage): KnownBlock[] {
  const [newest, oldest] = [entries[0], entries.at(-1)];
  if (newest === undefined || oldest === undefined) return [];
  const turn = (page: object): string => JSON.stringify({ ...filter, ...page });
  const earlier = hasEarlier
    ? [{ action: 'audit.earlier', text: 'Earlier ›', value: turn({ before: oldest.seq }) }]
    : [];
  const later = hasLater ? [{ action: 'audit.later', text: '‹ Later', value: turn({ after: newest.seq }) }] : [];
  return earlier.length + later.length === 0 ? [] : [actions(...later, ...earlier)];
}
