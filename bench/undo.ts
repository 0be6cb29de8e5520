// Takes away what a part of the bench made, the last first, at its end or at Ctrl-C.

export type Undo = (() => Promise<unknown>)[];

/** A part of the bench under way. */
export interface Part<Figures> {
  readonly figures: Promise<Figures>;
  /** Ends it, at any time, and takes away what it made. */
  stop(): Promise<void>;
}

/** `measure` notes in `made` how each thing that it makes is taken away. */
export function begin<Figures>(measure: (made: Undo) => Promise<Figures>): Part<Figures> {
  const made: Undo = [];
  const figures = measure(made);
  // It is told where it is awaited.
  figures.catch(() => undefined);
  return { figures, stop: () => undoAll(made) };
}

/** Ctrl-C ends the database too, so one that cannot be dropped any more keeps nothing else from being taken away. */
async function undoAll(made: Undo): Promise<void> {
  const last = made.pop();
  if (last === undefined) return;
  try {
    await last();
  } finally {
    await undoAll(made);
  }
}
