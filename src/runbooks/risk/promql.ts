// The risk of a Prometheus query: the language has nothing that writes. https://prometheus.io/docs/prometheus/latest/querying/basics/

import type { Verdict } from '../model.ts';

/** Always `read`, whatever the query says. */
export function classifyPromql(query: string): Verdict {
  const shown = query.trim().replaceAll(/\s+/g, ' ').replaceAll('`', "'").slice(0, 80);
  return { risk: 'read', because: [`\`${shown}\` is a Prometheus query, which cannot change anything`], marks: [] };
}
