// Every executable step kind by its name; the compiler refuses a kind that is missing here.

import type { PlannedExecutable } from '../runbooks/planned.ts';
import { httpKind } from './http.ts';
import { shellKind } from './shell.ts';
import { sqlKind } from './sql.ts';
import type { StepContext, StepOutcome } from './step-kind.ts';

export function runStep(step: PlannedExecutable, context: StepContext): Promise<StepOutcome> {
  switch (step.kind) {
    case 'http':
      return httpKind.run(step, context);
    case 'sql':
      return sqlKind.run(step, context);
    case 'sh':
      return shellKind.run(step, context);
  }
}

export function probeStep(step: PlannedExecutable, context: StepContext): Promise<boolean | undefined> {
  switch (step.kind) {
    case 'http':
      return httpKind.probe(step, context);
    case 'sql':
      return sqlKind.probe(step, context);
    case 'sh':
      return shellKind.probe(step, context);
  }
}
