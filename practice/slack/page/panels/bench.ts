// The control panel: time and the bot at its head, then each practice system with how it is, its faults, and the way back. It looks at the
// systems again while it is open.
import type { Desk } from '../desk.ts';
import { element } from '../element.ts';
import type { BenchState } from '../protocol.ts';
import type { BenchCard } from './bench-card.ts';
import { createBenchCard } from './bench-card.ts';
import { createControls } from './controls.ts';
import { placeChildren } from './place-children.ts';

export interface Bench {
  readonly root: HTMLElement;
  /** Asks how everything is, now and from time to time until `close`. */
  open(): void;
  close(): void;
  /** The server is away: nothing is asked until `goOn`. */
  pause(): void;
  goOn(): void;
  take(state: BenchState): void;
  /** What the page knows of the clock and the bot has changed. */
  showControls(): void;
}

const lookEveryMs = 4000;

export function createBench(desk: Desk): Bench {
  const hint = element('p', { class: 'quiet' });
  const list = element('div');
  const controls = createControls(desk);
  const cards = new Map<string, BenchCard>();
  let isOpen = false;
  let timer = 0;

  const look = (): void => {
    if (document.hidden) return;
    for (const system of cards.keys()) desk.send({ kind: 'bench-look', system });
  };
  const goOn = (): void => {
    clearInterval(timer);
    if (!isOpen) return;
    const { bench } = desk.state;
    hint.textContent = bench.hint;
    controls.show(desk.state.controls);
    for (const system of bench.systems) {
      if (!cards.has(system.name)) cards.set(system.name, createBenchCard(desk, system));
    }
    placeChildren(
      list,
      [...cards.values()].map(({ root }) => root),
    );
    look();
    timer = setInterval(look, lookEveryMs);
  };
  return {
    root: element(
      'section',
      { class: 'bench', tabindex: -1, 'aria-label': 'Control panel' },
      controls.root,
      hint,
      list,
    ),
    open() {
      isOpen = true;
      goOn();
    },
    close() {
      isOpen = false;
      clearInterval(timer);
    },
    pause: () => clearInterval(timer),
    goOn,
    take: (state) => cards.get(state.system)?.show(state),
    showControls: () => controls.show(desk.state.controls),
  };
}
