// The short form of `npm run chaos`: a quarter of a minute of every trouble, then each promise is held against what was really seen. The
// same again with OPSBOOK_TEST_SEED.

import { expect, test } from 'vitest';
import { z } from 'zod';
import { findServerBinaries } from '../../practice/postgres/private-server.ts';
import { wreak } from '../chaos/wreak.ts';

const seed = z.coerce
  .number()
  .int()
  .parse(process.env['OPSBOOK_TEST_SEED'] ?? Math.floor(Math.random() * 1e9));

test.skipIf(findServerBinaries() === undefined)(
  `three replicas, kills and other troubles: every promise is kept, seed ${seed}`,
  async () => {
    const verdict = await wreak({ minutes: 0.25, kills: 3, seed, print: () => undefined });
    expect(verdict?.broken).toEqual([]);
    const counted = new Map(verdict?.figures);
    expect(counted.get('SIGKILL')).toBeGreaterThan(0);
    expect(counted.get('runs succeeded')).toBeGreaterThan(0);
  },
  360_000,
);
