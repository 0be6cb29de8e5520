// From a step to an open connection of its target, or the sentence that says why there is none.

import type { PlannedSqlStep } from '../runbooks/planned.ts';
import { reasonOf } from '../errors.ts';
import type { Limit } from './limit.ts';
import { whyNotConnected } from './network-error.ts';
import { openSqlConnection } from './sql-connection.ts';
import type { SqlConnection } from './sql-connection.ts';
import type { StepContext } from './step-kind.ts';

/** Whoever gets a connection closes it. */
export async function reachDatabase(
  { target }: Pick<PlannedSqlStep, 'target'>,
  context: StepContext,
  limit: Limit,
): Promise<SqlConnection | string> {
  if (target.kind !== 'postgres') return `Target ${target.name} is no PostgreSQL database.`;
  let url: string;
  try {
    url = context.expand(target.url);
  } catch (thrown) {
    return reasonOf(thrown);
  }
  if (!/^postgres(?:ql)?:\/\//.test(url))
    return `The address of target ${target.name} must begin with postgres://. Correct its variable.`;
  if (context.signal.aborted) return 'It was cancelled before it began.';
  try {
    return await openSqlConnection(url, context.outputLimit, limit.signal);
  } catch (thrown) {
    const why = limit.stopped() ?? whyNotConnected(thrown);
    return `${target.name} (${target.address}) could not be reached: ${why}. Nothing was done.`;
  }
}
