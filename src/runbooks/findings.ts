// What a reader of a folder should look at: problems, and what is allowed and yet worth a second look. Pure.

import type { Library } from './library.ts';
import type { Procedure, Runbook, Step } from './model.ts';
import type { ResolvedTargets } from './targets.ts';
import { undoGaps } from './undo-gaps.ts';

/** An `error` leaves something out, a `warning` wants mending, a `note` is as the author wants it and good to know. */
export type Level = 'error' | 'warning' | 'note';

export interface LintFinding {
  readonly level: Level;
  readonly rule:
    | 'problem'
    | 'needs-repair'
    | 'target-off'
    | 'undo-gap'
    | 'lowered-risk'
    | 'unfilled'
    | 'secret-argument'
    | 'prints-secret'
    | 'never-ends'
    | 'wants-a-person'
    | 'somewhere-else';
  readonly file: string;
  /** Counts from 1. */
  readonly line: number;
  readonly say: string;
  readonly hint: string;
  readonly procedure?: string;
}

/** In the order of files and lines. */
export function findingsOf(
  library: Pick<Library, 'runbooks' | 'problems'>,
  targetsOf: (runbook: Runbook) => ResolvedTargets,
): LintFinding[] {
  const guides = new Set(library.runbooks.flatMap(({ page, file }) => (page === 'guide' ? [file] : [])));
  const problems = library.problems.map((problem): LintFinding =>
    // A guide stands as it is, and what is wrong with it only keeps it from being walked.
    guides.has(problem.file)
      ? { level: 'warning', rule: 'needs-repair', ...problem }
      : { level: 'error', rule: 'problem', ...problem },
  );
  const all = new Map(
    library.runbooks.flatMap(({ procedures }) => procedures.map((each) => [each.name, each] as const)),
  );
  const rest = library.runbooks.flatMap((runbook) => [
    ...targetFindings(runbook, targetsOf(runbook)),
    ...runbook.procedures.flatMap((procedure) => [
      ...procedure.steps.flatMap((step) => stepFindings(runbook, procedure, step)),
      ...undoGaps(procedure, (name) => all.get(name)).map((gap): LintFinding => ({
        level: 'warning',
        rule: 'undo-gap',
        file: runbook.file,
        procedure: procedure.name,
        ...gap,
      })),
    ]),
  ]);
  return [...problems, ...rest].sort((a, b) => compare(a.file, b.file) || a.line - b.line);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function targetFindings({ file }: Runbook, targets: ResolvedTargets): LintFinding[] {
  return Object.values(targets).flatMap((target): LintFinding[] => {
    if (target.ok) return [];
    const hint = 'Steps on it cannot be planned until then.';
    return [{ level: 'note', rule: 'target-off', file, line: 1, say: target.say, hint }];
  });
}

function stepFindings({ file }: Runbook, procedure: Procedure, step: Step): LintFinding[] {
  const at = { file, line: step.line, procedure: procedure.name };
  const isGuide = step.kind === 'manual';
  const [first = ''] = step.because;
  const findings: LintFinding[] = [];
  if (first.startsWith('lowered from '))
    findings.push({
      ...at,
      level: 'note',
      rule: 'lowered-risk',
      say: `The risk is ${step.risk}: ${first}`,
      hint: 'Approvers see this reason.',
    });
  const placeholders = step.kind === 'manual' ? (step.block?.placeholders ?? []) : [];
  if (placeholders.length > 0) {
    const say = `${placeholders.map((each) => `\`${each}\``).join(', ')} ${placeholders.length === 1 ? 'has' : 'have'} to be filled in`;
    findings.push({
      ...at,
      level: 'note',
      rule: 'unfilled',
      say,
      hint: 'Make it a parameter to have Opsbook run the step.',
    });
  }
  for (const { kind, say, line } of step.marks) {
    const known = marks[kind];
    if (known === undefined) continue;
    findings.push({
      ...at,
      line: step.line + line,
      level: isGuide ? 'note' : known.level,
      rule: known.rule,
      say,
      hint: known.hint,
    });
  }
  return findings;
}

const marks: Partial<Readonly<Record<Step['marks'][number]['kind'], Pick<LintFinding, 'level' | 'rule' | 'hint'>>>> = {
  endless: { level: 'warning', rule: 'never-ends', hint: 'Limit it (a count, --since), or leave it to a person.' },
  interactive: { level: 'warning', rule: 'wants-a-person', hint: 'Nobody answers it: use its non-interactive form.' },
  elsewhere: {
    level: 'warning',
    rule: 'somewhere-else',
    hint: 'Give the step a target there, or pass the command as an argument.',
  },
  'prints-secret': { level: 'warning', rule: 'prints-secret', hint: 'Mark the step `secret`, or do not print it.' },
  'secret-argument': {
    level: 'warning',
    rule: 'secret-argument',
    hint: 'Name an environment variable in the target instead, and change the secret: it has been in git.',
  },
};
