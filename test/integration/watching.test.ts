// The rules and the dashboard under deploy/ name the metrics that are really told.

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { readMetrics } from '../../src/http/metrics.ts';
import { startOpsbook, type Opsbook } from '../support/opsbook.ts';

const read = (file: string): Promise<string> => readFile(path.resolve(import.meta.dirname, '../..', file), 'utf8');
const rules = z.object({
  groups: z.array(z.object({ rules: z.array(z.object({ alert: z.string(), expr: z.string() })) })),
});
const dashboard = z.object({ panels: z.array(z.object({ targets: z.array(z.object({ expr: z.string() })) })) });

interface Told {
  readonly names: readonly string[];
  readonly text: string;
}

describe('what /metrics tells', () => {
  let opsbook: Opsbook;
  let told: Told;

  beforeAll(async () => {
    opsbook = await startOpsbook();
    const { text } = await readMetrics(opsbook.db.database, { isConnected: true, spansLost: 0 });
    told = { text, names: [...text.matchAll(/^# TYPE (opsbook_\w+)/gm)].map(([, name = '']) => name) };
  });
  afterAll(() => opsbook.stop());

  const strangers = (expressions: readonly string[]): string[] =>
    expressions.flatMap((expr) => expr.match(/opsbook_\w+/g) ?? []).filter((name) => !told.names.includes(name));

  test('is what the rules ask for', async () => {
    const { groups } = rules.parse(parse(await read('deploy/prometheus-rules.yml')));
    const expressions = groups.flatMap((group) => group.rules.map(({ expr }) => expr));
    expect(expressions.every((expr) => expr.includes('opsbook_'))).toBe(true);
    expect(strangers(expressions)).toEqual([]);
  });

  test('is what the dashboard shows', async () => {
    const { panels } = dashboard.parse(JSON.parse(await read('deploy/grafana-dashboard.json')));
    const expressions = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
    expect(expressions.every((expr) => expr.includes('opsbook_'))).toBe(true);
    expect(strangers(expressions)).toEqual([]);
  });

  test('has the end of the record', async () => {
    const head = await opsbook.db.database.one(z.object({ seq: z.number() }), 'select seq from audit_head');
    expect(told.text).toContain(`\nopsbook_audit_head ${head?.seq ?? ''}\n`);
  });
});
