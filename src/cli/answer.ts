// `opsbook answer <run> <step> happened|again|stop`: what became of a step that may have happened, as the buttons of its card say it.

import { CannotStart } from '../errors.ts';
import { answerDoubt, type DoubtAnswer } from '../verbs/answer-doubt.ts';
import { jsonOption, type CliCommand } from './cli-command.ts';
import { stepNumber } from './step-number.ts';
import { identityOptions } from './who-acts.ts';
import { withRun } from './with-run.ts';

const answers: readonly DoubtAnswer[] = ['happened', 'again', 'stop'];

export const command: CliCommand = {
  name: 'answer',
  describe:
    'say of a step in doubt that it happened, is to be run again, or that the run stops (happened, again, stop)',
  arguments: '<run> <step> <answer>',
  options: [...identityOptions, jsonOption],
  act: ([number = '', word = '', said = ''], options, context) => {
    const step = stepNumber(word);
    const answer = answers.find((each) => each === said);
    if (answer === undefined)
      throw new CannotStart(`${JSON.stringify(said)} is no answer. Say one of ${answers.join(', ')}.`);
    return withRun(context, { number, options }, ({ workshop, asker }, run) =>
      answerDoubt(workshop, asker, run, step, answer),
    );
  },
};
