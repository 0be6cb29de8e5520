// What the local Slack's browser page and its server say to each other over `GET /page/socket?person=U…` (WebSocket, JSON frames).
// The page's files: `index.html` at `/`, every style sheet beside it at `/page/<name>.css`, `page.ts` bundled at `/page/page.js`.
// Types only. The server sends each person just what that person may see: private channels, direct messages, ephemeral messages.

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  /** A short description of the part this person plays, e.g. "on call". */
  readonly role: string;
  readonly isBot: boolean;
  /** A colour for the initials, as a CSS colour. */
  readonly colour: string;
}

/** A user group, so that `<!subteam^S…>` can be read as its handle. */
export interface Group {
  readonly id: string;
  /** Without `@`. */
  readonly handle: string;
}

export interface Channel {
  readonly id: string;
  readonly kind: 'public' | 'private' | 'direct';
  /** Without `#`; for a direct message the other side's name. */
  readonly name: string;
  readonly topic: string;
  readonly isArchived: boolean;
  readonly isMember: boolean;
  /** Everything about this channel goes wrong in its own way, for practice. */
  readonly isFault: boolean;
}

/** Block Kit as the app sent it. The page renders what it knows and shows the rest as its plain text. */
export type Block = { readonly type: string; readonly [key: string]: unknown };

export interface Attachment {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  /** Where the page can fetch it, relative to the page's own address. */
  readonly url: string;
  /** What it shows, when it is a picture. */
  readonly picture?: string;
}

export interface Message {
  readonly channel: string;
  readonly ts: string;
  readonly threadTs?: string;
  readonly from: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly files: readonly Attachment[];
  readonly isEdited: boolean;
  /** Seen by this page's person only; it disappears on reload, as in Slack. */
  readonly isEphemeral: boolean;
  readonly isPinned: boolean;
  readonly reactions: readonly { readonly name: string; readonly people: readonly string[] }[];
}

/** A modal or home view as the app opened it, with the server's id. */
export interface View {
  readonly id: string;
  readonly kind: 'modal' | 'home';
  readonly title: string;
  readonly submit?: string;
  readonly close?: string;
  readonly blocks: readonly Block[];
}

/** One line of the view "what went over the wire". */
export interface WireEntry {
  readonly at: string;
  readonly direction: 'to app' | 'from app';
  /** A Web API method, or the envelope's kind: `chat.postMessage`, `slash_commands`, `ack`, `hello`. */
  readonly what: string;
  readonly transport: 'web-api' | 'socket' | 'http' | 'response_url';
  readonly ok: boolean;
  /** The refusal's name, or how long an acknowledgement took. */
  readonly note: string;
  /** The body, with tokens already masked, as indented JSON. */
  readonly body: string;
}

export interface CommandHint {
  readonly command: string;
  readonly description: string;
  readonly usage: string;
}

/** Something to practise on, with what can be made to go wrong with it. */
export interface BenchSystem {
  readonly name: string;
  readonly faults: readonly { readonly name: string; readonly describe: string }[];
}

export interface BenchReading {
  /** `changed`: well, and yet not as at the start. */
  readonly tone: 'well' | 'changed' | 'ill';
  /** The state in a few words. */
  readonly words: string;
  /** What differs from the start, the most telling first. */
  readonly differences: readonly string[];
  /** The whole state, as indented JSON. */
  readonly whole: string;
}

export interface BenchState {
  readonly system: string;
  /** What is being done to it now; empty when nothing is. */
  readonly doing: string;
  /** Why what was asked for did not happen; empty otherwise. */
  readonly trouble: string;
  /** Absent while something is being done, and when it cannot be read. */
  readonly reading?: BenchReading;
}

/** `never` takes `in-step` back. */
export type KillMoment = 'now' | 'in-step' | 'never';

export interface ControlsState {
  /** How far the clock of practice is ahead of the machine's. */
  readonly aheadMs: number;
  /** `armed`: it kills itself in the middle of the next step that could be in doubt. `away`: it was killed and starts again. */
  readonly app: 'starting' | 'ready' | 'armed' | 'away';
  readonly isBusy: boolean;
  /** Why what was asked for did not happen; empty otherwise. */
  readonly trouble: string;
}

export interface TourState {
  readonly steps: readonly { readonly title: string; readonly state: 'done' | 'passed' | 'now' | 'later' }[];
  /** What is to be done now: by whom, where, and what can be typed there. Absent when the tour is over. */
  readonly now?: {
    readonly person: string;
    /** Empty when there is no such place yet. */
    readonly channel: string;
    readonly text: string;
    readonly write?: string;
  };
  /** What to say when it is over. */
  readonly end: string;
}

/** What a person put into inputs: block_id → action_id → Slack's own state value object. */
export type StateValues = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export type FromServer =
  | {
      readonly kind: 'welcome';
      readonly me: string;
      readonly team: string;
      readonly people: readonly Person[];
      readonly channels: readonly Channel[];
      readonly messages: readonly Message[];
      readonly commands: readonly CommandHint[];
      readonly wire: readonly WireEntry[];
      readonly home?: View;
      readonly groups?: readonly Group[];
      /** Absent without anything to practise on. */
      readonly bench?: { readonly hint: string; readonly systems: readonly BenchSystem[] };
      /** Absent where neither time nor the app can be touched. */
      readonly controls?: ControlsState;
      /** Absent without a tour. */
      readonly tour?: TourState;
    }
  /** In place of `welcome`, on a socket that names no person or one whom nobody knows: the page asks who you are. */
  | { readonly kind: 'people'; readonly team: string; readonly people: readonly Person[] }
  | { readonly kind: 'channel'; readonly channel: Channel }
  | { readonly kind: 'message'; readonly message: Message }
  | { readonly kind: 'message-gone'; readonly channel: string; readonly ts: string }
  /** The whole stack of open modals, topmost last; empty when all are closed. */
  | { readonly kind: 'modals'; readonly views: readonly View[] }
  | { readonly kind: 'home'; readonly view: View }
  /** Answer to a submission: messages under the inputs, by block_id. */
  | { readonly kind: 'form-errors'; readonly viewId: string; readonly errors: Readonly<Record<string, string>> }
  /** Slack's own words to the person: "/ops failed because the app did not respond". */
  | { readonly kind: 'notice'; readonly channel: string; readonly text: string }
  | { readonly kind: 'wire'; readonly entry: WireEntry }
  | { readonly kind: 'bench'; readonly state: BenchState }
  | { readonly kind: 'controls'; readonly state: ControlsState }
  | { readonly kind: 'tour'; readonly state: TourState };

export type FromPage =
  | { readonly kind: 'type'; readonly channel: string; readonly text: string; readonly threadTs?: string }
  | {
      readonly kind: 'action';
      /** Where the element stands: a message (channel and ts) or a view. */
      readonly place:
        { readonly channel: string; readonly ts: string; readonly isEphemeral: boolean } | { readonly viewId: string };
      readonly blockId: string;
      readonly actionId: string;
      /** For menus, pickers and check boxes: Slack's own value fields, e.g. { selected_option: … }. Empty for buttons. */
      readonly value: Readonly<Record<string, unknown>>;
      /** What the inputs around it hold now. */
      readonly state: StateValues;
    }
  | { readonly kind: 'submit'; readonly viewId: string; readonly state: StateValues }
  | { readonly kind: 'close'; readonly viewId: string }
  | { readonly kind: 'open-home' }
  | { readonly kind: 'join'; readonly channel: string }
  | { readonly kind: 'react'; readonly channel: string; readonly ts: string; readonly name: string }
  | { readonly kind: 'pin'; readonly channel: string; readonly ts: string }
  | { readonly kind: 'bench-look'; readonly system: string }
  | { readonly kind: 'bench-cause'; readonly system: string; readonly fault: string }
  | { readonly kind: 'bench-reset'; readonly system: string }
  | { readonly kind: 'clock-move'; readonly minutes: number }
  | { readonly kind: 'app-kill'; readonly when: KillMoment }
  | { readonly kind: 'tour-skip' }
  | { readonly kind: 'tour-again' };
