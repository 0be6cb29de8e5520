// What a release is set to: its own file first, then what the deployment sets in its environment. Pure.

import * as z from 'zod/mini';

const releaseFile = z.object({
  embedding_dimension: z.number(),
  max_batch_size: z.number(),
  failure_threshold: z.number(),
  recovery_timeout_seconds: z.number(),
});

export interface Settings {
  readonly embeddingDimension: number;
  readonly maxBatchSize: number;
  readonly batchTimeoutSeconds: number;
  readonly failureThreshold: number;
  readonly recoveryTimeoutSeconds: number;
  readonly promotionHelpfulMin: number;
  readonly promotionRatioMin: number;
  /** 0: no cache. */
  readonly playbookCacheSize: number;
}

/** The variables that a deployment may set. */
export const settingVariables = [
  'MAX_BATCH_SIZE',
  'BATCH_TIMEOUT_SECONDS',
  'FAILURE_THRESHOLD',
  'RECOVERY_TIMEOUT',
  'PROMOTION_HELPFUL_MIN',
  'PROMOTION_RATIO_MIN',
  'PLAYBOOK_CACHE_SIZE',
] as const;

export type SettingVariable = (typeof settingVariables)[number];
export type SetVariables = Readonly<Partial<Record<SettingVariable, string>>>;

/** `file` is the text of `ace/settings.json`. */
export function readSettings(file: string, set: SetVariables): Settings {
  const release = releaseFile.parse(JSON.parse(file));
  const number = (name: SettingVariable, otherwise: number): number => {
    const value = set[name];
    if (value === undefined) return otherwise;
    if (!/^\d{1,6}(\.\d{1,3})?$/.test(value)) throw new Error(`${name} is "${value}", which is not a number`);
    return Number(value);
  };
  return {
    embeddingDimension: release.embedding_dimension,
    maxBatchSize: number('MAX_BATCH_SIZE', release.max_batch_size),
    batchTimeoutSeconds: number('BATCH_TIMEOUT_SECONDS', 30),
    failureThreshold: number('FAILURE_THRESHOLD', release.failure_threshold),
    recoveryTimeoutSeconds: number('RECOVERY_TIMEOUT', release.recovery_timeout_seconds),
    promotionHelpfulMin: number('PROMOTION_HELPFUL_MIN', 3),
    promotionRatioMin: number('PROMOTION_RATIO_MIN', 3),
    playbookCacheSize: number('PLAYBOOK_CACHE_SIZE', 0),
  };
}
