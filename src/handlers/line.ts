// What was acknowledged is carried out here, a few at a time. Beyond a line of some length a request is left to its job in the queue:
// memory stays bounded however fast people press.

export interface Line {
  /** False when the line is full, and then nothing was taken. `work` must not throw. */
  enter(work: () => Promise<void>): boolean;
}

export function createLine(atOnce: number, longest: number): Line {
  const waiting: (() => Promise<void>)[] = [];
  let running = 0;
  const next = (): void => {
    const work = running < atOnce ? waiting.shift() : undefined;
    if (work === undefined) return;
    running += 1;
    void work().finally(() => {
      running -= 1;
      next();
    });
  };
  return {
    enter: (work) => {
      if (waiting.length >= longest) return false;
      waiting.push(work);
      next();
      return true;
    },
  };
}
