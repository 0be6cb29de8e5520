// How long a start takes, the first in a place and those after it, each in a fresh process.

import { makePlace, startSubject, type Stage, type SubjectName } from './subjects.ts';
import { begin, type Part, type Undo } from './undo.ts';

export interface Starts {
  readonly firstMs: readonly number[];
  readonly laterMs: readonly number[];
  /** Resident memory after the later starts. */
  readonly idleMb: readonly number[];
}

const laterOnes = 2;

export type MeasuredStarts = ReadonlyMap<SubjectName, Starts>;

export function measureStarts(names: readonly SubjectName[], rounds: number, stage: Stage): Part<MeasuredStarts> {
  return begin((made) => measureAll(names, rounds, stage, made));
}

async function measureAll(
  names: readonly SubjectName[],
  rounds: number,
  stage: Stage,
  made: Undo,
): Promise<MeasuredStarts> {
  const all = new Map<SubjectName, Starts>();
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) {
      const { firstMs, laterMs, idleMb } = all.get(name) ?? { firstMs: [], laterMs: [], idleMb: [] };
      const own = await measureOne(name, stage, made);
      all.set(name, {
        firstMs: [...firstMs, ...own.firstMs],
        laterMs: [...laterMs, ...own.laterMs],
        idleMb: [...idleMb, ...own.idleMb],
      });
    }
  }
  return all;
}

async function measureOne(name: SubjectName, stage: Stage, made: Undo): Promise<Starts> {
  const place = await makePlace(name, stage);
  made.push(() => place.tidy());
  const start = async (): Promise<{ readonly ms: number; readonly mb: number }> => {
    const subject = await startSubject(name, { ...stage, place });
    made.push(() => subject.stop());
    const mb = await subject.memoryMb();
    await made.pop()?.();
    return { ms: subject.readyMs, mb };
  };
  const first = await start();
  const later = [];
  for (let index = 0; index < laterOnes; index += 1) later.push(await start());
  await made.pop()?.();
  return { firstMs: [first.ms], laterMs: later.map(({ ms }) => ms), idleMb: later.map(({ mb }) => mb) };
}
