// How far this person has read each channel, kept for this browser tab only.
import { isFields, stringOf } from './fields.ts';
import type { PageState } from './state.ts';
import { compareTs, messagesIn } from './state.ts';

export interface ReadMarks {
  /** Everything in the channel counts as read from now on. */
  read(state: PageState, channel: string): void;
  /** How many messages by others came since; replies in threads do not count, nor do messages in channels not joined. */
  unread(state: PageState, channel: string): number;
}

export function createReadMarks(person: string): ReadMarks {
  const key = `read-marks ${person}`;
  const stored: unknown = JSON.parse(sessionStorage.getItem(key) ?? '{}');
  let marks = isFields(stored) ? stored : {};
  return {
    read(state, channel) {
      const last = messagesIn(state, channel).at(-1)?.ts ?? '0';
      if (stringOf(marks, channel) === last) return;
      marks = { ...marks, [channel]: last };
      sessionStorage.setItem(key, JSON.stringify(marks));
    },
    unread(state, channel) {
      if (state.channels.get(channel)?.isMember !== true) return 0;
      const mark = stringOf(marks, channel) || '0';
      return messagesIn(state, channel).filter(({ ts, from }) => from !== person && compareTs(ts, mark) > 0).length;
    },
  };
}
