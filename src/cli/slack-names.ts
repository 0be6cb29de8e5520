// How people are called, where the terminal may ask Slack. It works without: in the hour in which Slack is down, ids have to do.

import { readConfig, type Environment } from '../config.ts';
import { CannotStart } from '../errors.ts';
import { makeClients, failureOf } from '../slack/clients.ts';
import { watchSlack } from '../slack/slack-calls.ts';
import { createPeople } from '../slack/people.ts';

/** Empty when there is no token here, or when Slack does not answer. */
export async function slackNames(
  environment: Environment,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  try {
    const { slack } = readConfig(environment);
    return await createPeople(makeClients(slack, watchSlack()).background).namesOf([...new Set(ids)]);
  } catch (thrown) {
    if (thrown instanceof CannotStart || failureOf(thrown).kind !== 'unknown') return new Map();
    throw thrown;
  }
}
