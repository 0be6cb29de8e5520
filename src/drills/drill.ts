// The nouns of a drill as the database keeps them. What it shares with an incident stands in the incident's row.

import { z } from 'zod';
import { incidentId } from '../incidents/incident.ts';
import { score } from './score.ts';

/** What the practice system says of itself. */
export const reading = z.object({ words: z.string(), differences: z.array(z.string()) });
export type Reading = z.infer<typeof reading>;

export const drillRow = z.object({
  incident: incidentId,
  procedure: z.string(),
  system: z.string(),
  parameters: z.record(z.string(), z.string()),
  instance: z.string(),
  fault: z.string().nullable(),
  faultDescribe: z.string(),
  environment: z.record(z.string(), z.string()).nullable(),
  startedAt: z.date().nullable(),
  endedAt: z.date().nullable(),
  isFinished: z.boolean().nullable(),
  reading: reading.nullable(),
  score: score.nullable(),
});
export type Drill = z.infer<typeof drillRow>;
