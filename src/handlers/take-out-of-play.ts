// The pressed message loses its buttons before any work starts; what it shows in the end is the post duty's business.

import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import { within } from '../patience.ts';
import type { Run } from '../runs/run.ts';
import { describeState } from '../runs/decide.ts';
import { context, header } from '../slack/blocks.ts';
import { escape } from '../slack/fit.ts';
import { edit, type Posted, type Redact } from '../slack/voice.ts';

/** Slack being slow must not hold a rollback up for longer than this. */
const patienceMs = 1_000;

export async function takeOutOfPlay(
  carrier: { readonly client: WebClient; readonly redact: Redact; readonly log: Logger },
  pressed: Posted,
  run: Run,
): Promise<void> {
  const title = carrier.redact(run.plan.title);
  const message = {
    text: `${escape(title)} (run ${run.id})`,
    blocks: [header(title), context(`run ${run.id} · ${describeState(run.state)} …`)],
  };
  const edited = edit(carrier.client, carrier.redact, pressed, message).catch((thrown: unknown) => {
    carrier.log.warn({ err: thrown, runId: run.id }, 'the pressed message could not be edited');
  });
  await within(edited, patienceMs);
}
