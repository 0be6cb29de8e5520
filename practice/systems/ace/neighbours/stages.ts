// The two stages before production, shadow and staging: what was deployed to each, served at `/shadow/…` and `/staging/…` with the
// application's own rules. They have no process of their own.

import { closedBreaker } from '../application/breaker.ts';
import { type Condition, healthOf } from '../application/health.ts';
import { renderMetrics } from '../application/metrics.ts';
import { readSettings } from '../application/settings.ts';
import { indexDimension } from '../history.ts';

export const stageNames = ['shadow', 'staging'] as const;
export type StageName = (typeof stageNames)[number];

/** What a stage serves. */
export interface Deployed {
  readonly version: string;
  readonly revision: string;
  readonly settings: string;
}

export interface Page {
  readonly status: number;
  readonly body: string;
}

export function conditionOf({ version, settings }: Deployed): Condition {
  return {
    version,
    settings: readSettings(settings, {}),
    indexDimension,
    breakers: { generator: 'closed', reflector: 'closed' },
    database: 'connected',
  };
}

/** The answer of a stage to a path; `vectors` is what its index holds. */
export function answerOfStage(
  deployed: Deployed,
  path: string,
  { vectors, agoSeconds }: { vectors: Readonly<Record<string, number>>; agoSeconds: number },
): Page {
  const condition = conditionOf(deployed);
  switch (path) {
    case '/health': {
      const health = healthOf(condition);
      return { status: health.status === 'healthy' ? 200 : 503, body: JSON.stringify(health) };
    }
    case '/version':
      return { status: 200, body: JSON.stringify({ version: deployed.version, revision: deployed.revision }) };
    case '/metrics':
      return {
        status: 200,
        body: renderMetrics({
          condition,
          vectors,
          servedSeconds: 86_400 - agoSeconds,
          residentBytes: 90 * 1024 * 1024,
          breakers: { generator: closedBreaker, reflector: closedBreaker },
          isProviderOut: false,
          missingIndexes: 0,
          connections: 4,
          promoted: 0,
        }),
      };
    default:
      return { status: 404, body: JSON.stringify({ error: `There is no ${path} here.` }) };
  }
}
