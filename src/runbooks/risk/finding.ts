// One thing that a command does, and how the findings of a text become its verdict: the worst counts, and all are told.

import { isLower, worse } from '../model.ts';
import type { Risk, Verdict } from '../model.ts';

export interface Finding {
  readonly risk: Risk;
  /** A sentence; for `read` only the command in backquotes, since harmless commands share one sentence. */
  readonly say: string;
  /** Set where a command stops or starts something: a stop that the same text follows with a start is a restart. */
  readonly turns?: { readonly what: string; readonly to: 'off' | 'on' };
}

/** The verdict of a text from what its commands do, in the order in which they run. */
export function verdictOf(findings: readonly Finding[]): Verdict {
  const settled = findings.map((finding, index) => asRestart(finding, index, findings));
  const risk = settled.reduce<Risk>((worst, finding) => worse(worst, finding.risk), 'read');
  if (risk === 'read') return { risk, because: [harmless(settled)], marks: [] };
  const destroys = settled.filter((finding) => finding.risk === 'destroy');
  const changes = settled.filter((finding) => finding.risk === 'change');
  return { risk, because: unique([...destroys, ...changes].map((finding) => finding.say)), marks: [] };
}

/** The finding raised to at least `risk`, with `say` instead of its own words where that raises it. */
export function raised(finding: Finding, risk: Risk, say: string): Finding {
  return isLower(finding.risk, risk) ? { risk, say } : finding;
}

function asRestart(finding: Finding, index: number, all: readonly Finding[]): Finding {
  const turns = finding.turns;
  if (turns?.to !== 'off') return finding;
  const later = all.slice(index + 1);
  const comesBack = later.some((other) => other.turns?.to === 'on' && other.turns.what === turns.what);
  return comesBack ? { risk: 'change', say: `${finding.say}, and starts it again later in this step` } : finding;
}

function harmless(findings: readonly Finding[]): string {
  const commands = unique(findings.map((finding) => finding.say));
  return commands.length === 0 ? 'It runs no command' : `It only looks: ${commands.join(', ')}`;
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
