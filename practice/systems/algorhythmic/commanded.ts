// What the stand-in programs of Algorhythmic act on.

import type { PracticeDatabase } from '../../postgres/start-practice-postgres.ts';
import type { Supervisor } from './supervisor.ts';

export interface Commanded {
  readonly supervisor: () => Supervisor;
  readonly database: PracticeDatabase;
  readonly buckets: string;
  readonly url: string;
  readonly token: string;
}
