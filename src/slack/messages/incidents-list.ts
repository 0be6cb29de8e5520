// `/ops incidents`: one line an incident.

import { nameOf, type Incident } from '../../incidents/incident.ts';
import { daysCounted, type IncidentNumbers } from '../../incidents/numbers.ts';
import { actions, context, section, type ButtonSpec } from '../blocks.ts';
import { plain, time, type SlackMessage } from '../fit.ts';
import { inMinutes } from './time-in-words.ts';

const perSection = 8;

export interface IncidentsPage {
  readonly incidents: readonly Incident[];
  readonly first: number;
  readonly total: number;
  readonly open: number;
  readonly perPage: number;
  readonly numbers: readonly IncidentNumbers[];
}

export function incidentsList(page: IncidentsPage): SlackMessage {
  const { incidents, numbers, open, first, total, perPage: shown } = page;
  const lines = incidents.map(incidentLine);
  const sections = Array.from({ length: Math.ceil(lines.length / perSection) }, (_, part) =>
    section(lines.slice(part * perSection, (part + 1) * perSection).join('\n')),
  );
  return {
    text: `${open} open ${open === 1 ? 'incident' : 'incidents'}`,
    blocks: [
      ...(total > shown ? [context(`${first + 1}–${first + incidents.length} of ${total}, ${open} open`)] : []),
      ...sections,
      ...(numbers.length === 0 ? [] : [context(`Last ${daysCounted} days`, ...numbers.map(numbersLine))]),
      actions(...turning(page), {
        action: 'incident.declare',
        text: 'Declare incident',
        value: JSON.stringify({ title: '' }),
      }),
    ],
  };
}

function turning({ first, incidents, total, perPage: shown }: IncidentsPage): ButtonSpec[] {
  const earlier = { action: 'incidents.earlier', text: '‹ Back', value: String(Math.max(0, first - shown)) };
  const later = { action: 'incidents.more', text: 'More ›', value: String(first + shown) };
  return [...(first === 0 ? [] : [earlier]), ...(first + incidents.length >= total ? [] : [later])];
}

/** "SEV1: 3 incidents · to acknowledge 4 min (1 not recorded) …": the median of what was recorded, and how much was not. */
function numbersLine({ severity, count, spans, updates }: IncidentNumbers): string {
  const told = spans.map(({ what, medianMs, missing, invalid }) => {
    const lacks = [
      ...(missing === 0 ? [] : [`${missing} not recorded`]),
      ...(invalid === 0 ? [] : [`${invalid} invalid`]),
    ];
    return `to ${what} ${medianMs === undefined ? 'not recorded' : inMinutes(medianMs)}${medianMs === undefined || lacks.length === 0 ? '' : ` (${lacks.join(', ')})`}`;
  });
  const { human, facts, missed } = updates;
  const kept = `updates: ${human} by people, ${facts} with the bare facts, ${missed} missed`;
  return `*SEV${severity}*: ${count} ${count === 1 ? 'incident' : 'incidents'} · ${told.join(' · ')} · ${kept}`;
}

const marks = {
  open: ':rotating_light: open',
  resolved: ':white_check_mark: resolved',
  merged: ':twisted_rightwards_arrows: merged',
} as const;

export function incidentLine(incident: Incident): string {
  const { resolvedAt, declaredAt } = incident;
  const where =
    incident.channel === null || incident.thread !== null ? `*${nameOf(incident)}*` : `<#${incident.channel}>`;
  const took = resolvedAt === null ? '' : ` after ${inMinutes(resolvedAt.getTime() - declaredAt.getTime())}`;
  const lock = incident.isPrivate ? ':lock: ' : '';
  return `${lock}${where} SEV${incident.severity} · ${marks[incident.state]}${took} · ${plain(incident.title, 150)} · ${time(declaredAt, 'date')}`;
}
