// What a run that stands still asks of a person, and what answers it at a terminal. Pure.

import { tickedTogether } from '../runs/checklist.ts';
import { namesAsked } from '../runs/right.ts';
import type { RunView } from '../runs/view.ts';

export type RunQuestion =
  | { readonly kind: 'tick'; readonly step: number }
  | { readonly kind: 'tick-together'; readonly steps: readonly number[] }
  | {
      readonly kind: 'choose';
      readonly step: number;
      readonly options: readonly { readonly value: string; readonly label: string }[];
    }
  | { readonly kind: 'doubt'; readonly step: number }
  | { readonly kind: 'approval'; readonly who: readonly string[] };

/** Steps by index. Undefined when it asks nobody. */
export function questionOf({ run, approval }: Pick<RunView, 'run' | 'approval'>): RunQuestion | undefined {
  switch (run.state) {
    case 'waiting': {
      const steps = tickedTogether(run);
      const step = run.plan.steps[run.cursor];
      if (steps.length > 0) return { kind: 'tick-together', steps };
      return step?.kind === 'choose'
        ? { kind: 'choose', step: run.cursor, options: step.options }
        : { kind: 'tick', step: run.cursor };
    }
    case 'in_doubt':
      return { kind: 'doubt', step: run.cursor };
    case 'awaiting_approval':
      return { kind: 'approval', who: approval === undefined ? [] : namesAsked(approval) };
    case 'planned':
    case 'queued':
    case 'running':
    case 'succeeded':
    case 'failed':
    case 'cancelled':
    case 'denied':
    case 'expired':
    case 'void':
      return undefined;
  }
}

/** What is asked, in a sentence. */
export function questionInWords(question: RunQuestion, run: number): string {
  switch (question.kind) {
    case 'tick':
      return `Run ${run} waits for a person at step ${question.step + 1}.`;
    case 'tick-together': {
      const [first = 0] = question.steps;
      return `Run ${run} waits for a person at steps ${first + 1} to ${(question.steps.at(-1) ?? 0) + 1}.`;
    }
    case 'choose':
      return `Run ${run} waits for a choice at step ${question.step + 1}.`;
    case 'doubt':
      return `Nobody knows whether step ${question.step + 1} of run ${run} happened. Look at the system, then answer.`;
    case 'approval':
      return `Run ${run} waits for an approval by ${question.who.join(', ')}.`;
  }
}

export interface Answer {
  readonly command: string;
  readonly does: string;
}

export function answersTo(question: RunQuestion, run: number): readonly Answer[] {
  switch (question.kind) {
    case 'tick':
      return [{ command: `opsbook tick ${run} ${question.step + 1}`, does: 'it is done' }];
    case 'tick-together': {
      const steps = question.steps.map((step) => step + 1).join(' ');
      return [{ command: `opsbook tick ${run} ${steps}`, does: 'all of them are done' }];
    }
    case 'choose':
      return question.options.map(({ value, label }) => ({
        command: `opsbook choose ${run} ${question.step + 1} ${value}`,
        does: label,
      }));
    case 'doubt': {
      const at = `opsbook answer ${run} ${question.step + 1}`;
      return [
        { command: `${at} happened`, does: 'it happened: the run goes on with the next step' },
        { command: `${at} again`, does: 'it did not: the step is started once more' },
        { command: `${at} stop`, does: 'the run ends' },
      ];
    }
    case 'approval':
      return [
        { command: `opsbook approve ${run} --as <user>`, does: 'yes, by an approver with a one-time code' },
        { command: `opsbook deny ${run} <reason> --as <user>`, does: 'no' },
      ];
  }
}
