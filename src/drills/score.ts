// What a drill showed, from the rows alone: facts with the entries of the record they come from, nobody's marks. What was not seen is
// null and is said to be not known.

import { z } from 'zod';
import type { Incident } from '../incidents/incident.ts';
import type { SlotTimes } from '../incidents/slots.ts';
import { approvalRow, runState, type Approval, type Run } from '../runs/run.ts';

export const score = z.object({
  tookMs: z.number(),
  /** From the fault to the first update by a person. */
  firstUpdateMs: z.number().nullable(),
  due: z.number(),
  made: z.number(),
  missed: z.number(),
  runs: z.array(
    z.object({
      id: z.number(),
      procedure: z.string(),
      state: runState,
      /** From the plan to the question, and from there to the decision. */
      askedMs: z.number().nullable(),
      decidedMs: z.number().nullable(),
      decision: approvalRow.shape.state.nullable(),
    }),
  ),
  wrongApprovers: z.array(z.object({ person: z.string(), run: z.number(), say: z.string(), entry: z.number() })),
  doubts: z.array(
    z.object({
      run: z.number(),
      step: z.number(),
      answer: z.enum(['happened', 'again', 'stop']).nullable(),
      by: z.string().nullable(),
      afterMs: z.number().nullable(),
      entry: z.number(),
    }),
  ),
});
export type Score = z.infer<typeof score>;

/** An entry of the record about a run of the drill. */
export interface DrillEntry {
  readonly seq: number;
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly run: number;
  readonly reason: string | null;
  readonly say: string | null;
  readonly step: number | null;
}

export interface DrillRows {
  readonly incident: Incident;
  /** When the fault was there; null when it never was. */
  readonly startedAt: Date | null;
  readonly endedAt: Date;
  readonly slots: readonly SlotTimes[];
  readonly runs: readonly Run[];
  readonly approvals: readonly Approval[];
  /** In the order of the record. */
  readonly entries: readonly DrillEntry[];
}

export function scoreOf({ incident, startedAt, endedAt, slots, runs, approvals, entries }: DrillRows): Score {
  const since = (startedAt ?? incident.declaredAt).getTime();
  const made = slots.filter(({ state }) => state === 'human');
  const missed = slots.filter(({ state }) => state === 'facts');
  const [first] = made.flatMap(({ settledAt }) => settledAt ?? []);
  return {
    tookMs: endedAt.getTime() - since,
    firstUpdateMs: first === undefined ? null : Math.max(0, first.getTime() - since),
    due: made.length + missed.length,
    made: made.length,
    missed: missed.length,
    runs: runs.map((run) => {
      const approval = approvals.find((each) => each.run === run.id && each.step === null);
      const decidedAt = approval?.decidedAt ?? null;
      return {
        id: run.id,
        procedure: run.procedure,
        state: run.state,
        askedMs: approval === undefined ? null : approval.askedAt.getTime() - run.createdAt.getTime(),
        decidedMs:
          approval === undefined || decidedAt === null ? null : decidedAt.getTime() - approval.askedAt.getTime(),
        decision: approval?.state ?? null,
      };
    }),
    wrongApprovers: entries
      .filter(({ action, reason }) => action === 'approval.approve-refused' && reason === 'denied')
      .map(({ actor, run, say, seq }) => ({ person: actor, run, say: say ?? '', entry: seq })),
    doubts: entries.filter(({ action }) => action === 'step.in-doubt').map((doubt) => doubtOf(doubt, entries)),
  };
}

const answers = { 'doubt.happened': 'happened', 'doubt.again': 'again', 'doubt.stop': 'stop' } as const;

function doubtOf(doubt: DrillEntry, entries: readonly DrillEntry[]): Score['doubts'][number] {
  const next = entries.find(
    ({ seq, run, action }) => seq > doubt.seq && run === doubt.run && Object.hasOwn(answers, action),
  );
  return {
    run: doubt.run,
    step: doubt.step ?? 0,
    answer: next === undefined ? null : answerOf(next.action),
    by: next?.actor ?? null,
    afterMs: next === undefined ? null : next.at.getTime() - doubt.at.getTime(),
    entry: next?.seq ?? doubt.seq,
  };
}

function answerOf(action: string): Score['doubts'][number]['answer'] {
  const [, answer] = Object.entries(answers).find(([name]) => name === action) ?? [];
  return answer ?? null;
}
