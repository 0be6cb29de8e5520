// What is open while a script is read: quotes, brackets, `if … fi`, heredocs.

/** Where each quote and each word that could end a heredoc last stands, so that nothing is waited for that never comes. */
export interface Closers {
  readonly quotes: ReadonlyMap<string, number>;
  readonly words: ReadonlyMap<string, number>;
}

export interface ScanState {
  readonly open: string[];
  readonly heredocs: { readonly word: string; inBody: boolean }[];
  readonly closers: Closers;
  /** Without them, brackets and `if … fi` are not waited for: the way out for what is no whole script. */
  readonly structured: boolean;
  line: number;
  continues: boolean;
  pending: boolean;
  atCommand: boolean;
  wordStart: boolean;
  afterFunction: boolean;
}

/** The state at the beginning of a command. */
export function freshState(closers: Closers, structured: boolean, line: number): ScanState {
  return {
    open: [],
    heredocs: [],
    closers,
    structured,
    line,
    continues: false,
    pending: false,
    atCommand: true,
    wordStart: true,
    afterFunction: false,
  };
}

export function put(mask: string[], letter: string, count: number): void {
  mask.push(letter.repeat(count));
}

/** A word or a part of one stands here. */
export function began(state: ScanState): void {
  state.wordStart = false;
  state.pending = false;
  state.atCommand = false;
}

/** `$(` and `${`. */
export function openExpansion(line: string, at: number, state: ScanState, mask: string[]): number {
  const isCommand = line[at + 1] === '(';
  state.open.push(isCommand ? '(' : '${');
  state.atCommand = isCommand;
  state.wordStart = isCommand;
  put(mask, 'c', 2);
  return at + 2;
}
