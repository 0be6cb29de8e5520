// The reference of `/metrics`: what is measured, as each scrape says it.

import { connected, kindOfMetric, measures, spansLost } from '../src/http/metrics.ts';
import { referenceTable } from './reference-table.ts';

export function metricsPage(): string {
  const rows = [connected, spansLost, ...measures].map(({ name, help, label }) => [
    `\`${name}\``,
    kindOfMetric(name),
    label === undefined ? '' : `\`${label}\``,
    help,
  ]);
  return `# Metrics

What \`/metrics\` tells, besides Node's own \`process_…\` and \`nodejs_…\`. What to be woken for, and who may read it, is in [Watching Opsbook](../guides/watching.md).

${referenceTable(['Metric', 'Kind', 'Label', 'Is'], rows)}`;
}
