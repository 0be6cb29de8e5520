// One thread beside the conversation: its first message, the replies, and a box to reply.
import type { Desk } from '../desk.ts';
import { element } from '../element.ts';
import { messagesIn } from '../state.ts';
import { createComposer } from './composer.ts';
import { createMessageList } from './message-list.ts';

export interface Thread {
  readonly root: HTMLElement;
  show(channel: string, ts: string): void;
  redraw(): void;
  focus(): void;
}

export function createThread(desk: Desk): Thread {
  const list = createMessageList(desk, 'Thread', true);
  let open = { channel: '', ts: '' };
  const composer = createComposer({
    label: 'Reply',
    commands: () => [],
    people: () => [...desk.state.people.values()],
    send: (text) => desk.send({ kind: 'type', channel: open.channel, threadTs: open.ts, text }),
  });
  return {
    root: element('section', { class: 'conversation thread' }, list.root, composer.root),
    show(channel, ts) {
      open = { channel, ts };
      const messages = messagesIn(desk.state, channel, ts);
      const items = messages.map((message) => ({ kind: 'message', message, replies: [] }) as const);
      list.show(`${channel} ${ts}`, items, 'The first message of this thread has been deleted.');
      const room = desk.state.channels.get(channel);
      composer.root.hidden = room === undefined || room.isArchived || (!room.isMember && room.kind !== 'direct');
      composer.turnTo(`${channel} ${ts}`, 'Reply in this thread');
    },
    redraw: () => list.redraw(),
    focus: () => composer.focus(),
  };
}
