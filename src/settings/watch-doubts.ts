// Looks the settings' names up whenever the rules have changed, and tells of what nobody knows. Slack being away is no doubt: the next
// look asks again.

import type { Logger } from 'pino';
import type { Problem } from '../runbooks/model.ts';
import { doubtsAbout, peopleIn } from './doubts.ts';
import type { Settings } from './load-settings.ts';

export interface Doubted {
  readonly file: string;
  readonly settings: Settings;
  readonly library: { readonly runbooks: readonly { readonly system: string }[] };
  /** Those of the groups and ids that Slack does not know. Throws when Slack cannot say. */
  readonly strangersAmong: (names: readonly string[]) => Promise<readonly string[]>;
  readonly log: Logger;
}

export interface Doubts {
  /** What is wrong with the settings as they are now, and what they name that nobody knows. */
  problems(): Promise<readonly Problem[]>;
}

export function watchDoubts({ file, settings, library, strangersAmong, log }: Doubted): Doubts {
  let about: unknown;
  let doubts: readonly Problem[] = [];
  const look = async (): Promise<void> => {
    const { policy, incidents } = settings;
    if (policy === about) return;
    const strangers = await strangersAmong(peopleIn(policy, incidents.onCall));
    const systems = library.runbooks.map(({ system }) => system);
    doubts = doubtsAbout(file, policy, incidents.onCall, { systems, strangers });
    about = policy;
    for (const doubt of doubts) log.warn(doubt, 'the settings name what nobody knows');
  };
  return {
    problems: async () => {
      try {
        await settings.refresh();
        await look();
      } catch (err) {
        log.warn({ err }, 'Slack could not say whom the settings name');
      }
      return [...settings.problems, ...doubts];
    },
  };
}
