// The risk of a Prometheus query: the language has nothing that writes. https://prometheus.io/docs/prometheus/latest/querying/basics/

import type { Verdict } from '../model.ts';

/** Always `read`, whatever the query says. */
export function classifyPromql(): Verdict {
  return { risk: 'read', because: ['It is a Prometheus query, which cannot change anything'], marks: [] };
}
