// The home tab, and what `/ops` alone answers: one page of what concerns the reader. What does not fit is counted, and it is said where
// the rest is. Nothing here changes by itself as time passes, so that an unchanged page need not be published again.

import type { KnownBlock } from '@slack/types';
import type { Home, ShownRun, Startable, Waiting } from '../../home/home.ts';
import { nameOf } from '../../incidents/incident.ts';
import { actions, context, section, sectionWith } from '../blocks.ts';
import { code, plain, time, type SlackMessage } from '../fit.ts';
import { drillPrefix } from './drill-mark.ts';
import { linkAnywhere } from '../links.ts';
import { actionItemButtons, actionItemLine } from './action-items-list.ts';
import { checkMark } from './check-lines.ts';
import { incidentLine } from './incidents-list.ts';
import { riskInWords } from './risk-in-words.ts';
import { stateMark } from './state-mark.ts';
import { who } from './who.ts';

const mostWaiting = 8;
const mostChecks = 5;

export function homeMessage(home: Home): SlackMessage {
  const { waiting, openIncidents } = home;
  const things = waiting.length === 1 ? '1 thing waits' : `${waiting.length} things wait`;
  const incidents = `${openIncidents} open ${openIncidents === 1 ? 'incident' : 'incidents'}`;
  return {
    text: `${waiting.length === 0 ? 'Nothing waits' : things} for you, ${incidents}`,
    blocks: [
      ...waitingBlocks(waiting),
      ...incidentBlocks(home),
      ...checkBlocks(home),
      ...runBlocks(home),
      ...startBlocks(home),
      context(healthOf(home), '`/ops help` lists what you can say.'),
    ],
  };
}

function waitingBlocks(waiting: readonly Waiting[]): KnownBlock[] {
  if (waiting.length === 0) return [section(':white_check_mark: *Nothing waits for you*')];
  const left = waiting.length - mostWaiting;
  return [
    section(`:bell: *Waits for you* (${waiting.length})`),
    ...waiting.slice(0, mostWaiting).flatMap(waitingItem),
    ...(left > 0
      ? [context(`${left} more, after these. \`/ops approvals\`, \`/ops runs\` and \`/ops action\` list all.`)]
      : []),
  ];
}

function waitingItem(item: Waiting): KnownBlock[] {
  switch (item.kind) {
    case 'approval':
      return [
        section(
          `${runName(item)} of ${who(item.run.requestedBy)} asks for your yes until ${time(item.until)}${seeCard(item)}`,
        ),
      ];
    case 'unclear': {
      const many = item.approvals === 1 ? '1 run waits' : `${item.approvals} runs wait`;
      return [
        section(`${many} for an approval, and Slack does not say whether for yours: \`/ops approvals\` lists all.`),
      ];
    }
    case 'run':
      return [section(`${runName(item)} ${stateMark(item.run.state)}${seeCard(item)}`)];
    case 'role':
      return [
        section(
          `Will you be *${plain(item.role, 80)}* of ${nameOf(item.incident)}, ${plain(item.incident.title, 150)}?`,
        ),
        actions(
          { action: 'role.accept', text: 'Accept', value: `${item.incident.id}:${item.role}`, style: 'primary' },
          { action: 'role.decline', text: 'Decline', value: `${item.incident.id}:${item.role}` },
        ),
      ];
    case 'postmortem': {
      const { incident, dueAt } = item;
      const where = incident.channel === null || incident.thread !== null ? '' : ` in <#${incident.channel}>`;
      return [
        section(
          `The post-mortem of ${nameOf(incident)}, ${plain(incident.title, 150)}, is yours to write${where}, due ${time(dueAt, 'date')}`,
        ),
      ];
    }
    case 'item':
      return [section(actionItemLine(item.item, 300)), actionItemButtons(item.item)];
  }
}

function runName({ run }: ShownRun): string {
  return `${drillPrefix(run.plan)}*Run ${run.id}* ${code(run.procedure, 80)}`;
}

function seeCard({ card }: ShownRun): string {
  return card === undefined ? '' : ` · <${linkAnywhere(card.channel, card.ts)}|go to it>`;
}

function incidentBlocks({ incidents, openIncidents }: Home): KnownBlock[] {
  const declare = { action: 'incident.declare', text: 'Declare incident', value: JSON.stringify({ title: '' }) };
  if (openIncidents === 0) return [sectionWith('*No open incident*', declare)];
  const left = openIncidents - incidents.length;
  return [
    sectionWith(`:rotating_light: *Open incidents* (${openIncidents})`, declare),
    section(incidents.map(incidentLine).join('\n')),
    ...(left > 0 ? [context(`${left} more: \`/ops incidents\``)] : []),
  ];
}

function checkBlocks({ checks }: Home): KnownBlock[] {
  const bad = checks.filter(({ state }) => state !== undefined && state !== 'ok');
  if (bad.length === 0) return [];
  const lines = bad.slice(0, mostChecks).map(({ system, state, bad: titles }) => {
    const which = titles.length === 0 ? '' : `: ${plain(titles.join(', '), 300)}`;
    return `${checkMark(state ?? 'unknown')} · ${code(system, 80)}${which}`;
  });
  const left = bad.length - lines.length;
  return [
    section(`*Checks that are not well*\n${lines.join('\n')}`),
    context(
      `${left > 0 ? `${left} more. ` : ''}${code('/ops check <system>')} says what was measured, and what to run.`,
    ),
  ];
}

function runBlocks({ runs }: Home): KnownBlock[] {
  if (runs.length === 0) return [];
  const lines = runs.map(
    (shown) =>
      `${runName(shown)} ${stateMark(shown.run.state)} · ${time(shown.run.createdAt, 'date')}${seeCard(shown)}`,
  );
  return [section(`*Your latest runs*\n${lines.join('\n')}`), context('`/ops runs` lists those of everybody.')];
}

function startBlocks({ mayRun, procedures }: Home): KnownBlock[] {
  const find = `${code('/ops find <words>')} searches ${procedures === 1 ? 'the one procedure' : `all ${procedures} procedures`}.`;
  if (procedures === 0) return [];
  if (mayRun.length === 0) return [section(`*What you may run*\nNone of those that are run most. ${find}`)];
  return [section('*What you may run*'), ...mayRun.map(startLine), context(find)];
}

function startLine({ name, title, risk }: Startable): KnownBlock {
  const text = `${plain(title, 150)} · ${code(name, 150)} · ${riskInWords(risk)}`;
  return sectionWith(text, { action: 'procedure.show', text: 'Show', value: name });
}

function healthOf({ checks, problems }: Home): string {
  const known = checks.flatMap(({ state }) => state ?? []);
  const well = known.filter((state) => state === 'ok').length;
  const unseen = checks.length - known.length;
  const systems = [
    ...(checks.length === 0 ? ['no system has a check'] : [`${well} of ${checks.length} systems with checks are well`]),
    ...(unseen === 0 ? [] : [`${unseen} not looked at yet`]),
    problems === 0
      ? 'the runbooks have no problem'
      : `${problems} ${problems === 1 ? 'problem' : 'problems'} in the runbooks, which \`opsbook lint\` names`,
  ];
  const isWell = well === checks.length && problems === 0;
  return `${isWell ? ':large_green_circle:' : ':large_yellow_circle:'} ${systems.join(' · ')}`;
}
