// No parameter can become code: whatever its text, it arrives in PostgreSQL as exactly that text, or is refused with a sentence.

import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { bindSql, sqlTemplates } from '../../src/runbooks/sql-parameters.ts';
import { hostileText, isUnstorable } from '../support/hostile-text.ts';
import { openSqlShop } from '../support/sql-shop.ts';
import type { SqlShop } from '../support/sql-shop.ts';

const onServer = inject('postgres') !== undefined;

let shop: SqlShop;
beforeAll(async () => {
  if (onServer) shop = await openSqlShop();
});
afterAll(async () => {
  if (onServer) await shop.close();
});

const block =
  "insert into pwned values (:value); select word, ':value' as not_one from pwned where word = :value::text;";

describe.skipIf(!onServer)('a parameter of a sql step', () => {
  test('stays a value', async () => {
    await shop.execute('create table pwned (word text)');
    await fc.assert(
      fc.asyncProperty(hostileText, async (value) => {
        const bound = sqlTemplates(block).map((template) => bindSql(template, new Map([['value', value]])));
        const statements = bound.flatMap((one) => (one.ok ? [one.statement] : []));
        expect(statements).toHaveLength(2);
        const outcome = await shop.run([...statements, 'delete from pwned']);
        if (isUnstorable(value)) {
          expect(outcome).toMatchObject({
            kind: 'failed',
            say: expect.stringMatching(/^Statement 1 has a parameter with/),
          });
          return;
        }
        expect(outcome).toMatchObject({ kind: 'answered', facts: { rows: [{ word: value, not_one: ':value' }] } });
        expect(await shop.count('pwned')).toBe(0);
      }),
      { numRuns: 200 },
    );
  }, 60_000);
});
