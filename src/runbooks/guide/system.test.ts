import { describe, expect, it } from 'vitest';
import { procedureOf, runbookOf } from '../../../test/support/sample-runbook.ts';
import type { Runbook } from '../model.ts';
import { nameGuides, systemOf } from './system.ts';

it.each([
  ['shop/restore-orders.md', 'restore-orders'],
  ['Shop/Restore Orders.MARKDOWN', 'restore-orders'],
  ['02_restore.orders.v2.txt', 'restore-orders-v2'],
  ['2024-05-01-till.md', 'till'],
  ['till-4f5c7d8a9b.md', 'till'],
  ['502-errors.md', 'page-502-errors'],
  ['007_41fb5236efc13250.txt', 'page-007-41fb5236efc13250'],
  ['2024.md', 'page-2024'],
  ['Кiosk.md', 'iosk'],
  ['Киоск.md', 'page'],
  [`${'long-'.repeat(30)}.md`, 'long-'.repeat(12).slice(0, -1)],
])('calls the guide of %s %s', (file, system) => {
  expect(systemOf(file)).toBe(system);
});

describe('guides of one name', () => {
  const guide = (file: string): Runbook =>
    runbookOf({
      page: 'guide',
      file,
      system: systemOf(file),
      procedures: [procedureOf({ name: `${systemOf(file)}.a`, id: 'a' })],
    });
  const namesOf = (...files: readonly string[]): string[] =>
    nameGuides(files.map((file) => (file.startsWith('!') ? runbookOf({ system: file.slice(1) }) : guide(file)))).map(
      ({ system }) => system,
    );

  it.each<readonly [readonly string[], readonly string[]]>([
    [
      ['a/till.md', 'b/lamp.md'],
      ['till', 'lamp'],
    ],
    [
      ['ops/a/readme.md', 'ops/b/readme.md', 'till.md'],
      ['a-readme', 'b-readme', 'till'],
    ],
    [
      ['x/a/readme.md', 'y/a/readme.md'],
      ['x-a-readme', 'y-a-readme'],
    ],
    [
      ['ops/2024-01-02-till.md', 'ops/2024-02-03-till.md'],
      ['page-2024-01-02-till', 'page-2024-02-03-till'],
    ],
    [
      ['ops/till.md', '!till'],
      ['ops-till', 'till'],
    ],
    [
      ['ops/till.txt', 'ops/till.md'],
      ['till-2', 'till'],
    ],
  ])('%j become %j', (files, expected) => {
    expect(namesOf(...files)).toEqual(expected);
    expect(namesOf(...files.toReversed())).toEqual(expected.toReversed());
  });

  it('give their procedures the new name too', () => {
    const [first] = nameGuides([guide('a/till.md'), guide('b/till.md')]);
    expect(first).toMatchObject({ system: 'a-till', procedures: [{ name: 'a-till.a', id: 'a' }] });
  });
});
