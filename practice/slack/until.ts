// Waits for something to become true, looking again after every change. It never polls; a wait that fails says what was seen.

import type { World } from './world.ts';

/** Below the usual limit of a test, so that the test fails with what was seen. */
const USUAL_MS = 4_000;
const LINES_SHOWN = 12;

export interface Waiting {
  /** What is waited for, as the end of "Waited for …". */
  readonly what: string;
  readonly timeoutMs?: number;
}

/**
 * Resolves with the first value of `look` that is neither undefined, null nor false. A throw in `look` counts as "not yet".
 * Rejects with what was waited for, what `look` said last, and the newest messages, notices and refusals.
 */
export function until<T>(
  world: World,
  look: () => T | undefined | null | false,
  { what, timeoutMs = USUAL_MS }: Waiting,
): Promise<T> {
  return new Promise((resolve, reject) => {
    let lastError: unknown;
    const attempt = (): void => {
      try {
        const found = look();
        if (found === undefined || found === null || found === false) return;
        stop();
        resolve(found);
      } catch (thrown) {
        lastError = thrown;
      }
    };
    const timer = setTimeout(() => {
      stop();
      reject(new Error(`Waited ${timeoutMs} ms for ${what}.\n${whatWasSeen(world)}`, { cause: lastError }));
    }, timeoutMs);
    const deaf = world.changes.listen(() => attempt());
    const stop = (): void => {
      clearTimeout(timer);
      deaf();
    };
    attempt();
  });
}

function whatWasSeen({ workspace, book }: World): string {
  const messages = [...workspace.conversations.values()]
    .flatMap((each) => each.messages)
    .sort((a, b) => Number(a.ts) - Number(b.ts))
    .slice(-LINES_SHOWN)
    .map((each) => {
      const place = workspace.conversations.get(each.channel)?.name || 'direct';
      const who = workspace.people.get(each.user)?.name ?? each.user;
      return `  #${place} ${who}${each.ephemeralTo === undefined ? '' : ' (ephemeral)'}: ${each.text.slice(0, 200)}`;
    });
  const refusals = book.refusals.slice(-LINES_SHOWN).map((each) => `  ${each.what}: ${each.error} ${each.detail}`);
  return `Seen last:\n${messages.join('\n') || '  no messages'}\nRefused:\n${refusals.join('\n') || '  nothing'}`;
}
