// The tests that every practice system has: each of its procedures is carried out through Slack, by its people, against it.

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pathWith, type PracticeSystem } from '../../practice/kit/system.ts';
import { exercise, nameOf, setScene, type Exercise } from './exercise.ts';
import { startOpsbook, type Opsbook } from './opsbook.ts';

const people = { asks: 'maria', approves: ['jonas', 'aisha'] };
const withinMs = 120_000;

/** Declares one test for each exercise. `test/contract/seeds.test.ts` sees that every procedure has one. */
export function practiseSystem(
  name: string,
  start: (folder: string) => Promise<PracticeSystem>,
  exercises: readonly Exercise[],
): void {
  let folder: string;
  let system: PracticeSystem;
  let opsbook: Opsbook;

  beforeAll(async () => {
    const file = `${name}.md`;
    const runbook = await readFile(path.resolve(import.meta.dirname, '../../runbooks', file), 'utf8');
    folder = await mkdtemp(path.join(tmpdir(), `opsbook-${name}-`));
    system = await start(path.join(folder, name));
    const environment = { ...system.environment, PATH: pathWith([system]) };
    const channels = exercises.map((_one, index) => `exercise-${index}`);
    opsbook = await startOpsbook({ runbooks: { [file]: runbook }, environment, channels });
    // A quarter of an hour of an on-call engineer's clicks passes in a minute.
    opsbook.slack.limit('chat.update', { perMinute: 3_000, burst: 100 });
  }, withinMs);

  afterAll(async () => {
    await opsbook.stop();
    await system.stop();
    await rm(folder, { recursive: true, force: true });
  }, withinMs);

  test.each(exercises.map((one, index) => [nameOf(one), index, one] as const))(
    '%s',
    async (_name, index, one) => {
      const scene = { ...people, channel: `exercise-${index}` };
      await setScene(opsbook, scene, system, one);
      const { card } = await exercise(opsbook, scene, one);
      expect(card.text).toContain(one.ends);
      for (const words of one.says ?? []) expect(card.text).toContain(words);
      if (one.leaves !== undefined) expect(await system.look()).toMatchObject(one.leaves);
    },
    withinMs,
  );
}
