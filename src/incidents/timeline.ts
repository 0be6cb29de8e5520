// The timeline: an incident's own entries and what the audit knows of its runs, in the order in which they happened. Pure.

import type { EntryKind, TimelineEntry } from './incident.ts';

/** An audit entry of a run of the incident. */
export interface RunTrace {
  readonly seq: number;
  readonly at: Date;
  readonly actor: string;
  /** `run.started`, `approval.approved` … */
  readonly action: string;
  readonly run: number;
  readonly procedure: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** A person's word on when something really happened. */
export interface Correction {
  readonly line: string;
  readonly at: Date;
  readonly byPerson: string;
  readonly why: string;
  readonly madeAt: Date;
}

export interface TimelineLine {
  /** `entry:12` or `audit:345`; what a correction names, and the receipt. */
  readonly key: string;
  readonly at: Date;
  readonly kind: EntryKind | 'run' | 'approval';
  readonly actor: string;
  /** What happened, in words; for a message, its text. */
  readonly text: string;
  /** The Slack message that it is. */
  readonly message?: { readonly channel: string; readonly ts: string };
  readonly run?: number;
  readonly auditSeq?: number;
  readonly files: readonly string[];
  readonly isEdited: boolean;
  readonly isDeleted: boolean;
  readonly corrected?: { readonly from: Date; readonly by: string; readonly why: string };
}

/** Oldest first; what happened in the same moment keeps the order in which it was recorded. */
export function timelineOf(
  entries: readonly TimelineEntry[],
  traces: readonly RunTrace[],
  corrections: readonly Correction[],
): TimelineLine[] {
  const last = new Map(corrections.map((each) => [each.line, each]));
  const lines = [...entries.map(fromEntry), ...traces.flatMap(fromTrace)].map((line) =>
    corrected(line, last.get(line.key)),
  );
  return lines.sort((a, b) => a.at.getTime() - b.at.getTime() || byMessage(a, b));
}

/** Slack's timestamps count finer than the database's clock does. */
function byMessage(a: TimelineLine, b: TimelineLine): number {
  return a.message === undefined || b.message === undefined ? 0 : Number(a.message.ts) - Number(b.message.ts);
}

function corrected(line: TimelineLine, by: Correction | undefined): TimelineLine {
  return by === undefined ? line : { ...line, at: by.at, corrected: { from: line.at, by: by.byPerson, why: by.why } };
}

function fromEntry(entry: TimelineEntry): TimelineLine {
  const { channel, ts, auditSeq } = entry;
  return {
    key: `entry:${entry.id}`,
    at: entry.at,
    kind: entry.kind,
    actor: entry.actor,
    text: entry.text,
    ...(channel === null || ts === null ? {} : { message: { channel, ts } }),
    ...(auditSeq === null ? {} : { auditSeq }),
    files: entry.files,
    isEdited: entry.editedAt !== null,
    isDeleted: entry.deletedAt !== null,
  };
}

/** How each thing that happens to a run is told; what is not here is noise in a timeline. */
const toldOfRuns = new Map<string, { readonly kind: 'run' | 'approval'; readonly words: string }>(
  Object.entries({
    'run.started': { kind: 'run', words: 'started' },
    'run.succeeded': { kind: 'run', words: 'succeeded' },
    'run.failed': { kind: 'run', words: 'failed' },
    'run.cancelled': { kind: 'run', words: 'was cancelled' },
    'run.voided': { kind: 'run', words: 'became void: its runbook was changed' },
    'run.expired': { kind: 'run', words: 'expired: nobody decided in time' },
    'approval.asked': { kind: 'approval', words: 'waits for approval' },
    'approval.approved': { kind: 'approval', words: 'was approved' },
    'approval.denied': { kind: 'approval', words: 'was denied' },
    'approval.escalated': { kind: 'approval', words: 'was escalated: nobody had decided' },
    'glass.broken': { kind: 'approval', words: 'was started without a second person, by breaking the glass' },
    'glass.reviewed': { kind: 'approval', words: 'was reviewed' },
  }),
);

/** The entries of the audit that are lines of a timeline. */
export const toldActions: readonly string[] = [...toldOfRuns.keys()];

function fromTrace(trace: RunTrace): TimelineLine[] {
  const words = toldOfRuns.get(trace.action);
  if (words === undefined) return [];
  const why = typeof trace.detail['say'] === 'string' ? trace.detail['say'] : trace.detail['reason'];
  const because = typeof why === 'string' && why !== '' ? `: ${why}` : '';
  return [
    {
      key: `audit:${trace.seq}`,
      at: trace.at,
      kind: words.kind,
      actor: trace.actor,
      text: `Run ${trace.run} of ${trace.procedure} ${words.words}${because}`,
      run: trace.run,
      auditSeq: trace.seq,
      files: [],
      isEdited: false,
      isDeleted: false,
    },
  ];
}

/** Stretches longer than this in an open incident, with nobody's word in them, are named as gaps. */
export const gapMs = 30 * 60_000;

export interface TimelineFault {
  readonly kind: 'gap' | 'impossible';
  readonly from: Date;
  readonly to: Date;
  readonly say: string;
}

/**
 * Gaps before `until`, the incident's end, and times that cannot be. What the bot posted because nobody wrote fills no gap; notes after
 * the end are no fault.
 */
export function faultsOf(lines: readonly TimelineLine[], until: Date, now: Date): TimelineFault[] {
  const faults: TimelineFault[] = [];
  const told = lines.filter((line) => !line.isDeleted && line.kind !== 'facts');
  for (const [index, line] of told.entries()) {
    const next = told[index + 1]?.at ?? until;
    if (line.at > now)
      faults.push({ kind: 'impossible', from: line.at, to: now, say: `"${line.text}" has a time that has not come` });
    else if (next.getTime() - line.at.getTime() > gapMs && next <= until)
      faults.push({ kind: 'gap', from: line.at, to: next, say: 'nothing is recorded' });
  }
  const declared = told.find((line) => line.kind === 'declared');
  const resolved = told.findLast((line) => line.kind === 'resolved');
  if (declared !== undefined && resolved !== undefined && resolved.at < declared.at)
    faults.push({
      kind: 'impossible',
      from: declared.at,
      to: resolved.at,
      say: 'it was resolved before it was declared',
    });
  return faults;
}
