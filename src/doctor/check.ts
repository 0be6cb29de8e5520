// What a check of the doctor is: it looks at one thing, changes nothing, and says what it found, with the cure of whatever is wrong.

import type { Config, Environment, SlackConfig } from '../config.ts';
import type { Library } from '../runbooks/library.ts';
import type { SettingsNow } from '../settings/load-settings.ts';
import type { Clients } from '../slack/clients.ts';

/** `wrong` keeps something from working, a `note` is worth knowing. */
export type Finding =
  | { readonly level: 'fine'; readonly say: string }
  | { readonly level: 'wrong' | 'note'; readonly say: string; readonly cure: string };

/** What is looked at. What several checks need is read once. */
export interface Patient {
  readonly environment: Environment;
  /** Undefined when the environment does not say; its own check tells why. */
  readonly base: Omit<Config, 'slack'> | undefined;
  readonly slack: SlackConfig | undefined;
  readonly clients: Clients | undefined;
  readonly library: () => Promise<Library | undefined>;
  /** Undefined when opsbook.yaml cannot be used; its own check tells why. */
  readonly settings: () => Promise<SettingsNow | undefined>;
}

export interface Check {
  readonly name: string;
  readonly look: (patient: Patient) => Promise<readonly Finding[]>;
}

export function fine(say: string): Finding {
  return { level: 'fine', say };
}

export function wrong(say: string, cure: string): Finding {
  return { level: 'wrong', say, cure };
}

export function note(say: string, cure: string): Finding {
  return { level: 'note', say, cure };
}

/** A sentence of Opsbook's own says what to do at its end. */
export function wrongAsSaid(sentence: string): Finding {
  const text = sentence.replaceAll('\n', ' ').trim();
  const at = text.lastIndexOf('. ', text.length - 2);
  return at === -1 ? wrong(text, 'Correct what it names.') : wrong(text.slice(0, at + 1), text.slice(at + 2));
}
