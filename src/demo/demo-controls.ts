// The clock of the demo and the life of its bot, as the page's control panel has them. The local Slack and the database go by one clock.

import type { Controls } from '../../practice/slack/controls.ts';
import type { DemoBot } from './demo-bot.ts';

export interface DemoClock {
  /** Milliseconds since the epoch, as the local Slack tells them. */
  readonly now: () => number;
  aheadMs: number;
}

export function createClock(): DemoClock {
  const clock: DemoClock = { aheadMs: 0, now: () => Date.now() + clock.aheadMs };
  return clock;
}

/** The database follows; when it cannot, nothing has happened. */
export async function moveBoth(clock: DemoClock, bot: DemoBot, ms: number): Promise<void> {
  clock.aheadMs += ms;
  try {
    await bot.move(ms);
  } catch (thrown) {
    clock.aheadMs -= ms;
    throw thrown;
  }
}

export function createControls(clock: DemoClock, bot: DemoBot): Controls {
  return {
    look: () => ({ aheadMs: Math.max(0, clock.aheadMs), app: bot.state }),
    moveClock: async (minutes) => {
      if (bot.state === 'away') throw new Error('The bot is away, and its database with it. Wait until it is back.');
      await moveBoth(clock, bot, minutes * 60_000);
    },
    killApp: (when) => bot.kill(when),
    listen: (heard) => bot.listen(heard),
  };
}
