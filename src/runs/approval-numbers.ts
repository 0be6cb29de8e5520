// How approving goes, counted from the rows: what became of the questions, how long people waited, who decides.

import { z } from 'zod';
import type { Sql } from '../db/database.ts';

export const daysCounted = 30;

const outcomes = z.object({
  asked: z.number(),
  approved: z.number(),
  denied: z.number(),
  expired: z.number(),
  void: z.number(),
  bypassed: z.number(),
  escalated: z.number(),
  /** Of what people decided; null when nothing was. */
  medianMs: z.number().nullable(),
  p90Ms: z.number().nullable(),
});

const decider = z.object({ person: z.string(), yes: z.number(), no: z.number(), medianMs: z.number() });

export type ApprovalNumbers = z.infer<typeof outcomes> & {
  /** Starts without a second person; a run that was never asked for is among them. */
  readonly broken: number;
  readonly deciders: readonly z.infer<typeof decider>[];
};

const since = `ops_now() - interval '${daysCounted} days'`;
const mostDeciders = 10;

/** A rehearsal says nothing of how approving goes. */
function isReal(column: string): string {
  return `not exists (select from run r where r.id = ${column} and r.is_drill)`;
}

export async function readApprovalNumbers(sql: Sql): Promise<ApprovalNumbers> {
  const counted = await sql.one(
    outcomes,
    `with decided as (
       select state, escalated_at, extract(epoch from decided_at - asked_at) * 1000 as ms,
         state in ('approved', 'denied') as by_people
       from approval where asked_at > ${since} and ${isReal('run')})
     select count(*) as asked,
       count(*) filter (where state = 'approved') as approved,
       count(*) filter (where state = 'denied') as denied,
       count(*) filter (where state = 'expired') as expired,
       count(*) filter (where state = 'void') as void,
       count(*) filter (where state = 'bypassed') as bypassed,
       count(escalated_at) as escalated,
       percentile_cont(0.5) within group (order by ms) filter (where by_people) as median_ms,
       percentile_cont(0.9) within group (order by ms) filter (where by_people) as p90_ms
     from decided`,
  );
  const broken = await sql.one(
    z.object({ count: z.number() }),
    `select count(*) as count from glass_review where broken_at > ${since}`,
  );
  const deciders = await sql.rows(
    decider,
    `select v.person, count(*) filter (where v.vote = 'yes') as yes, count(*) filter (where v.vote = 'no') as no,
       percentile_cont(0.5) within group (order by extract(epoch from v.voted_at - a.asked_at) * 1000) as median_ms
     from approval_vote v join approval a on a.id = v.approval
     where a.asked_at > ${since} and ${isReal('a.run')} group by v.person order by count(*) desc, v.person limit ${mostDeciders}`,
  );
  if (counted === undefined) throw new Error('the approvals could not be counted');
  return { ...counted, broken: broken?.count ?? 0, deciders };
}
