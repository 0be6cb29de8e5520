// The kinds of thing that Slack sends, as files of this folder describe them.

import type { ModalView } from '@slack/types';
import type { Happening, SlackMessageSeen } from '../verbs/keep-message.ts';
import type { Asker, Later, Reply, Workshop } from '../verbs/verb.ts';

/** A pressed button. `value` is what the card put into it: a run's number, `run:step`, a procedure's name. */
export interface Click extends Asker {
  readonly value: string;
  /** The values of all boxes that are ticked in the message. */
  readonly ticked: readonly string[];
}

/** One button: a file in actions/ exports it as `action`. */
export interface ButtonAction {
  /** `noun.verb`, as the card's builder writes it. */
  readonly id: string;
  /** An answer that changes nothing (a form, a sentence), given before anything is written; undefined to go on to `act`. */
  readonly before?: (click: Click, workshop: Workshop, later: Later) => Promise<Reply | ModalView | undefined>;
  readonly act?: (click: Click, workshop: Workshop) => Promise<Reply>;
  /** It turns a page: what `before` shows takes the place of the private message whose button was pressed. */
  readonly turnsPage?: true;
}

export interface Submission extends Asker {
  /** By block id. */
  readonly values: Readonly<Record<string, string>>;
  /** What the form was opened with. */
  readonly metadata: string;
}

/** One form: a file in forms/ exports it as `form`. */
export interface Form {
  /** The view's callback_id. */
  readonly id: string;
  /** Sentences under the inputs, by block id; undefined when all is well. Quick: Slack waits for it. */
  readonly check: (submission: Submission, workshop: Workshop) => Readonly<Record<string, string>> | undefined;
  readonly act: (submission: Submission, workshop: Workshop) => Promise<Reply>;
}

/** What one of Slack's events is carried out with. */
export interface EventHappening extends Happening {
  /** A message of a channel as it is now; undefined when it cannot be read. */
  readonly lookUp: (channel: string, ts: string) => Promise<SlackMessageSeen | undefined>;
}

/** One kind of event that the app subscribes to: a file in events/ exports it as `event`. */
export interface EventListener {
  /** Slack's name for it. */
  readonly id: string;
  /** The channel that it is about; undefined when it is no business of ours. Only incidents' channels are listened to. */
  readonly channelOf: (event: unknown) => string | undefined;
  /** It is about a person, wherever they are. */
  readonly isPersonal?: true;
  readonly act: (event: unknown, happening: EventHappening, workshop: Workshop) => Promise<void>;
}

/** Where a form's answer goes: forms have no channel of their own. */
export function channelOf(metadata: string): string {
  return /^([CDG][A-Z0-9]+)(?::|$)/.exec(metadata)?.[1] ?? '';
}
