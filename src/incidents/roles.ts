// Who holds which role of an incident, in SQL. A role that is handed over is offered first; the old holder keeps it until then.

import type { Sql, Transaction } from '../db/database.ts';
import { roleRow, type IncidentId, type IncidentRole } from './incident.ts';

export async function holdRole(
  tx: Transaction,
  id: IncidentId,
  role: string,
  person: string,
  by: string,
): Promise<void> {
  await tx.run(`delete from incident_role where incident = $1 and role = $2 and state = 'offered'`, [id, role]);
  await tx.run(
    `insert into incident_role (incident, role, person, state, by_person) values ($1, $2, $3, 'held', $4)
     on conflict (incident, role, state) do update set person = $3, by_person = $4, since = ops_now()`,
    [id, role, person, by],
  );
}

export async function offerRole(
  tx: Transaction,
  id: IncidentId,
  role: string,
  person: string,
  by: string,
): Promise<void> {
  await tx.run(
    `insert into incident_role (incident, role, person, state, by_person) values ($1, $2, $3, 'offered', $4)
     on conflict (incident, role, state) do update set person = $3, by_person = $4, since = ops_now()`,
    [id, role, person, by],
  );
}

export async function offeredRole(tx: Transaction, id: IncidentId, role: string): Promise<IncidentRole | undefined> {
  return tx.one(
    roleRow,
    `select incident, role, person, state, by_person, since from incident_role
     where incident = $1 and role = $2 and state = 'offered'`,
    [id, role],
  );
}

export async function withdrawOffer(tx: Transaction, id: IncidentId, role: string): Promise<void> {
  await tx.run(`delete from incident_role where incident = $1 and role = $2 and state = 'offered'`, [id, role]);
}

/** What a person was offered in open incidents and has not answered. */
export async function listOffers(sql: Sql, person: string): Promise<IncidentRole[]> {
  return sql.rows(
    roleRow,
    `select r.incident, r.role, r.person, r.state, r.by_person, r.since
     from incident_role r join incident n on n.id = r.incident
     where r.person = $1 and r.state = 'offered' and n.state = 'open' order by r.since limit 20`,
    [person],
  );
}
