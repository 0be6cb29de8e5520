// Plain JSON of any shape, the same shape back, with every string redacted.

import type { Redactor } from './redact.ts';

export function deepRedact<T>(value: T, redact: Redactor): T {
  const clean: T = JSON.parse(JSON.stringify(value), (_key, inside: unknown) =>
    typeof inside === 'string' ? redact(inside) : inside,
  );
  return clean;
}
