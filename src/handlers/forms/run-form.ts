// The form for a procedure's parameters.

import { parseRunId } from '../../ids.ts';
import { readParameters } from '../../runbooks/parameters.ts';
import { startRun } from '../../verbs/run.ts';
import type { Form } from '../edge.ts';

export const form: Form = {
  id: 'run.form',
  check: (submission, workshop) => {
    const found = workshop.library.procedure(procedureOf(submission.metadata));
    if (found === undefined) return undefined;
    const read = readParameters(found.procedure, { ...submission.values });
    if (read.ok) return undefined;
    const missing = read.missing.map((parameter) => [parameter.name, 'Please fill this in.'] as const);
    return Object.fromEntries([...missing, ...read.problems.map((problem) => [problem.name, problem.say] as const)]);
  },
  act: (submission, workshop) => {
    const [, procedure, undone = ''] = submission.metadata.split(':');
    return startRun(workshop, submission, procedure, submission.values, parseRunId(undone));
  },
};

function procedureOf(metadata: string): string {
  return metadata.split(':')[1] ?? '';
}
