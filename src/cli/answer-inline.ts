// What a run asks, asked where somebody watches it: the answer is the verb's, by the same rules.

import { isCancel, multiselect, select } from '@clack/prompts';
import type { Run } from '../runs/run.ts';
import { titleOf } from '../slack/messages/planned-words.ts';
import { answerDoubt, type DoubtAnswer } from '../verbs/answer-doubt.ts';
import { cancel } from '../verbs/cancel.ts';
import { choose } from '../verbs/choose.ts';
import { tick } from '../verbs/tick.ts';
import { tickTogether } from '../verbs/tick-together.ts';
import type { Reply } from '../verbs/verb.ts';
import type { CliContext } from './cli-command.ts';
import { plainLine } from './plain-line.ts';
import { stepInWords } from './run-lines.ts';
import { questionInWords, type RunQuestion } from './run-question.ts';
import type { Terminal } from './with-workshop.ts';

type Asked = Exclude<RunQuestion, { kind: 'approval' }>;

/** Undefined when whoever was asked leaves it open. */
export async function answerInline(
  { print }: CliContext,
  { workshop, asker }: Terminal,
  run: Run,
  question: Asked,
): Promise<Reply | undefined> {
  const { id } = run;
  const message = questionInWords(question, id);
  if (question.kind !== 'tick-together') for (const line of toRead(run, question.step)) print(line);
  switch (question.kind) {
    case 'tick': {
      const said = await pick(message, [{ value: 'done', label: 'It is done' }]);
      if (said === 'cancel') return cancel(workshop, asker, id);
      return said === undefined ? undefined : tick(workshop, asker, id, question.step);
    }
    case 'tick-together': {
      const options = question.steps.map((step) => ({ value: step, label: `${step + 1}. ${labelOf(run, step)}` }));
      const ticked = await multiselect({ message: `${message} Which are done?`, options, required: false });
      if (isCancel(ticked) || ticked.length === 0) return undefined;
      return tickTogether(workshop, asker, { run: id, step: run.cursor, ticked });
    }
    case 'choose': {
      const said = await pick(
        message,
        question.options.map(({ value, label }) => ({ value: `=${value}`, label: plainLine(label) })),
      );
      if (said === 'cancel') return cancel(workshop, asker, id);
      return said === undefined
        ? undefined
        : choose(workshop, asker, { run: id, step: question.step, value: said.slice(1) });
    }
    case 'doubt': {
      const said = await select<DoubtAnswer | 'leave'>({
        message,
        options: [
          { value: 'leave', label: 'I leave it open for now' },
          { value: 'happened', label: 'It happened: go on with the next step' },
          { value: 'again', label: 'It did not happen: run the step again' },
          { value: 'stop', label: 'Stop: the run ends' },
        ],
      });
      return isCancel(said) || said === 'leave' ? undefined : answerDoubt(workshop, asker, id, question.step, said);
    }
  }
}

async function pick(
  message: string,
  options: readonly { readonly value: string; readonly label: string }[],
): Promise<string | undefined> {
  const said = await select<string>({
    message,
    options: [
      ...options,
      { value: 'leave', label: 'I leave it open for now' },
      { value: 'cancel', label: 'Cancel the run' },
    ],
  });
  return isCancel(said) || said === 'leave' ? undefined : said;
}

function toRead({ plan }: Run, index: number): string[] {
  const step = plan.steps[index];
  return step === undefined ? [] : stepInWords(step);
}

function labelOf({ plan }: Run, index: number): string {
  const step = plan.steps[index];
  if (step === undefined) return '';
  return plainLine(step.kind === 'manual' ? step.text : titleOf(step));
}
