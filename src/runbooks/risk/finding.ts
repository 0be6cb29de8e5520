// One thing that a command does, and how the findings of a text become its verdict: the worst counts, and all are told.

import { isLower, worse } from '../risk-order.ts';
import type { Mark, Risk, Verdict } from '../model.ts';
import type { TextCode } from './tool.ts';

export interface Finding {
  readonly risk: Risk;
  /** A sentence; for `read` only the command in backquotes, since harmless commands share one sentence. Empty for marks alone. */
  readonly say: string;
  /** Set where a command stops or starts something: a stop that the same text follows with a start is a restart. */
  readonly turns?: { readonly what: string; readonly to: 'off' | 'on' };
  /** Lines count within the text that is judged. */
  readonly marks?: readonly Mark[];
  /** It opens a console into which what follows is meant to be typed. */
  readonly opens?: TextCode;
}

// A page that has more is hostile or is not read anyway.
const mostMarks = 40;

/** The verdict of a text from what its commands do, in the order in which they run. */
export function verdictOf(findings: readonly Finding[]): Verdict {
  const settled = findings.map((finding, index) => asRestart(finding, index, findings));
  const risk = settled.reduce<Risk>((worst, finding) => worse(worst, finding.risk), 'read');
  const marks = marksOf(findings);
  if (risk === 'read') return { risk, because: [harmless(settled)], marks };
  const destroys = settled.filter((finding) => finding.risk === 'destroy');
  const changes = settled.filter((finding) => finding.risk === 'change');
  return { risk, because: unique([...destroys, ...changes].map((finding) => finding.say)), marks };
}

/** The finding raised to at least `risk`, with `say` instead of its own words where that raises it. */
export function raised(finding: Finding, risk: Risk, say: string): Finding {
  return isLower(finding.risk, risk) ? { risk, say, ...(finding.marks && { marks: finding.marks }) } : finding;
}

/** The findings with marks besides their own. */
export function withMarks(findings: readonly Finding[], marks: readonly Mark[]): Finding[] {
  if (marks.length === 0) return [...findings];
  const [first, ...rest] = findings;
  if (first === undefined) return [{ risk: 'read', say: '', marks }];
  return [{ ...first, marks: [...(first.marks ?? []), ...marks] }, ...rest];
}

/** The findings with each mark changed, or taken away where `change` gives nothing. */
export function remarked(findings: readonly Finding[], change: (mark: Mark) => Mark | undefined): Finding[] {
  return findings.map((finding) =>
    finding.marks === undefined ? finding : { ...finding, marks: finding.marks.flatMap((mark) => change(mark) ?? []) },
  );
}

/** The findings of a text that begins on this line of another one. */
export function beginningAt(line: number, findings: readonly Finding[]): Finding[] {
  return line === 1 ? [...findings] : remarked(findings, (mark) => ({ ...mark, line: mark.line + line - 1 }));
}

function asRestart(finding: Finding, index: number, all: readonly Finding[]): Finding {
  const turns = finding.turns;
  if (turns?.to !== 'off') return finding;
  const later = all.slice(index + 1);
  const comesBack = later.some((other) => other.turns?.to === 'on' && other.turns.what === turns.what);
  return comesBack ? { risk: 'change', say: `${finding.say}, and starts it again later in this step` } : finding;
}

function harmless(findings: readonly Finding[]): string {
  const commands = unique(findings.map((finding) => finding.say).filter((say) => say !== ''));
  return commands.length === 0 ? 'It runs no command' : `It only looks: ${commands.join(', ')}`;
}

function marksOf(findings: readonly Finding[]): Mark[] {
  const byText = new Map<string, Mark>();
  for (const mark of findings.flatMap((finding) => finding.marks ?? [])) {
    const key = `${mark.kind} ${mark.line} ${mark.say}`;
    if (byText.size < mostMarks && !byText.has(key)) byText.set(key, mark);
  }
  return [...byText.values()].sort((a, b) => a.line - b.line);
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
