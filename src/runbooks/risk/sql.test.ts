// Tables of SQL and what it does, read by PostgreSQL's own parser.

import { beforeAll, describe, expect, test } from 'vitest';
import type { Risk } from '../model.ts';
import { loadParsers } from './parsers.ts';
import type { Parsers } from './parsers.ts';
import { classifySql, splitSql } from './sql.ts';

let parsers: Parsers;
beforeAll(async () => {
  parsers = await loadParsers();
});

const table: Readonly<Record<string, readonly (readonly [Risk, string])[]>> = {
  'asking reads': [
    ['read', 'SELECT id, lower(name), now() FROM carts WHERE owner = $1 ORDER BY 1 LIMIT 5'],
    ['read', 'WITH x AS (SELECT count(*) AS n FROM carts) SELECT n FROM x UNION SELECT 0'],
    ['read', 'SHOW work_mem; BEGIN; SELECT 1; COMMIT'],
    ['read', 'EXPLAIN DELETE FROM carts'],
    ['read', 'EXPLAIN (ANALYZE false, COSTS) DELETE FROM carts'],
    ['read', 'EXPLAIN ANALYZE SELECT * FROM carts'],
    ['read', "SELECT pid, query FROM pg_stat_activity WHERE state = 'DROP TABLE x' -- DELETE FROM y"],
    ['read', 'COPY (SELECT * FROM carts) TO STDOUT'],
    ['read', "SET statement_timeout = '5s'"],
    ['read', ''],
  ],
  'a SELECT that acts': [
    ['change', 'SELECT * FROM carts WHERE id = 1 FOR UPDATE'],
    ['change', 'SELECT * INTO carts_copy FROM carts'],
    ['change', 'SELECT 1 UNION SELECT n FROM (SELECT nextval($1) AS n) s'],
    ['change', "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'idle'"],
    ['change', 'SELECT pg_catalog.pg_reload_conf()'],
    ['change', 'SELECT count(audit.touch(id)) FROM carts'],
    ['change', 'SELECT app.count(1)'],
    ['destroy', 'SELECT purge_carts_before($1)'],
    ['destroy', "SELECT pg_drop_replication_slot('eu')"],
    ['destroy', 'WITH gone AS (DELETE FROM carts WHERE id = $1 RETURNING *) SELECT * FROM gone'],
    ['change', "SELECT dblink('eu', 'DELETE FROM carts')"],
    ['change', 'SELECT 1 WHERE EXISTS (SELECT setval($1, 5))'],
  ],
  'changing rows': [
    ['change', 'UPDATE carts SET state = $1 WHERE id = $2'],
    ['change', 'UPDATE carts SET state = $1 WHERE id IN (SELECT id FROM stuck)'],
    ['destroy', 'UPDATE carts SET state = $1'],
    ['destroy', 'UPDATE carts SET state = $1 WHERE 1 = 1'],
    ['destroy', 'UPDATE carts SET state = $1 WHERE id = 4 OR true'],
    ['destroy', 'UPDATE carts SET state = $1 WHERE id IS NOT NULL'],
    ['destroy', 'UPDATE carts c SET state = $1 WHERE c.id = c.id'],
    ['destroy', "UPDATE carts SET state = $1 WHERE name LIKE '%'"],
    ['destroy', 'UPDATE carts SET state = $1 WHERE $2'],
    ['destroy', 'DELETE FROM carts WHERE id = $1'],
    ['destroy', 'DELETE FROM carts'],
    ['destroy', 'EXPLAIN (ANALYZE, BUFFERS) UPDATE carts SET state = 1'],
    ['change', 'INSERT INTO carts (id) VALUES ($1) ON CONFLICT (id) DO UPDATE SET state = 1'],
    ['destroy', 'MERGE INTO carts c USING old o ON c.id = o.id WHEN MATCHED THEN DELETE'],
  ],
  'changing the database': [
    ['destroy', 'DROP INDEX CONCURRENTLY carts_owner'],
    ['destroy', 'DROP DATABASE shop'],
    ['destroy', 'TRUNCATE carts, owners'],
    ['destroy', 'ALTER TABLE carts DROP COLUMN owner'],
    ['change', 'ALTER TABLE carts ADD COLUMN note text'],
    ['change', 'CREATE INDEX CONCURRENTLY ON carts (owner)'],
    ['change', 'VACUUM (VERBOSE) carts'],
    ['change', 'REINDEX TABLE carts'],
    ['change', 'SET default_transaction_read_only = off'],
    ['change', 'SET TRANSACTION READ WRITE'],
    ['change', 'ALTER SYSTEM SET work_mem = $$1GB$$'],
    ['change', "COPY carts TO '/tmp/carts.csv'"],
    ['destroy', "COPY carts TO PROGRAM 'nc x 9'"],
    ['change', 'DO $$ BEGIN PERFORM 1; END $$'],
    ['destroy', 'DO $$ BEGIN EXECUTE cmd; END $$'],
    ['change', 'CALL close_day()'],
  ],
  'functions with effects': [
    ['destroy', 'SELECT pg_terminate_backend(pid) FROM pg_stat_activity'],
    ['destroy', 'SELECT lo_unlink(7)'],
    ['destroy', "SELECT dblink_exec('eu', 'x')"],
    ['destroy', "SELECT drop_chunks('m', interval '1 day')"],
    ['change', 'SELECT pg_cancel_backend(12)'],
    ['change', "SELECT pg_logical_slot_get_changes('s', NULL, NULL)"],
    ['change', "SELECT query_to_xml('x', true, true, '')"],
  ],
  'other dialects, macros and placeholders': [
    ['destroy', 'DROP TABLE `carts`'],
    ['destroy', 'DELETE FROM `carts` WHERE `id` = 1'],
    ['destroy', 'REPLACE INTO carts VALUES (1)'],
    ['destroy', 'UPDATE `carts` SET a = 1 LIMIT 10'],
    ['destroy', "PURGE BINARY LOGS TO 'b.3'"],
    ['destroy', 'SHOW FULL TABLES; TRUNCATE `carts`'],
    ['destroy', 'SELECT 1 /*!50000 ; DROP TABLE carts */'],
    ['destroy', 'db.carts.deleteMany({})'],
    ['destroy', 'EXEC dbo.purgeCarts 7'],
    ['destroy', 'DELETE FROM carts WHERE id = <id>'],
    ['destroy', "ALTER TABLE carts DELETE WHERE day < '2023-01-01'"],
    ['change', 'UPDATE carts SET a = <a> WHERE id = <id>'],
    ['change', 'OPTIMIZE TABLE carts'],
    ['change', "SELECT * FROM carts INTO OUTFILE '/tmp/x'"],
    ['change', 'SET GLOBAL max_connections = 10'],
    ['change', 'SELECT frobnicate(`id`) FROM carts'],
    ['read', 'SELECT `id` FROM `carts` LIMIT 5, 10'],
    ['read', 'SELECT TOP 10 * FROM dbo.carts WITH (NOLOCK)'],
    [
      'read',
      "SELECT toStartOfHour(t) AS h, countIf(code >= 500) FROM hits WHERE $__timeFilter(t) AND shop = '$shop' GROUP BY h",
    ],
    ['read', 'SHOW FULL PROCESSLIST'],
    ['read', 'SHOW SLAVE STATUS\\G'],
    ['read', 'DESCRIBE carts'],
    ['read', 'SELECT * FROM carts WHERE id = <cart id>'],
  ],
  'several, and unreadable': [
    ['destroy', 'SELECT 1; DROP TABLE carts; SELECT 2'],
    ['change', 'SELEC 1'],
    ['destroy', 'DELETE LOW_PRIORITY FROM carts WHERE id = 1'],
    ['change', "SELEC 'drop table x' -- drop"],
  ],
};

describe.each(Object.entries(table))('%s', (_, lines) => {
  test.each(lines)('%s: %s', (risk, text) => {
    const verdict = classifySql(parsers, text);
    expect(verdict.risk, verdict.because.join('\n')).toBe(risk);
    expect(verdict.because.length).toBeGreaterThan(0);
  });
});

test.each<[string, string[]]>([
  ['SELECT 1;\n\nSELECT u.password_hash FROM users u', ['prints-secret 3']],
  ['SELECT count(password) FROM users', []],
  ['SELECT * FROM pg_shadow', ['prints-secret 1']],
  ["CREATE ROLE app LOGIN PASSWORD '9f2c7d1e'", ['secret-argument 1']],
  ["ALTER ROLE app PASSWORD '<password>'", []],
])('%s is marked', (text, marks) => {
  expect(classifySql(parsers, text).marks.map(({ kind, line }) => `${kind} ${line}`)).toEqual(marks);
});

test('the sentences say what happens', () => {
  expect(classifySql(parsers, 'SELECT 1; UPDATE t SET a = 1; VACUUM').because).toEqual([
    '`UPDATE` without WHERE changes every row',
    '`VACUUM` or `ANALYZE` rewrites storage or statistics',
  ]);
  expect(classifySql(parsers, 'SELECT now()').because).toEqual(['It only looks: `SELECT`']);
  expect(classifySql(parsers, 'DROP MATERIALIZED VIEW v').because).toEqual([
    '`DROP MATVIEW` removes it with what it holds',
  ]);
});

describe('splitting', () => {
  test('keeps each statement as written, whatever its letters and quotes', () => {
    const text = 'SELECT \'é;ü\' AS "ñ;"; -- done; really\n\nUPDATE t SET a = $$x;y$$ WHERE id = $1;\n';
    expect(splitSql(parsers, text)).toEqual({
      ok: true,
      statements: ['SELECT \'é;ü\' AS "ñ;"', 'UPDATE t SET a = $$x;y$$ WHERE id = $1'],
    });
  });

  test.each([
    ['SELECT 1;\n\nSELEC 2', 3, 'near "SELEC"'],
    ["SELECT 'é';\nDROP x y", 2, 'near "x"'],
    ['-- nothing\n', 1, 'no SQL statement'],
    ['', 1, 'no SQL statement'],
  ])('%s is refused with its line', (text, line, words) => {
    const split = splitSql(parsers, text);
    expect(split).toMatchObject({ ok: false, line });
    expect(split.ok ? '' : split.say).toContain(words);
  });
});
