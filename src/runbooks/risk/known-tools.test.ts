// Every tool that a file in tools/ describes is found by its names.

import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fileTool, toolNamed } from './known-tools.ts';

const folder = new URL('tools/', import.meta.url);
const files = readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));

describe.each(files)('%s', (file) => {
  test('is listed', async () => {
    const exported: Readonly<Record<string, unknown>> = await import(new URL(file, folder).href);
    const named = Object.values(exported).flatMap((each) => namesOf(each).map((name) => ({ name, each })));
    for (const { name, each } of named) expect(toolNamed(name), name).toBe(each);
  });
});

test('a tool that lies in any folder is found by its file name, another is not', () => {
  expect(fileTool('/opt/kafka/bin/kafka-topics.sh')).toBe(toolNamed('kafka-topics.sh'));
  expect(fileTool('./manage.py')).toBe(toolNamed('manage.py'));
  expect(fileTool('./kubectl')).toBeUndefined();
});

function namesOf(exported: unknown): readonly string[] {
  if (typeof exported !== 'object' || exported === null || !('names' in exported)) return [];
  return Array.isArray(exported.names) ? exported.names.map(String) : [];
}
