// `/ops check <system>`: carries out the checks of a system now and says what they find, worst first. With `days=7` it shows how their
// numbers went instead. Alone it says how every system stands.

import { within } from '../patience.ts';
import { checkAll, checksOf } from './check-system.ts';
import { overview } from './check-overview.ts';
import { trendOf } from './check-trend.ts';
import { whyNotInDrill } from './workshop-at.ts';
import { refused, said, type Asker, type Command, type Later, type Reply, type Workshop } from './verb.ts';

/** Slack waits three seconds: https://docs.slack.dev/interactivity/handling-user-interaction#acknowledgment_response */
const answerMs = 1_800;

export const command: Command = {
  name: 'check',
  usage: 'check [system] [days=n]',
  describe: 'the checks of a system now, or how its numbers went',
  needs: 'run:read',
  changes: false,
  act: async (words, asker, workshop, later) => {
    await workshop.library.refresh();
    const [name] = words.plain;
    const days = words.named['days'];
    if (name === undefined) return overview(workshop, asker);
    return days === undefined ? checkNow(workshop, asker, name, later) : trendOf(workshop, asker, name, days);
  },
};

/** The answer itself when it comes soon, else what is being done and the answer later. */
export async function checkNow(
  workshop: Workshop,
  { person, channel }: Pick<Asker, 'person' | 'channel'>,
  name: string,
  later: Later,
): Promise<Reply> {
  const elsewhere = await whyNotInDrill(workshop, channel, 'Run the check here: /ops run <procedure>');
  if (elsewhere !== undefined) return refused(elsewhere);
  const found = checksOf(workshop, name);
  if (!found.ok) return said(found.refusal.say);
  const denied = await workshop.whyNot(person, 'run:read', { system: found.value.system });
  if (denied !== undefined) return refused(denied);
  const checking = checkAll(workshop, found.value);
  const soon = await within(checking, answerMs);
  if (soon !== undefined) return soon;
  later(checking);
  const { length } = found.value.checks;
  return said(`Checking ${found.value.system}: ${length} ${length === 1 ? 'check' : 'checks'}. The answer follows.`);
}
