// One person's view of the workspace: keeps what is open and brings every frame from the server to the panel that shows it.
import type { FormState } from './blocks/form-state.ts';
import { createFormState } from './blocks/form-state.ts';
import type { Connection } from './connection.ts';
import type { Desk } from './desk.ts';
import { element } from './element.ts';
import { createBench } from './panels/bench.ts';
import { createConversation, drawTitle } from './panels/conversation.ts';
import { createFrame } from './panels/frame.ts';
import { createHome } from './panels/home.ts';
import { createModals } from './panels/modal.ts';
import { createSidebar } from './panels/sidebar.ts';
import { createThread } from './panels/thread.ts';
import { createTour } from './panels/tour.ts';
import { createWire } from './panels/wire.ts';
import type { Pending } from './pending.ts';
import { createPending } from './pending.ts';
import type { FromServer } from './protocol.ts';
import { createReadMarks } from './read-marks.ts';
import type { PageState } from './state.ts';

export interface Workspace {
  /** After the frame has been applied to the state. */
  onFrame(frame: FromServer): void;
  onAway(): void;
}

/** What is open now: a channel's id or `home`, perhaps a thread, perhaps the wire. */
interface Open {
  main: string;
  thread: { readonly channel: string; readonly ts: string } | undefined;
  isWire: boolean;
  isAway: boolean;
}

const briefMs = 4000;

export function createWorkspace(state: PageState, connection: Connection): Workspace {
  const pending = createPending();
  const open: Open = { main: '', thread: undefined, isWire: false, isAway: false };
  const desk = createDesk(state, connection, pending, {
    onUnsent: () => panels.frame.say('Not sent: the server is away. Trying to reach it again…', true),
    openThread(channel, ts) {
      panels.frame.openSide('Thread', panels.thread.root, () => (open.thread = undefined));
      open.thread = { channel, ts };
      panels.thread.show(channel, ts);
      panels.thread.focus();
    },
  });
  const panels = createPanels(desk, open, (what) => {
    if (what === 'bench') openBench(panels);
    else if (what === 'tour') {
      panels.frame.closeDrawer();
      panels.tour.reopen();
    } else openMain(desk, panels, open, what);
  });
  let drawing = 0;
  const showSoon = (): void => {
    cancelAnimationFrame(drawing);
    drawing = requestAnimationFrame(() => show(desk, panels, open));
  };
  addEventListener('focus', showSoon);
  addEventListener('hashchange', () => {
    const wanted = location.hash.slice(1);
    if (wanted !== open.main && canOpen(state, wanted)) openMain(desk, panels, open, wanted);
  });
  return {
    onAway() {
      open.isAway = true;
      panels.bench.pause();
      panels.frame.say('The server is away. Trying to reach it again…', true);
    },
    onFrame(frame) {
      if (endsWaiting(frame)) pending.release();
      if (frame.kind === 'welcome') {
        welcome(desk, panels, open);
        return;
      }
      bring(frame, panels, open, state);
      if (frame.kind !== 'wire' && frame.kind !== 'bench' && frame.kind !== 'controls') showSoon();
    },
  };
}

function createDesk(
  state: PageState,
  connection: Connection,
  pending: Pending,
  actions: { onUnsent(): void; openThread(channel: string, ts: string): void },
): Desk {
  const forms = new Map<string, FormState>();
  return {
    state,
    send(frame) {
      const isSent = connection.send(frame);
      if (!isSent) actions.onUnsent();
      return isSent;
    },
    hold: (control) => pending.hold(control),
    formFor(key) {
      const form = forms.get(key) ?? createFormState();
      forms.set(key, form);
      return form;
    },
    openThread: (channel, ts) => actions.openThread(channel, ts),
  };
}

type Panels = ReturnType<typeof createPanels>;

function createPanels(desk: Desk, open: Open, onOpen: (what: string) => void) {
  const marks = createReadMarks(desk.state.me);
  const wire = createWire();
  const sidebar = createSidebar(desk, marks, onOpen);
  const conversation = createConversation(desk);
  const tour = createTour(desk, {
    openChannel: onOpen,
    write: (text) => conversation.write(text),
    onClose: () => conversation.focus(),
  });
  const frame = createFrame(sidebar.root, tour.root, () => {
    frame.openSide('On the wire', wire.root, () => (open.isWire = false));
    open.isWire = true;
    wire.show(desk.state.wire);
  });
  return {
    frame,
    sidebar,
    wire,
    marks,
    bench: createBench(desk),
    tour,
    conversation,
    thread: createThread(desk),
    home: createHome(desk),
    modals: createModals(desk),
  };
}

function openBench({ frame, bench }: Panels): void {
  frame.closeDrawer();
  frame.openSide('Control panel', bench.root, () => bench.close());
  bench.open();
  bench.root.focus();
}

function openMain(desk: Desk, panels: Panels, open: Open, what: string): void {
  panels.frame.closeDrawer();
  if (what !== open.main && open.thread !== undefined) panels.frame.closeSide();
  open.main = what;
  history.replaceState(null, '', `${location.pathname}${location.search}#${what}`);
  if (what === 'home') desk.send({ kind: 'open-home' });
  show(desk, panels, open);
  // On a touch screen a focused field would bring up the keyboard over the messages.
  if (what !== 'home' && matchMedia('(hover: hover)').matches) panels.conversation.focus();
}

function show(desk: Desk, panels: Panels, open: Open): void {
  const { state } = desk;
  const channel = state.channels.get(open.main);
  if (channel !== undefined) {
    panels.frame.showMain(drawTitle(channel), panels.conversation.root);
    panels.conversation.show(channel);
    if (document.hasFocus()) panels.marks.read(state, channel.id);
  } else {
    panels.frame.showMain([element('h1', {}, 'Home')], panels.home.root);
    panels.home.show();
  }
  if (open.thread !== undefined) panels.thread.show(open.thread.channel, open.thread.ts);
  panels.sidebar.show(open.main);
  panels.tour.show(open.main);
  document.title = titleOf(state, open.main, (id) => panels.marks.unread(state, id));
}

function welcome(desk: Desk, panels: Panels, open: Open): void {
  panels.conversation.redraw();
  panels.thread.redraw();
  panels.modals.show([]);
  if (open.isWire) panels.wire.show(desk.state.wire);
  panels.bench.goOn();
  if (open.isAway) sayBriefly(panels, open, 'Connected again.');
  open.isAway = false;
  const wanted = location.hash.slice(1);
  openMain(desk, panels, open, canOpen(desk.state, wanted) ? wanted : firstChannel(desk.state));
}

function sayBriefly(panels: Panels, open: Open, text: string): void {
  panels.frame.say(text, false);
  setTimeout(() => {
    if (!open.isAway) panels.frame.say('', false);
  }, briefMs);
}

/** Frames that one panel takes alone; everything else is read from the state when it is next shown. */
function bring(frame: FromServer, panels: Panels, open: Open, state: PageState): void {
  if (frame.kind === 'modals') panels.modals.show(frame.views);
  if (frame.kind === 'form-errors') panels.modals.showErrors(frame.viewId, frame.errors);
  if (frame.kind === 'notice') {
    panels.modals.showNotice(frame.text);
    if (!state.channels.has(frame.channel)) sayBriefly(panels, open, frame.text);
  }
  if (frame.kind === 'wire' && open.isWire) panels.wire.show(state.wire);
  if (frame.kind === 'bench') panels.bench.take(frame.state);
  if (frame.kind === 'controls') panels.bench.showControls();
  if (frame.kind === 'channel') {
    panels.conversation.redraw();
    panels.thread.redraw();
  }
}

/** A changed message is drawn afresh with controls that do not wait; these are the other answers to a press. */
function endsWaiting(frame: FromServer): boolean {
  if (frame.kind === 'message') return frame.message.isEphemeral;
  return frame.kind === 'modals' || frame.kind === 'home' || frame.kind === 'form-errors' || frame.kind === 'notice';
}

function canOpen(state: PageState, what: string): boolean {
  return state.channels.has(what) || what === 'home';
}

/** Where the tour goes on, if it does. */
function firstChannel(state: PageState): string {
  const { now } = state.tour ?? {};
  if (now?.person === state.me && state.channels.has(now.channel)) return now.channel;
  const channels = [...state.channels.values()].filter(({ isArchived }) => !isArchived);
  const best = channels.find(({ isMember, kind }) => isMember && kind !== 'direct') ?? channels[0];
  return best?.id ?? 'home';
}

function titleOf(state: PageState, main: string, unread: (channel: string) => number): string {
  const channel = state.channels.get(main);
  const name = channel === undefined ? 'Home' : channel.kind === 'direct' ? channel.name : `#${channel.name}`;
  const all = [...state.channels.keys()].reduce((sum, id) => sum + unread(id), 0);
  return `${all > 0 ? `(${String(all)}) ` : ''}${name} · ${state.team}`;
}
