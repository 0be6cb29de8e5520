// Who is in each of some user groups now, name by name: an approval may want one of each.

import type { Members } from './right.ts';

/** Slack user ids of everybody whom the names mean. Throws a sentence when Slack cannot say. */
export interface Directory {
  readonly membersOf: (names: readonly string[]) => Promise<ReadonlySet<string>>;
}

export async function membersByName({ membersOf }: Directory, names: readonly string[]): Promise<Members> {
  const found = await Promise.all(names.map(async (name) => [name, await membersOf([name])] as const));
  return new Map(found);
}
