// What a person types: a slash command goes to the app, anything else is a message. Slack's sentences when it cannot be done.

import { ApiError } from '../api-error.ts';
import { deliver } from '../app-link/deliver.ts';
import { issueResponseUrl, issueTrigger } from '../grants.ts';
import type { JsonRecord } from '../json-values.ts';
import { postMessage } from '../messages.ts';
import type { SlashCommand } from '../manifest.ts';
import type { World } from '../world.ts';
import type { Conversation, Person } from '../workspace.ts';
import { happened, letDown, sentenceFor, type Outcome } from './outcome.ts';
import { answer } from './respond.ts';
import { escapeText, linkNames } from './speech.ts';

/** Resolves when the app has acknowledged a command, or when the message is posted. */
export async function typeText(
  world: World,
  person: Person,
  conversation: Conversation,
  text: string,
  threadTs?: string,
): Promise<Outcome> {
  const isCommand = /^\/\w/.test(text);
  if (!isCommand && conversation.isArchived) {
    return letDown(world, person.id, conversation.id, `#${conversation.name} is archived: nobody can post there.`);
  }
  if (!conversation.members.has(person.id)) {
    return letDown(world, person.id, conversation.id, `Join #${conversation.name} first, then write there.`);
  }
  if (isCommand) return runCommand(world, person, conversation, text, threadTs);
  postMessage(world, conversation, {
    user: person.id,
    text: linkNames(world, escapeText(text), 'message'),
    ...(threadTs === undefined ? {} : { threadTs }),
  });
  return happened;
}

async function runCommand(
  world: World,
  person: Person,
  conversation: Conversation,
  typed: string,
  threadTs: string | undefined,
): Promise<Outcome> {
  const [word = ''] = typed.split(/\s/, 1);
  const tell = (say: string): Outcome => letDown(world, person.id, conversation.id, say);
  const command = world.manifest.commands.find((each) => each.command === word);
  if (command === undefined) return tell(`${word} is not a valid command.`);
  if (!world.manifest.scopes.has('commands')) return tell(`${word} failed with the error "missing_scope"`);
  if (threadTs !== undefined) return tell(`${word} is not supported in threads. Sorry!`);
  const payload = commandPayload(world, person, conversation, command, typed.slice(word.length).trim());
  const envelope = { kind: 'slash_commands', payload, acceptsResponse: true, attempt: 0, retryReason: '' } as const;
  const acknowledgement = await deliver(world, envelope);
  const failure = sentenceFor(acknowledgement, word);
  if (failure !== undefined) return tell(failure);
  if (acknowledgement.kind !== 'acknowledged' || Object.keys(acknowledgement.payload).length === 0) return happened;
  try {
    answer(world, { person: person.id, channel: conversation.id }, acknowledgement.payload);
    return happened;
  } catch (thrown) {
    if (!(thrown instanceof ApiError)) throw thrown;
    world.book.refuse('ack', thrown.error, `${word}: ${JSON.stringify(thrown.extra)}`);
    return tell(`${word} failed with the error "${thrown.error}"`);
  }
}

function commandPayload(
  world: World,
  person: Person,
  conversation: Conversation,
  { command, shouldEscape }: SlashCommand,
  text: string,
): JsonRecord {
  const { app, workspace } = world;
  const escaped = escapeText(text);
  const secret = issueResponseUrl(world, { person: person.id, channel: conversation.id });
  return {
    token: app.verificationToken,
    team_id: workspace.id,
    team_domain: workspace.domain,
    channel_id: conversation.id,
    channel_name: channelName(conversation),
    user_id: person.id,
    user_name: person.name,
    command,
    text: shouldEscape ? linkNames(world, escaped, 'command') : escaped,
    api_app_id: app.id,
    is_enterprise_install: 'false',
    response_url: `${world.origin}/commands/${workspace.id}/${secret}`,
    trigger_id: issueTrigger(world, person.id),
  };
}

function channelName(conversation: Conversation): string {
  if (conversation.kind === 'direct') return 'directmessage';
  return conversation.kind === 'private' ? 'privategroup' : conversation.name;
}
