// A group of alerts: what fires, since when, what may help, and the way to an incident.

import type { KnownBlock } from '@slack/types';
import type { Alert } from '../../incidents/alerts.ts';
import { actions, context, section, type ButtonSpec } from '../blocks.ts';
import { code, escape, plain, time, type SlackMessage } from '../fit.ts';
import { inMinutes } from './time-in-words.ts';

export function alertCard(alert: Alert): SlackMessage {
  const { name, summary, state, startedAt, resolvedAt } = alert;
  const head =
    state === 'firing'
      ? `:bell: *${plain(name, 150)}* is firing`
      : `:white_check_mark: *${plain(name, 150)}* is resolved${resolvedAt === null ? '' : ` after ${inMinutes(resolvedAt.getTime() - startedAt.getTime())}`}`;
  const blocks: KnownBlock[] = [
    section(summary === '' ? head : `${head}\n${plain(summary, 1_000)}`),
    context(facts(alert)),
    ...(state === 'firing' && alert.incident === null ? [actions(...buttons(alert))] : []),
  ];
  return { text: `${escape(name)} is ${state}`, blocks };
}

const mostLabels = 6;

function facts({ severity, startedAt, firing, times, labels }: Alert): string {
  const shown = Object.entries(labels)
    .filter(([name]) => name !== 'alertname' && name !== 'severity')
    .slice(0, mostLabels)
    .map(([name, value]) => code(`${name}=${value}`, 80));
  return [
    ...(severity === '' ? [] : [`severity ${plain(severity, 40)}`]),
    `since ${time(startedAt, 'date')}`,
    `${firing} ${firing === 1 ? 'alert' : 'alerts'}`,
    ...(times === 1 ? [] : [`told ${times} times`]),
    ...shown,
  ].join(' · ');
}

function buttons({ id, name, summary, system, procedure, severity }: Alert): ButtonSpec[] {
  const title = Array.from(summary === '' ? name : summary)
    .slice(0, 200)
    .join('');
  const declare = {
    title,
    alert: id,
    ...(system === null ? {} : { system }),
    ...(/^(critical|page|emergency)$/i.test(severity) ? { severity: 1 } : {}),
  };
  return [
    { action: 'incident.declare', text: 'Declare incident', value: JSON.stringify(declare), style: 'danger' },
    ...(procedure === null ? [] : [{ action: 'procedure.show', text: `Show ${procedure}`, value: procedure }]),
  ];
}

/** Instead of a card for each of very many. */
export function alertFlood(count: number, latest: readonly Alert[]): SlackMessage {
  const names = [...new Set(latest.map(({ name }) => name))].slice(0, 10).map((name) => plain(name, 80));
  return {
    text: `${count} groups of alerts are firing`,
    blocks: [
      section(
        `:bell: *${count} groups of alerts are firing*, so they get no card each. The latest: ${names.join(', ')}.`,
      ),
      actions({
        action: 'incident.declare',
        text: 'Declare incident',
        value: JSON.stringify({ title: `${count} alerts are firing` }),
        style: 'danger',
      }),
    ],
  };
}
