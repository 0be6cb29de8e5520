// What broke before anything was done, said to the person who asked for it: what it was, and what they can do about it. The log has more.

import type { Logger } from 'pino';
import { isOutage, takesNoChanges } from '../db/is-outage.ts';
import { newReference } from '../ids.ts';
import { failureOf } from '../slack/clients.ts';

const sayNoChanges =
  'The database of Opsbook takes no changes right now, so nothing was done. Tell whoever runs it, and try again later.';
const sayUnreachable = 'Opsbook cannot reach its database right now, so nothing was done. Try again in a minute.';
const saySilent = 'Slack did not take what Opsbook wanted to show, so nothing was done. Try again in a minute.';

/** A form has to be there within three seconds of the press: https://docs.slack.dev/reference/methods/views.open#errors */
const tooLate = new Set(['expired_trigger_id', 'exchanged_trigger_id', 'trigger_expired', 'trigger_exchanged']);

export function whyNot(log: Logger, thrown: unknown): string {
  const reference = newReference();
  log.error({ err: thrown, reference }, 'a request could not be taken');
  const failure = failureOf(thrown);
  if (failure.kind === 'refused' ? tooLate.has(failure.error) : failure.kind !== 'unknown') return saySilent;
  if (takesNoChanges(thrown)) return sayNoChanges;
  if (isOutage(thrown)) return sayUnreachable;
  return `Something broke on our side, and nothing was done. Tell whoever runs Opsbook: ref ${reference}.`;
}
