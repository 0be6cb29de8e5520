// What practice can do to time and to the app itself: let an hour pass, kill the app. Whoever starts the local Slack may hand such controls
// over; it knows nothing of how they work.

import type { ControlsState, FromPage, KillMoment } from './page/protocol.ts';
import type { World } from './world.ts';

export interface Controls {
  look(): Pick<ControlsState, 'aheadMs' | 'app'>;
  /** Resolves when it is so; throws a sentence when it cannot be. */
  moveClock(minutes: number): Promise<void>;
  killApp(when: KillMoment): Promise<void>;
  /** Calls back whenever `look` would answer something else. */
  listen(heard: () => void): void;
}

type ControlsFrame = Extract<FromPage, { readonly kind: 'clock-move' | 'app-kill' }>;

export function controlsState({ controls, controlsWork }: World): ControlsState | undefined {
  return controls === undefined ? undefined : { ...controls.look(), ...controlsWork };
}

/** One thing at a time. Everybody's page hears of it. */
export async function useControls(world: World, frame: ControlsFrame): Promise<void> {
  const { controls, controlsWork } = world;
  if (controls === undefined || controlsWork.isBusy) return;
  Object.assign(controlsWork, { isBusy: true, trouble: '' });
  tellControls(world);
  try {
    await (frame.kind === 'clock-move' ? controls.moveClock(frame.minutes) : controls.killApp(frame.when));
  } catch (thrown) {
    controlsWork.trouble = thrown instanceof Error ? thrown.message : String(thrown);
  }
  controlsWork.isBusy = false;
  tellControls(world);
}

export function tellControls(world: World): void {
  const state = controlsState(world);
  if (state !== undefined) world.changes.announce({ kind: 'controls', state });
}
