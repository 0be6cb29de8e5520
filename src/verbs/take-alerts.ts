// A group of alerts, as Alertmanager tells of it again and again: one row and one card for as long as it fires.

import { findFiring, firstOfMany, insertAlert, joinAlert, resolveAlert, type Alert } from '../incidents/alerts.ts';
import { insertEntry } from '../incidents/entries.ts';
import type { Transaction } from '../db/database.ts';
import type { Workshop } from './verb.ts';

export interface AlertGroupSaid {
  readonly groupKey: string;
  readonly status: 'firing' | 'resolved';
  readonly groupLabels: Readonly<Record<string, string>>;
  readonly commonLabels: Readonly<Record<string, string>>;
  readonly commonAnnotations: Readonly<Record<string, string>>;
  readonly alerts: readonly {
    readonly status: 'firing' | 'resolved';
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations: Readonly<Record<string, string>>;
    readonly startsAt?: Date | undefined;
  }[];
}

export async function takeAlerts(
  workshop: Workshop,
  group: AlertGroupSaid,
): Promise<{ readonly alert: number | null; readonly state: string }> {
  await workshop.library.refresh();
  const said = readGroup(workshop, group);
  return workshop.database.transaction(async (tx) => {
    const known = await findFiring(tx, group.groupKey);
    if (group.status === 'resolved') {
      if (known === undefined) return { alert: null, state: 'unknown' };
      await resolveAlert(tx, known.id);
      await tell(tx, workshop, known, `Alert ${known.name} is resolved`);
      await show(tx, workshop, known.id);
      workshop.record(tx, {
        actor: 'hook',
        action: 'alert.resolved',
        subject: `alert:${known.id}`,
        detail: { name: known.name },
      });
      return { alert: known.id, state: 'resolved' };
    }
    if (known !== undefined) {
      await joinAlert(tx, known.id, said);
      await show(tx, workshop, known.id);
      return { alert: known.id, state: 'joined' };
    }
    const id = await insertAlert(tx, { ...said, groupKey: group.groupKey });
    if (await firstOfMany(tx)) await show(tx, workshop, id);
    else workshop.queue.send(tx, 'post', { subject: 'alert-flood' }, { delayMs: 2_000, priority: 9 });
    workshop.record(tx, {
      actor: 'hook',
      action: 'alert.firing',
      subject: `alert:${id}`,
      detail: { name: said.name, severity: said.severity, procedure: said.procedure },
    });
    return { alert: id, state: 'firing' };
  });
}

async function show(tx: Transaction, workshop: Workshop, id: number): Promise<void> {
  workshop.queue.send(tx, 'post', { subject: `alert:${id}` }, { priority: 8, delayMs: 200 });
}

/** An incident that was declared from the alert hears of it. */
async function tell(tx: Transaction, workshop: Workshop, { incident }: Alert, text: string): Promise<void> {
  if (incident === null) return;
  await insertEntry(tx, { incident, kind: 'alert', actor: 'opsbook', text });
  workshop.queue.send(tx, 'post', { subject: `incident:${incident}` });
}

function readGroup(workshop: Workshop, group: AlertGroupSaid): Omit<Parameters<typeof insertAlert>[1], 'groupKey'> {
  const firing = group.alerts.filter(({ status }) => status === 'firing');
  const [first] = firing;
  const labels = { ...first?.labels, ...group.groupLabels, ...group.commonLabels };
  const annotations = { ...first?.annotations, ...group.commonAnnotations };
  const name = labels['alertname'] ?? 'alert';
  const started = firing.flatMap(({ startsAt }) => (startsAt === undefined ? [] : [startsAt.getTime()]));
  const procedure = procedureFor(workshop, labels['runbook'] ?? annotations['runbook'], name);
  const system = procedure?.split('.')[0] ?? labels['system'] ?? null;
  return {
    name,
    severity: labels['severity'] ?? '',
    summary: annotations['summary'] ?? annotations['description'] ?? '',
    system,
    procedure: procedure ?? null,
    labels,
    startedAt: started.length === 0 ? null : new Date(Math.min(...started)),
    firing: firing.length,
  };
}

/** The one that the alert names, else the one whose runbook names the alert. */
function procedureFor({ library }: Workshop, named: string | undefined, alert: string): string | undefined {
  if (named !== undefined && library.procedure(named) !== undefined) return named;
  const wanted = alert.toLowerCase();
  const all = library.runbooks.flatMap(({ procedures }) => procedures);
  return all.find(({ alerts }) => alerts.some((each) => each.toLowerCase() === wanted))?.name;
}
