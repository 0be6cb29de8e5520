// What the stand-in programs of AERIS-AQ act on.

import type { Places } from './places.ts';
import type { Service } from './service.ts';
import type { Keys, World } from './world.ts';

export interface Commanded {
  readonly places: Places;
  readonly driver: string;
  readonly keys: Keys;
  readonly world: () => World;
  readonly service: () => Service;
  /** The application's address, and the one below which its providers are. */
  readonly url: string;
  readonly outside: string;
  readonly now: () => Date;
}
