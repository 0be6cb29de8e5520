// A process to be killed: opens the embedded database in the folder given and inserts the next number for ever, telling its parent
// each number only when the insert was answered.

import pino from 'pino';
import { z } from 'zod';
import { openDatabase } from '../../src/db/database.ts';

const database = await openDatabase({ folder: process.argv[2] ?? '', log: pino({ level: 'silent' }) });
await database.run('create table if not exists written (n int primary key)');
for (;;) {
  const row = await database.one(
    z.object({ n: z.number() }),
    'insert into written select coalesce(max(n), 0) + 1 from written returning n',
  );
  process.send?.(row?.n);
}
