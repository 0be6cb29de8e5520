// Reads what the checks look at, each thing once. What cannot be read is undefined here, and a check of its own says why.

import { readBase, readSlack, type Environment } from '../config.ts';
import { CannotStart } from '../errors.ts';
import { loadRunbooks } from '../runbooks/load.ts';
import type { Readers } from '../runbooks/readers.ts';
import { readSettingsNow } from '../settings/load-settings.ts';
import { makeClients } from '../slack/clients.ts';
import { watchSlack } from '../slack/slack-calls.ts';
import type { Patient } from './check.ts';

/** Readers are taken from whoever has some already. */
export function makePatient(environment: Environment, readers?: Readers): Patient {
  const base = unlessRefused(() => readBase(environment));
  const slack = unlessRefused(() => readSlack(environment));
  return {
    environment,
    base,
    slack,
    clients: slack === undefined ? undefined : makeClients(slack, watchSlack()),
    library: onceOnly(async () => (base === undefined ? undefined : loadRunbooks(base.runbookFolders, readers))),
    settings: onceOnly(async () => {
      const read = base === undefined ? undefined : await readSettingsNow(base);
      return read?.ok === true ? read.said : undefined;
    }),
  };
}

function unlessRefused<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (thrown) {
    if (thrown instanceof CannotStart) return undefined;
    throw thrown;
  }
}

function onceOnly<T>(read: () => Promise<T>): () => Promise<T> {
  let reading: Promise<T> | undefined;
  return () => (reading ??= read());
}
