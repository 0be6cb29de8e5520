// `/ops incidents`: one line an incident.

import { nameOf, type Incident } from '../../incidents/incident.ts';
import { actions, section } from '../blocks.ts';
import { plain, time, type SlackMessage } from '../fit.ts';
import { inMinutes } from './time-in-words.ts';

const perSection = 8;

export function incidentsList(incidents: readonly Incident[]): SlackMessage {
  const lines = incidents.map(line);
  const sections = Array.from({ length: Math.ceil(lines.length / perSection) }, (_, part) =>
    section(lines.slice(part * perSection, (part + 1) * perSection).join('\n')),
  );
  const open = incidents.filter(({ state }) => state === 'open').length;
  return {
    text: `${open} open ${open === 1 ? 'incident' : 'incidents'}`,
    blocks: [
      ...sections,
      actions({ action: 'incident.declare', text: 'Declare incident', value: JSON.stringify({ title: '' }) }),
    ],
  };
}

const marks = {
  open: ':rotating_light: open',
  resolved: ':white_check_mark: resolved',
  merged: ':twisted_rightwards_arrows: merged',
} as const;

function line(incident: Incident): string {
  const { resolvedAt, declaredAt } = incident;
  const where =
    incident.channel === null || incident.thread !== null ? `*${nameOf(incident)}*` : `<#${incident.channel}>`;
  const took = resolvedAt === null ? '' : ` after ${inMinutes(resolvedAt.getTime() - declaredAt.getTime())}`;
  const lock = incident.isPrivate ? ':lock: ' : '';
  return `${lock}${where} SEV${incident.severity} · ${marks[incident.state]}${took} · ${plain(incident.title, 150)} · ${time(declaredAt, 'date')}`;
}
