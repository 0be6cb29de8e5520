// A week before the demo begins: two incidents, runs that went well and ill, one that was denied, and checks all along. People play it on
// the product itself, which goes by a clock that was set back, so every row and message is one that it would have made.

import type { LocalSlack } from './slack/local-slack.ts';
import type { ReadableMessage } from './slack/people/readable.ts';
import type { PracticeAce } from './systems/ace/start-ace.ts';

export interface Stage {
  readonly slack: LocalSlack;
  readonly ace: PracticeAce;
  /** Lets time pass, and resolves when all that was due is done. */
  readonly pass: (ms: number) => Promise<void>;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const patienceMs = 60_000;

/** What it takes in all. */
export const historyMs = 7 * day;

export async function playHistory({ slack, ace, pass: letPass }: Stage): Promise<void> {
  let left = historyMs;
  const pass = async (ms: number): Promise<void> => {
    left -= ms;
    await letPass(ms);
  };
  const stage = { slack, ace, pass };
  await pass(day);
  await breakerIncident(stage);
  await pass(2 * day);
  await indexIncident(stage);
  await ace.reset();
  await pass(day);
  await pass(left);
}

/** Mended within the half-hour. */
async function breakerIncident(stage: Stage): Promise<void> {
  const { slack, ace, pass } = stage;
  await ace.cause('breaker-stuck-open');
  await pass(2 * minute);
  const channel = await declare(stage, '/ops incident "All calls to the model fail at once" sev=2');
  const maria = slack.as('maria');
  await maria.type(channel, '/ops update "The provider is up, but our breaker stays open. We close it." next=30m');
  await runOf(stage, channel, 'ace.reset-breaker name=generator', 'Done.');
  await pass(26 * minute);
  await maria.type(channel, '/ops resolve "The breaker was closed by hand, and stays closed."');
  await writePostmortem(stage, channel, 'The breaker did not try again by itself after the provider came back.');
}

/** A run fails because of a typing mistake, and somebody who wants to roll back is told no. */
async function indexIncident(stage: Stage): Promise<void> {
  const { slack, ace, pass } = stage;
  const [maria, jonas] = [slack.as('maria'), slack.as('jonas')];
  await ace.cause('large-index');
  await pass(20 * hour);
  const channel = await declare(stage, '/ops incident "Retrieval is slow for customer-b" sev=3');
  await maria.type('ops', `/ops run ace.emergency-rollback revision=${ace.badRevision}`);
  await maria.click(await cardIn(stage, 'ops', 'ace.emergency-rollback', 'Planned.'), 'Ask for approval');
  await fill(slack, 'maria', { reason: 'Retrieval takes three times as long as yesterday.' });
  await jonas.click(await cardIn(stage, 'ops', 'ace.emergency-rollback', 'Waiting for approval'), 'Deny');
  await fill(slack, 'jonas', { reason: 'The release is fine: the index of customer-b has grown. Clean that up.' });
  await runOf(stage, channel, 'ace.clean-up-index domain=costumer-b', 'Failed.');
  await runOf(stage, channel, 'ace.clean-up-index domain=customer-b', 'Done.');
  await pass(31 * minute);
  await maria.type(channel, '/ops resolve "The index of customer-b was cleaned up."');
  await writePostmortem(stage, channel, 'Nobody had watched how large the index of customer-b was getting.');
}

/** Answers the channel's name, once its card stands there. */
async function declare({ slack }: Stage, command: string): Promise<string> {
  const maria = slack.as('maria');
  const before = new Set(incidentChannels(slack));
  await maria.type('ops', command);
  return slack.until(
    () => {
      const name = incidentChannels(slack).find((each) => !before.has(each));
      const isThere = name !== undefined && slack.channel(name)?.members.has(maria.id) === true;
      return isThere && maria.sees(name).some(hasButton('incident.update')) && name;
    },
    { what: `the channel of ${command}`, timeoutMs: patienceMs },
  );
}

function incidentChannels(slack: LocalSlack): readonly string[] {
  return slack.channels().filter((name) => name.startsWith('incident-'));
}

async function runOf(stage: Stage, channel: string, words: string, end: string): Promise<void> {
  const [name = ''] = words.split(' ');
  const maria = stage.slack.as('maria');
  await maria.type(channel, `/ops run ${words}`);
  await maria.click(await cardIn(stage, channel, name, 'Planned.'), 'Run');
  await cardIn(stage, channel, name, end);
}

/** The newest card of this procedure, once it says the words. */
function cardIn({ slack }: Stage, channel: string, procedure: string, words: string): Promise<ReadableMessage> {
  return slack.until(
    () => {
      const all = slack.as('maria').sees(channel);
      const card = all.findLast(({ text, isEphemeral }) => !isEphemeral && text.includes(`\`${procedure}\` · run `));
      const isWhole = card?.text.includes(words) === true && !card.text.includes('What can be seen now follows');
      return isWhole && card;
    },
    { what: `${procedure} in #${channel} to say ${words}`, timeoutMs: patienceMs },
  );
}

async function writePostmortem({ slack }: Stage, channel: string, cause: string): Promise<void> {
  const maria = slack.as('maria');
  const find = (words: string): Promise<ReadableMessage> =>
    slack.until(
      () =>
        maria
          .sees(channel)
          .findLast((message) => hasButton('postmortem.done')(message) && message.text.includes(words)),
      { what: `the post-mortem in #${channel}`, timeoutMs: patienceMs },
    );
  await maria.click(await find('owns it'), 'Write: Root cause');
  await fill(slack, 'maria', { 'Root cause': cause });
  await maria.click(await find(cause), 'It is done');
}

async function fill(slack: LocalSlack, person: string, values: Readonly<Record<string, string>>): Promise<void> {
  const actor = slack.as(person);
  await slack.until(() => actor.form(), { what: `a form for ${person}`, timeoutMs: patienceMs });
  actor.fill(values);
  await actor.submit();
}

function hasButton(actionId: string): (message: ReadableMessage) => boolean {
  return ({ buttons }) => buttons.some((button) => button.actionId === actionId);
}
