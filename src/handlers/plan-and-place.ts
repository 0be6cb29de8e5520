// The value of a button that turns the pages of a plan: `<digest> <step>[.<part>] <procedure> <parameters as JSON>`.

import { z } from 'zod';
import { placeIn } from './procedure-and-place.ts';

export interface PlanAndPlace {
  /** Its beginning. */
  readonly digest: string;
  readonly at: { readonly step: number; readonly part: number };
  readonly procedure: string;
  readonly given: Readonly<Record<string, string>>;
}

const parameters = z.record(z.string(), z.string());

/** Undefined for what no card writes. */
export function planAndPlace(value: string): PlanAndPlace | undefined {
  const [, digest, place, procedure, json] = /^([0-9a-f]{12}) ([\d.]+) (\S+) (\{.*\})$/s.exec(value) ?? [];
  if (digest === undefined || place === undefined || procedure === undefined || json === undefined) return undefined;
  try {
    return { digest, at: placeIn(place), procedure, given: parameters.parse(JSON.parse(json)) };
  } catch {
    return undefined;
  }
}
