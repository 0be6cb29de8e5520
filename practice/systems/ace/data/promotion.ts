// The gate between the stages of a bullet, and what changes a bullet's chances at it.

import * as z from 'zod/mini';
import type { Ask } from './connect.ts';

interface Gate {
  readonly helpfulMin: number;
  readonly ratioMin: number;
}

const votes = z.array(z.object({ helpful: z.number(), harmful: z.number() }));
const moved = z.array(z.object({ id: z.string(), stage: z.string() }));

/** Promotes what passes the gate by one stage: SHADOW to STAGING, STAGING to PROD. */
export async function promote(
  ask: Ask,
  domain: string,
  { helpfulMin, ratioMin }: Gate,
): Promise<z.infer<typeof moved>> {
  const rows = await ask(
    `update playbook_bullets
        set stage = case stage when 'SHADOW' then 'STAGING' else 'PROD' end
      where domain_id = $1 and stage in ('SHADOW', 'STAGING')
        and helpful_count >= $2::float8 and helpful_count >= $3::float8 * greatest(harmful_count, 1)
      returning id, stage`,
    [domain, helpfulMin, ratioMin],
  );
  return moved.parse(rows);
}

/** What a reflection finds for a bullet that had no feedback; `undefined` when it is not in SHADOW. */
export async function addFeedback(ask: Ask, id: string): Promise<z.infer<typeof votes>[number] | undefined> {
  const rows = await ask(
    `update playbook_bullets set helpful_count = helpful_count + 4
      where id = $1 and stage = 'SHADOW'
      returning helpful_count as helpful, harmful_count as harmful`,
    [id],
  );
  return votes.parse(rows)[0];
}
