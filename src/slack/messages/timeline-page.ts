// `/ops timeline`: what happened, in order, page by page; times in the reader's own zone.

import type { KnownBlock } from '@slack/types';
import { nameOf, type Incident } from '../../incidents/incident.ts';
import type { TimelineFault, TimelineLine } from '../../incidents/timeline.ts';
import { actions, context, section } from '../blocks.ts';
import { plain, time, type SlackMessage } from '../fit.ts';
import { gathered } from './step-texts.ts';
import { inMinutes } from './time-in-words.ts';
import { who, withPeople } from './who.ts';

export interface TimelinePage {
  readonly incident: Incident;
  readonly lines: readonly TimelineLine[];
  readonly first: number;
  readonly total: number;
  readonly perPage: number;
  readonly faults: readonly TimelineFault[];
}

const lineLength = 400;
const mostFaults = 5;

export function timelinePage(page: TimelinePage): SlackMessage {
  const { incident, lines, first, total } = page;
  const range = total > page.perPage ? `, lines ${first + 1}–${first + lines.length} of ${total}` : '';
  return {
    text: `Timeline of ${nameOf(incident)}${range}`,
    blocks: [
      section(`*Timeline of ${nameOf(incident)}*${range}: ${plain(incident.title, 200)}`),
      ...gathered(lines.map(timelineLine), '\n', 2_800).map((text) => section(text)),
      ...faultLines(page.faults),
      ...turning(page),
    ],
  };
}

const marks: Readonly<Record<TimelineLine['kind'], string>> = {
  declared: ':rotating_light:',
  severity: ':bar_chart:',
  role: ':bust_in_silhouette:',
  update: ':mega:',
  facts: ':grey_exclamation:',
  note: ':memo:',
  action: ':pushpin:',
  pin: ':pushpin:',
  alert: ':bell:',
  channel: ':hash:',
  snoozed: ':zzz:',
  mitigated: ':adhesive_bandage:',
  resolved: ':white_check_mark:',
  reopened: ':recycle:',
  merged: ':twisted_rightwards_arrows:',
  run: ':arrow_forward:',
  approval: ':ballot_box_with_check:',
};

function timelineLine(line: TimelineLine): string {
  const words = line.isDeleted ? '_this message was deleted_' : withPeople(line.text, lineLength);
  const notes = [
    who(line.actor),
    ...(line.isEdited ? ['edited'] : []),
    ...(line.files.length === 0 ? [] : [`${line.files.length} ${line.files.length === 1 ? 'file' : 'files'}`]),
    ...(line.corrected === undefined
      ? []
      : [
          `time corrected by ${who(line.corrected.by)} from ${time(line.corrected.from)}: ${plain(line.corrected.why, 100)}`,
        ]),
    line.key,
  ];
  return `${marks[line.kind]} *${time(line.at)}* ${words} _${notes.join(', ')}_`;
}

function faultLines(faults: readonly TimelineFault[]): KnownBlock[] {
  if (faults.length === 0) return [];
  const lines = faults
    .slice(0, mostFaults)
    .map(({ kind, from, to, say }) =>
      kind === 'gap'
        ? `gap of ${inMinutes(to.getTime() - from.getTime())} from ${time(from)}: ${say}`
        : `impossible: ${plain(say, 200)}`,
    );
  return [
    context(
      `:mag: ${lines.join(' · ')}${faults.length > mostFaults ? ` · … and ${faults.length - mostFaults} more` : ''}`,
    ),
  ];
}

function turning({ incident, lines, first, total, perPage }: TimelinePage): KnownBlock[] {
  const earlier =
    first === 0
      ? []
      : [{ action: 'timeline.earlier', text: '‹ Earlier', value: `${incident.id}:${Math.max(0, first - perPage)}` }];
  const later =
    first + lines.length >= total
      ? []
      : [{ action: 'timeline.more', text: 'Later ›', value: `${incident.id}:${first + perPage}` }];
  return earlier.length + later.length === 0 ? [] : [actions(...earlier, ...later)];
}
