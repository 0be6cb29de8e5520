// Spans to a collector, over OTLP in JSON. Loaded only where an endpoint is named. What the collector does not take is counted and
// dropped: it never holds anything up, and what waits for it is bounded.

import { ROOT_CONTEXT, SpanStatusCode, TraceFlags, trace, type Context, type SpanContext } from '@opentelemetry/api';
import { ExportResultCode } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  RandomIdGenerator,
  TracerProvider,
  type SpanExporter,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace';
import type { Logger } from 'pino';
import { within } from '../patience.ts';
import type { TracerGround } from './open-tracer.ts';
import type { Attributes, Place, Tracer } from './tracer.ts';
import type { TracingSettings } from './tracing-settings.ts';

const mostWaiting = 2_048;
const sendEveryMs = 2_000;
const sendLimitMs = 10_000;
/** At the end, what is left has so long to go out. */
const partingMs = 2_000;

export function makeOtlpTracer(settings: TracingSettings, { log, redact, version }: TracerGround): Tracer {
  const { url, headers, service, attributes } = settings;
  const counted = countLost(new OTLPTraceExporter({ url, headers: { ...headers }, timeoutMillis: sendLimitMs }), log);
  const ids = settledIds();
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ ...attributes, 'service.name': service, 'service.version': version }),
    idGenerator: ids,
    spanProcessors: [counted.processor],
  });
  const sdk = provider.getTracer('opsbook', version);
  const clean = (given: Attributes): Attributes =>
    Object.fromEntries(
      Object.entries(given).map(([name, value]) => [name, typeof value === 'string' ? redact(value) : value]),
    );
  return {
    begin: ({ name, attributes: first, parent, as, link }) => {
      ids.settle(as);
      const links = link === undefined ? [] : [{ context: contextOf(link) }];
      const span = sdk.startSpan(name, { attributes: clean(first), links }, below(parent));
      ids.settle(undefined);
      const { traceId, spanId } = span.spanContext();
      return {
        place: { trace: traceId, span: spanId },
        end: (more, hasFailed) => {
          span.setAttributes(clean(more));
          // Without the words of the error: they may quote what was given.
          if (hasFailed) span.setStatus({ code: SpanStatusCode.ERROR });
          span.end();
        },
      };
    },
    lost: counted.lost,
    stop: async () => {
      await within(
        provider.shutdown().catch(() => undefined),
        partingMs,
      );
    },
  };
}

function below(parent: Place | undefined): Context {
  return parent === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, contextOf(parent));
}

function contextOf({ trace: traceId, span: spanId }: Place): SpanContext {
  return { traceId, spanId, traceFlags: TraceFlags.SAMPLED, isRemote: true };
}

interface SettledIds {
  generateTraceId(): string;
  generateSpanId(): string;
  /** The place of the next span, or none in particular. */
  settle(place: Place | undefined): void;
}

function settledIds(): SettledIds {
  const random = new RandomIdGenerator();
  let next: Place | undefined;
  return {
    generateTraceId: () => next?.trace ?? random.generateTraceId(),
    generateSpanId: () => next?.span ?? random.generateSpanId(),
    settle: (place) => void (next = place),
  };
}

/** The queue before the exporter, which drops what there is no room for, and an exporter that knows how many it could not send. */
function countLost(
  exporter: SpanExporter,
  log: Logger,
): { readonly processor: SpanProcessor; readonly lost: () => number } {
  let waiting = 0;
  let lost = 0;
  let isAway = false;
  const told = (count: number, err: Error | undefined, hasFailed: boolean): void => {
    if (hasFailed) lost += count;
    if (hasFailed && !isAway) log.warn({ err }, 'traces cannot be handed on; they are dropped until they can');
    if (!hasFailed && isAway) log.info({ lost }, 'traces are handed on again');
    isAway = hasFailed;
  };
  const queue = new BatchSpanProcessor({
    maxQueueSize: mostWaiting,
    scheduledDelayMillis: sendEveryMs,
    exporter: {
      export: (spans, done) => {
        waiting -= spans.length;
        exporter.export(spans, (result) => {
          told(spans.length, result.error, result.code !== ExportResultCode.SUCCESS);
          done(result);
        });
      },
      shutdown: () => exporter.shutdown(),
    },
  });
  return {
    processor: {
      forceFlush: () => queue.forceFlush(),
      shutdown: () => queue.shutdown(),
      onStart: () => undefined,
      onEnd: (span) => {
        if (waiting >= mostWaiting) {
          lost += 1;
          return;
        }
        waiting += 1;
        queue.onEnd(span);
      },
    },
    lost: () => lost,
  };
}
