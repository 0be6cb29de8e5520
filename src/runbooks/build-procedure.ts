// A heading and what belongs to it become a procedure. One problem in it, and the whole procedure is left out: half a procedure is none.

import { askingOf, peopleNeeded } from './asking.ts';
import { strandedAttributes } from './attributes.ts';
import { codeKinds } from './block-code.ts';
import { checkOfCheck, withFullNames } from './check-settings.ts';
import { chooseStep } from './choose-step.ts';
import type { Classifiers } from './classifiers.ts';
import { executableStep } from './executable-step.ts';
import type { FrontMatter } from './front-matter.ts';
import type { Procedure, Risk, Step } from './model.ts';
import { worse } from './risk-order.ts';
import { byHandStep, gateStep, taskStep, waitStep } from './other-steps.ts';
import type { Fence, Task } from './outline.ts';
import type { Place, Report } from './place.ts';
import type { ProcedureSettings } from './procedure-settings.ts';
import { checkChoices } from './choices-used.ts';
import { isUse, useStep } from './use-step.ts';

const usualTimeoutMs = 15 * 60_000;
const longestList = 200;

export interface ProcedureDraft {
  readonly id: string;
  readonly title: string;
  readonly purpose: string;
  readonly line: number;
  readonly settings: ProcedureSettings;
  readonly items: readonly (Fence | Task)[];
}

export interface Surroundings {
  readonly front: FrontMatter;
  readonly procedureIds: readonly string[];
  readonly classifiers: Classifiers;
  readonly report: Report;
}

/** What is wrong is reported; the answer then is not to be used. */
export function buildProcedure(draft: ProcedureDraft, around: Surroundings): Procedure {
  const { front } = around;
  let isClean = true;
  const report: Report = (line, say, hint) => {
    isClean = false;
    around.report(line, say, hint);
  };
  const timeoutMs = draft.settings.timeout ?? usualTimeoutMs;
  const saved: string[] = [];
  const choices = new Map<string, readonly string[]>();
  const steps: Step[] = [];
  for (const item of draft.items) {
    const step = buildStep(item, {
      system: front.system,
      targets: front.targets,
      brokenTargets: front.brokenTargets,
      approvers: front.approvers,
      parameters: draft.settings.params.map(({ name }) => name),
      procedureIds: around.procedureIds,
      timeoutMs,
      saved: [...saved],
      choices,
      classifiers: around.classifiers,
      report,
    });
    if (step !== undefined) steps.push(step);
    if (step !== undefined && 'save' in step) saved.push(...step.save.map(({ name }) => name));
    if (step?.kind === 'choose') {
      saved.push(step.name);
      choices.set(
        step.name,
        step.options.map(({ value }) => value),
      );
    }
  }
  if (draft.items.length === 0) {
    report(draft.line, 'The procedure has no steps', 'Add a block with a target or a checklist item.');
  }
  if (steps.length > longestList) {
    report(draft.line, `The procedure has ${steps.length} steps`, `Split it: at most ${longestList} are allowed.`);
  }
  const { params: parameters, alerts = [], symptoms = [], schedule, thresholds = [], on } = draft.settings;
  const check = {
    thresholds: withFullNames(thresholds, front.system),
    parameters,
    steps,
    ...(schedule === undefined ? {} : { schedule }),
  };
  // A step that is missing because of its own problem is not missed once more.
  if (isClean) {
    checkChoices(steps, report);
    checkOfCheck(check, draft.line, report);
  }
  const risk = steps.reduce<Risk>((worst, step) => worse(worst, step.risk), 'read');
  const { asking } = askingOf(draft.settings);
  const from = asking?.from ?? [];
  const approvals = peopleNeeded(asking?.people ?? 0, from, risk);
  if (approvals > from.length && front.approvers.length === 0) {
    const why = risk === 'destroy' ? 'destroys something' : 'asks for approval';
    report(draft.line, `The procedure ${why}, but nobody may approve it`, 'Name approvers in the front matter.');
  }
  return {
    name: `${front.system}.${draft.id}`,
    id: draft.id,
    title: draft.title,
    purpose: draft.purpose,
    line: draft.line,
    approvals,
    ...(asking === undefined ? {} : { asking }),
    timeoutMs,
    ...check,
    ...(on === undefined ? {} : { on }),
    ...lockOf(draft.settings),
    risk,
    alerts,
    symptoms,
    path: [draft.title],
    repairs: [],
  };
}

function lockOf({ lock, when_locked: whenLocked, on }: ProcedureSettings): Pick<Procedure, 'lock' | 'whenLocked'> {
  // No incident waits for the calls of another one.
  const own = lock ?? (on === undefined ? undefined : false);
  return { ...(own === undefined ? {} : { lock: own }), ...(whenLocked === 'queue' ? { whenLocked } : {}) };
}

function buildStep(item: Fence | Task, place: Place): Step | undefined {
  if (item.kind === 'task') return taskStep(item, place);
  const { language, attributes } = item.info;
  if (language === 'wait') return waitStep(item, place);
  if (language === 'approve') return gateStep(item, place);
  if (language === 'choose') return chooseStep(item, place);
  if (isUse(item)) return useStep(item, place);
  const kind = codeKinds.get(language);
  const hasTarget = attributes.some(({ name }) => name === 'target');
  if (kind === undefined) {
    if (!hasTarget) return undefined;
    const hint = `Use one of ${[...codeKinds.keys()].join(', ')}, or leave out the target.`;
    place.report(item.line, `A block of \`${language.slice(0, 40)}\` cannot be run`, hint);
    return undefined;
  }
  if (hasTarget) return executableStep(kind, item, place);
  const [stranded] = strandedAttributes(item.info);
  if (stranded === undefined) return byHandStep(kind, item, place);
  place.report(item.line, `The block has \`${stranded}\` but no \`target\``, 'Add target=…, or remove the attribute.');
  return undefined;
}
