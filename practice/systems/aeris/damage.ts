// Damages the real SQLite file as a failing disk would: a wrong byte in an index, or a lost page of a table.
// Format: https://www.sqlite.org/fileformat2.html

import { readFileSync, writeFileSync } from 'node:fs';
import { countIn, inDatabase } from './database.ts';

const interiorPages = [2, 5];

interface File {
  readonly bytes: Buffer;
  readonly pageSize: number;
}

/** Where the last leaf below the root of this table or index begins. */
function lastLeaf({ bytes, pageSize }: File, root: number): number {
  const start = (root - 1) * pageSize;
  return interiorPages.includes(bytes[start] ?? 0)
    ? lastLeaf({ bytes, pageSize }, bytes.readUInt32BE(start + 8))
    : start;
}

function damage(driver: string, file: string, name: string, spoil: (page: Buffer) => void): void {
  const { root, pageSize } = inDatabase(driver, file, (connection) => ({
    root: countIn(connection, `select rootpage from sqlite_schema where name = '${name}'`),
    pageSize: countIn(connection, 'pragma page_size'),
  }));
  const bytes = readFileSync(file);
  const start = lastLeaf({ bytes, pageSize }, root);
  spoil(bytes.subarray(start, start + pageSize));
  writeFileSync(file, bytes);
}

/** Rebuilding the index mends it. */
export function damageIndex(driver: string, file: string): void {
  damage(driver, file, 'idx_sessions_created', (page) => {
    const at = page.lastIndexOf('20');
    page.write('19', at);
  });
}

/** Nothing mends it: the rows of a page are gone. */
export function damageTable(driver: string, file: string): void {
  damage(driver, file, 'messages', (page) => {
    page.fill(0xff);
  });
}
