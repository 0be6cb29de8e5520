// `on:`, the moments of an incident at which it calls a procedure by itself. Nobody is there to approve, to choose or to fill anything
// in, so what such a procedure may hold is checked here.

import { z } from 'zod';
import type { Moment, Parameter, ParameterType, Procedure, Step } from './model.ts';
import { nearestOf } from './nearest.ts';

/** In the order in which an incident passes through them. */
export const moments: readonly Moment[] = [
  'incident.opened',
  'incident.acknowledged',
  'incident.updated',
  'incident.resolved',
  'postmortem.drafted',
  'action.noted',
];

const names: readonly string[] = moments;

function momentOf(name: string): Moment | undefined {
  return moments.find((moment) => moment === name);
}

const form = `Write one of ${moments.join(', ')}, or a list of them`;

/** `on: incident.opened`, or a list of them. */
export const on = z
  .union([z.string(), z.array(z.string()).min(1, form)], form)
  .transform((written, context): Moment[] => {
    const list = [...new Set(typeof written === 'string' ? [written] : written)];
    const unknown = list.find((name) => momentOf(name) === undefined);
    if (unknown === undefined) return list.flatMap((name) => momentOf(name) ?? []);
    const near = nearestOf(unknown, names);
    const hint = near === undefined ? `There are ${moments.join(', ')}` : `Did you mean ${near}?`;
    context.addIssue({ code: 'custom', message: `No incident has a moment "${unknown.slice(0, 60)}". ${hint}` });
    return z.NEVER;
  });

/** What every incident can say at every moment. */
const always: Readonly<Record<string, ParameterType>> = {
  incident: 'string',
  name: 'string',
  title: 'string',
  severity: 'integer',
  summary: 'string',
  channel: 'string',
  commander: 'string',
  declared_by: 'string',
  url: 'string',
  private: 'boolean',
};
/** And what it can say at `action.noted` besides. */
const ofAction: Readonly<Record<string, ParameterType>> = { action: 'string', owner: 'string', due: 'string' };

function fieldsAt(moment: Moment): Readonly<Record<string, ParameterType>> {
  return moment === 'action.noted' ? { ...always, ...ofAction } : always;
}

/** Whether an incident fills this parameter in at this moment. */
export function isField(moment: Moment, name: string): boolean {
  return Object.hasOwn(fieldsAt(moment), name);
}

export function isCalledAt({ on: called = [] }: Pick<Procedure, 'on'>, moment: Moment): boolean {
  return called.includes(moment);
}

/** A step of its own that nobody is there for. What a call does is known when it is linked (calls.ts). */
export function needsPerson(step: Step): boolean {
  return step.kind === 'manual' || step.kind === 'choose' || step.kind === 'approve';
}

export interface Called {
  readonly procedure: Procedure;
  /** A step of it, or of what it calls, waits for a person. */
  readonly needsPerson: boolean;
  /** Whether another procedure of its page saves a value of this name. */
  readonly isSaved: (name: string) => boolean;
}

/** Reports what keeps an incident from calling it; says nothing when none does. */
export function checkMoments(
  { procedure, needsPerson: needs, isSaved }: Called,
  report: (line: number, say: string, hint: string) => void,
): void {
  const { on: called = [], steps, approvals, risk, line, parameters } = procedure;
  if (called.length === 0) return;
  const by = `An incident calls this procedure by itself (\`on: ${called.join(', ')}\`)`;
  const hint = 'Give that a procedure of its own, or take `on` out.';
  if (risk === 'destroy') {
    const at = steps.find((step) => step.risk === 'destroy')?.line ?? line;
    report(at, `${by}, so it may not destroy anything`, hint);
  } else if (approvals > 0) report(line, `${by}, so nobody can approve it`, 'Take `approve` or `on` out.');
  if (needs) report(steps.find(needsPerson)?.line ?? line, `${by}, so no step may wait for a person`, hint);
  for (const parameter of parameters)
    for (const moment of called) checkParameter(parameter, moment, isSaved, line, report);
}

function checkParameter(
  { name, type, default: preset }: Parameter,
  moment: Moment,
  isSaved: Called['isSaved'],
  line: number,
  report: (line: number, say: string, hint: string) => void,
): void {
  const field = isField(moment, name) ? fieldsAt(moment)[name] : undefined;
  if (field !== undefined) {
    if (type !== field)
      report(line, `\`${name}\` is ${type} here, but ${field} of an incident`, `Write type: ${field}.`);
    return;
  }
  if (preset !== undefined || isSaved(name)) return;
  const fields = Object.keys(fieldsAt(moment)).join(', ');
  report(
    line,
    `At ${moment} nothing gives \`${name}\` a value`,
    `Give it a default, save it in another procedure of this page, or use what an incident fills in: ${fields}.`,
  );
}
