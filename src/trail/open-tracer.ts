// The tracer, where somebody wants traces: the library is loaded only then, so that whoever wants none starts and lives without it.

import type { Logger } from 'pino';
import type { Tracer } from './tracer.ts';
import type { TracingSettings } from './tracing-settings.ts';

export interface TracerGround {
  readonly log: Logger;
  /** What spans tell passes here like everything that leaves. */
  readonly redact: (text: string) => string;
  readonly version: string;
}

export async function openTracer(
  settings: TracingSettings | undefined,
  ground: TracerGround,
): Promise<Tracer | undefined> {
  if (settings === undefined) return undefined;
  const { makeOtlpTracer } = await import('./otlp-tracer.ts');
  return makeOtlpTracer(settings, ground);
}
