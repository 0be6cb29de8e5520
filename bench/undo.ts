// Takes away what a part of the bench made, the last first, at its end or at Ctrl-C.

export type Undo = (() => Promise<unknown>)[];

/** Ctrl-C ends the database too, so one that cannot be dropped any more keeps nothing else from being taken away. */
export async function undoAll(made: Undo): Promise<void> {
  const last = made.pop();
  if (last === undefined) return;
  try {
    await last();
  } finally {
    await undoAll(made);
  }
}
