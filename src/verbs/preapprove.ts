// `/ops preapprove <procedure> [name=<values> …] until=<friday> [why]`: asks two other people for a yes to a procedure with some values, for
// a time. A run inside that starts without asking.

import { done, refuse, type Result } from '../errors.ts';
import { readNow } from '../incidents/store.ts';
import { lookUpIn } from '../runbooks/look-up.ts';
import { digestOfText } from '../runbooks/procedure-text.ts';
import { readRanges } from '../runbooks/ranges.ts';
import { insertPreapproval, type NewPreapproval } from '../runs/preapproval.ts';
import { rangesInWords } from '../runs/ranges-in-words.ts';
import { findProcedure } from './find-procedure.ts';
import { readUntil } from './until.ts';
import { whyNotInDrill } from './workshop-at.ts';
import { once, refused, said, type Asker, type Command, type Reply, type Workshop } from './verb.ts';
import type { Words } from './words.ts';

/** Besides the person who asks. */
const others = 2;
const longestWhy = 500;

export const command: Command = {
  name: 'preapprove',
  usage: 'preapprove <procedure> [name=<values> …] until=<friday> [why]',
  describe: 'have a procedure with some values approved for a time by two other people',
  changes: true,
  act: (words, asker, workshop) => preapprove(workshop, asker, words),
};

async function preapprove(workshop: Workshop, asker: Asker, words: Words): Promise<Reply> {
  await workshop.library.refresh();
  const asked = await readAsked(workshop, asker, words);
  return once(workshop, asker, async (tx) => {
    if (!asked.ok) return refused(asked.refusal.say);
    const until = readUntil(words.named['until'] ?? '', await readNow(tx), workshop.incidents.timezone);
    if (!until.ok) return refused(until.refusal.say);
    const made = { ...asked.value, until: until.value };
    const id = await insertPreapproval(tx, made);
    workshop.queue.send(tx, 'post', { subject: `preapproval:${id}` }, { priority: 9 });
    const { procedure, ranges, why, textDigest, who } = made;
    workshop.record(tx, {
      actor: asker.person,
      action: 'preapproval.asked',
      subject: `preapproval:${id}`,
      detail: { procedure, ranges, why, textDigest, who, until: until.value.toISOString() },
    });
    return said(
      `Pre-approval ${id} is asked for: ${procedure}, ${rangesInWords(ranges)}. Two other people have to say yes.`,
    );
  });
}

async function readAsked(
  workshop: Workshop,
  asker: Asker,
  { plain: [name, ...why], named: { until: _until, ...given } }: Words,
): Promise<Result<Omit<NewPreapproval, 'until'>>> {
  const elsewhere = await whyNotInDrill(workshop, asker.channel, 'Say it in another channel.');
  if (elsewhere !== undefined) return refuse('conflict', elsewhere);
  const found = findProcedure(workshop, 'preapprove', name);
  if (!found.ok) return found;
  const { runbook, procedure } = found.value;
  const { approvers, owners, system } = runbook;
  const denied = await workshop.whyNot(asker.person, `run:${procedure.risk}`, {
    system,
    procedure: procedure.name,
    owners,
    approvers,
  });
  if (denied !== undefined) return refuse('denied', denied);
  const ranges = readRanges(procedure, given);
  if (!ranges.ok) return ranges;
  const textDigest = digestOfText(procedure.name, lookUpIn(workshop));
  const eachOf = procedure.asking?.from ?? [];
  const who = [...new Set([...eachOf, ...approvers])];
  if (textDigest === undefined || who.length === 0)
    return refuse('conflict', `Nobody may approve ${procedure.name}: name \`approvers\` in ${runbook.file}.`);
  if (procedure.asking?.stepUp !== undefined)
    return refuse(
      'conflict',
      `${procedure.name} wants a code from its approvers each time, so it cannot be approved beforehand.`,
    );
  return done({
    procedure: procedure.name,
    system,
    risk: procedure.risk,
    ranges: ranges.value,
    why: why.join(' ').slice(0, longestWhy),
    textDigest,
    needed: Math.max(others, procedure.approvals),
    who,
    eachOf: [...eachOf],
    askedBy: asker.person,
    channel: asker.channel,
  });
}
