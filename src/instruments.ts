// What looks at targets without changing them: for the bot, and for a terminal that needs no bot.

import type { Logger } from 'pino';
import { redactDeep, type Redactor } from './audit/redact.ts';
import type { Config } from './config.ts';
import { createLooking, type Looking } from './duties/look.ts';
import { createMeasuring, type Measuring } from './duties/measure.ts';
import { loadSqlParser } from './runbooks/risk/sql-parser.ts';
import { readForPreview } from './runbooks/risk/sql-preview.ts';
import { expandOrSay } from './runbooks/variables.ts';
import { expandFrom, type EnvironmentOf } from './runs/drill-shelf.ts';
import { previewStep, runStep } from './steps/kinds.ts';

/** Looks at targets before a plan is run; the terminal makes one of its own. */
export function makeLooking(eyes: {
  readonly environmentOf: EnvironmentOf;
  readonly redact: Redactor;
  readonly log: Logger;
  readonly now: () => Promise<Date>;
}): Looking {
  const { environmentOf, redact, log, now } = eyes;
  return createLooking({
    now,
    log,
    preview: previewStep,
    loadSqlReader: async () => {
      const parse = await loadSqlParser();
      return (text) => readForPreview(parse, text);
    },
    expandFor: expandFrom(environmentOf),
    redactDeep: (value) => redactDeep(value, redact),
  });
}

/** Carries checks out; the terminal makes one of its own. */
export function makeMeasuring({
  environment,
  redact,
  log,
}: {
  readonly environment: Config['environment'];
  readonly redact: Redactor;
  readonly log: Logger;
}): Measuring {
  return createMeasuring({
    log,
    run: runStep,
    expand: (template) => expandOrSay(template, environment),
    redactDeep: (value) => redactDeep(value, redact),
  });
}
