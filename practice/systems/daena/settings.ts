// The two files under config/. Both are flat lines of `name: value`, so that one line can be edited and the rest stays as it is.

import * as z from 'zod/mini';

const settingsShape = z.object({
  /** `legacy`: the old store is primary, as after a rollback. */
  read_mode: z.enum(['nbmf', 'legacy']),
  l1_cache_size: z.coerce.number().check(z.gte(1)),
  zstd_level: z.coerce.number().check(z.gte(1), z.lte(22)),
  simhash_threshold: z.coerce.number().check(z.gte(0), z.lte(1)),
  prompt_normalization: z.enum(['on', 'off']),
  divergence_threshold: z.coerce.number().check(z.gte(0), z.lte(1)),
  aging_days: z.coerce.number().check(z.gte(1)),
});

export type Settings = z.infer<typeof settingsShape>;

export const firstSettings: Settings = {
  read_mode: 'nbmf',
  l1_cache_size: 10_000,
  zstd_level: 17,
  simhash_threshold: 0.88,
  prompt_normalization: 'on',
  divergence_threshold: 0.15,
  aging_days: 30,
};

const policyShape = z.object({
  retention_days: z.coerce.number(),
  default_access: z.enum(['deny', 'allow']),
  founder: z.enum(['read-write']),
  agent: z.enum(['read-write-own-tenant', 'read-write-all-tenants']),
  auditor: z.enum(['read']),
  'tenant-aurora': z.enum(['active', 'suspended']),
  'tenant-borealis': z.enum(['active', 'suspended']),
  'tenant-cygnus': z.enum(['active', 'suspended']),
});

export type Policy = z.infer<typeof policyShape>;

export const firstPolicy: Policy = {
  retention_days: 365,
  default_access: 'deny',
  founder: 'read-write',
  agent: 'read-write-own-tenant',
  auditor: 'read',
  'tenant-aurora': 'active',
  'tenant-borealis': 'active',
  'tenant-cygnus': 'active',
};

export function renderLines(title: string, values: Readonly<Record<string, string | number>>): string {
  return [`# ${title}`, ...Object.entries(values).map(([name, value]) => `${name}: ${String(value)}`), ''].join('\n');
}

/** Throws when a line is missing or its value is none, as Daena does at its start. */
export function parseSettings(text: string): Settings {
  return settingsShape.parse(linesOf(text));
}

export function parsePolicy(text: string): Policy {
  return policyShape.parse(linesOf(text));
}

function linesOf(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const line of text.split('\n')) {
    const [, name, value] = /^([a-z][a-z0-9_-]*): *([^#]*)/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) found[name] = value.trim();
  }
  return found;
}
