// The value of a button that turns the pages of the record: the filter and the place, as JSON.

import { z } from 'zod';

const time = z.iso
  .datetime()
  .transform((at) => new Date(at))
  .optional();
const turn = z.object({
  since: time,
  until: time,
  subject: z.string().optional(),
  actor: z.string().optional(),
  action: z.string().optional(),
  before: z.number().int().optional(),
  after: z.number().int().optional(),
});

/** Undefined for what no page writes. */
export function recordTurn(value: string):
  | {
      readonly filter: Omit<z.infer<typeof turn>, 'before' | 'after'>;
      readonly page: Pick<z.infer<typeof turn>, 'before' | 'after'>;
    }
  | undefined {
  try {
    const { before, after, ...filter } = turn.parse(JSON.parse(value));
    return { filter, page: { before, after } };
  } catch {
    return undefined;
  }
}
