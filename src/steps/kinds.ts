// Every executable step kind by its name; the compiler refuses a kind that is missing here.

import type { PlannedExecutable } from '../runbooks/planned.ts';
import { httpKind } from './http.ts';
import { promqlKind } from './promql.ts';
import { shellKind } from './shell.ts';
import { sqlKind } from './sql.ts';
import type { Preview, PreviewContext, StepContext, StepOutcome } from './step-kind.ts';

export function runStep(step: PlannedExecutable, context: StepContext): Promise<StepOutcome> {
  switch (step.kind) {
    case 'http':
      return httpKind.run(step, context);
    case 'sql':
      return sqlKind.run(step, context);
    case 'sh':
      return shellKind.run(step, context);
    case 'promql':
      return promqlKind.run(step, context);
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
    case 'promql':
      return promqlKind.probe(step, context);
  }
}

export function previewStep(step: PlannedExecutable, context: PreviewContext): Promise<Preview> {
  switch (step.kind) {
    case 'http':
      return httpKind.preview(step, context);
    case 'sql':
      return sqlKind.preview(step, context);
    case 'sh':
      return shellKind.preview(step, context);
    case 'promql':
      return promqlKind.preview(step, context);
  }
}
