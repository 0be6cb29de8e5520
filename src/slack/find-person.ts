// A person of the workspace by the name that others call them by.

import type { WebClient } from '@slack/web-api';

/** The id of whoever is called `@name`; undefined when nobody is, or they have left. */
export async function findPerson(client: WebClient, name: string): Promise<string | undefined> {
  const wanted = name.replace(/^@/, '').toLowerCase();
  let cursor = '';
  do {
    const answer = await client.users.list({ limit: 200, ...(cursor === '' ? {} : { cursor }) });
    const found = answer.members?.find(
      ({ name: handle, profile, deleted }) =>
        deleted !== true && [handle, profile?.display_name].some((each) => each?.toLowerCase() === wanted),
    );
    if (found !== undefined) return found.id;
    cursor = answer.response_metadata?.next_cursor ?? '';
  } while (cursor !== '');
  return undefined;
}
