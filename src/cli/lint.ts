// `opsbook lint [folder …]`: what is wrong in the runbooks, where, and how to mend it; and what is worth a second look.

import path from 'node:path';
import { readBase } from '../config.ts';
import { findingsOf, type LintFinding } from '../runbooks/findings.ts';
import type { Library } from '../runbooks/library.ts';
import { loadRunbooks } from '../runbooks/load.ts';
import type { Procedure, Runbook, Step } from '../runbooks/model.ts';
import { resolveTargets } from '../runbooks/targets.ts';
import type { CliCommand, CliContext } from './cli-command.ts';

export const command: CliCommand = {
  name: 'lint',
  describe: 'check runbooks: what is wrong, where, how to mend it',
  arguments: '[folders...]',
  options: [
    { flags: '--json', describe: 'one JSON document, with every step, its risk and the reasons' },
    { flags: '--steps', describe: 'list every step with its risk and the reasons' },
  ],
  act: async (words, options, context) => {
    const base = readBase(context.environment);
    const library = await loadRunbooks(
      words.length > 0 ? words.map((word) => path.resolve(word)) : base.runbookFolders,
    );
    const findings = findingsOf(library, (runbook) => resolveTargets(runbook, context.environment));
    const report = { counts: countsOf(library, findings), findings };
    if (options['json'] === true)
      context.print(JSON.stringify({ version: 1, ...report, procedures: steps(library) }, null, 2));
    else printReport(context, library, report, options['steps'] === true);
    return findings.some(({ level }) => level !== 'note') ? 1 : 0;
  },
};

interface Counts {
  readonly runbooks: number;
  readonly guides: number;
  readonly procedures: number;
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
}

function countsOf({ runbooks }: Library, findings: readonly LintFinding[]): Counts {
  const levels = (level: LintFinding['level']): number => findings.filter((finding) => finding.level === level).length;
  return {
    runbooks: runbooks.filter(({ page }) => page === 'runbook').length,
    guides: runbooks.filter(({ page }) => page === 'guide').length,
    procedures: runbooks.reduce((sum, { procedures }) => sum + procedures.length, 0),
    errors: levels('error'),
    warnings: levels('warning'),
    notes: levels('note'),
  };
}

function printReport(
  { print }: CliContext,
  { runbooks }: Library,
  { counts, findings }: { readonly counts: Counts; readonly findings: readonly LintFinding[] },
  withSteps: boolean,
): void {
  for (const { file, line, level, say, hint } of findings) print(`${file}:${line}: ${level}: ${say}\n    ${hint}`);
  if (withSteps)
    for (const runbook of runbooks)
      for (const procedure of runbook.procedures) {
        print(`${runbook.file}:${procedure.line}: ${procedure.name} (${procedure.risk})`);
        procedure.steps.forEach((step, index) => print(stepLine(runbook, step, index)));
      }
  print(
    [
      count(counts.runbooks, 'runbook'),
      count(counts.guides, 'guide'),
      count(counts.procedures, 'procedure'),
      count(counts.errors, 'error'),
      count(counts.warnings, 'warning'),
      `${count(counts.notes, 'note')}.`,
    ].join(', '),
  );
}

function stepLine({ file }: Runbook, step: Step, index: number): string {
  const why = step.because.length === 0 ? '' : `: ${step.because.join('; ')}`;
  return `    ${file}:${step.line}: ${index + 1}. ${step.kind}, ${step.risk}${why}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function steps({ runbooks }: Library): object[] {
  return runbooks.flatMap((runbook) => runbook.procedures.map((procedure) => described(runbook, procedure)));
}

function described({ file, page }: Runbook, { name, title, line, risk, approvals, steps: all }: Procedure): object {
  return {
    name,
    title,
    file,
    line,
    page,
    risk,
    approvals,
    steps: all.map((step) => ({
      line: step.line,
      kind: step.kind,
      risk: step.risk,
      because: step.because,
      marks: step.marks,
      ...('target' in step ? { target: step.target } : {}),
      ...('text' in step ? { text: step.text } : {}),
      ...(step.kind === 'manual' && step.block !== undefined ? { block: step.block } : {}),
    })),
  };
}
