// Reads code blocks with the real parsers, for table tests.

import { bindClassifiers } from '../../src/runbooks/bind-classifiers.ts';
import { type BlockReading, readBlock } from '../../src/runbooks/guide/read-block.ts';
import { loadParsers } from '../../src/runbooks/risk/parsers.ts';

export interface Surroundings {
  readonly inside?: string;
  readonly known?: readonly string[];
}

export type BlockReader = (info: string, text: string, around?: Surroundings) => BlockReading;

export async function blockReader(): Promise<BlockReader> {
  const classifiers = bindClassifiers(await loadParsers());
  return (info, text, { inside, known = [] } = {}) =>
    readBlock({ info, text }, { classifiers, known: new Set(known), ...(inside === undefined ? {} : { inside }) });
}

/** The texts of the commands. */
export function commandsOf(reading: BlockReading): readonly string[] {
  return reading.commands.map(({ text }) => text);
}
