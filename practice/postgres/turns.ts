// Who may use the one session of an embedded database: one connection at a time, in the order in which they came. A transaction keeps
// its turn to its end.

export interface Turn {
  /** Whether somebody else had the turn before. */
  readonly isFresh: boolean;
  readonly end: () => void;
}

export interface Turns {
  /** Resolves when it is this one's turn. */
  readonly take: (who: number) => Promise<Turn>;
}

export function createTurns(): Turns {
  let queue: Promise<void> = Promise.resolve();
  let lastOne: number | undefined;
  return {
    take: async (who) => {
      const before = queue;
      let end = (): void => undefined;
      queue = new Promise((resolve) => {
        end = resolve;
      });
      await before;
      const isFresh = lastOne !== who;
      lastOne = who;
      return { isFresh, end };
    },
  };
}
