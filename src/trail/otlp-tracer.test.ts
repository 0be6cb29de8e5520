// A collector that is away costs nothing but its traces, and how many those are is known.

import { pino } from 'pino';
import { expect, test } from 'vitest';
import { openTracer } from './open-tracer.ts';
import { readTracing } from './tracing-settings.ts';
import { firstPlace } from './tracer.ts';

const ground = { log: pino({ level: 'silent' }), redact: (text: string) => text, version: 'test' };
const request = '0123456789abcdef0123456789abcdef';

test('nobody who names no endpoint, or wants none, gets a tracer', async () => {
  const problems: string[] = [];
  const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' };
  for (const environment of [
    {},
    { OTEL_EXPORTER_OTLP_ENDPOINT: '' },
    { OTEL_SERVICE_NAME: 'ops' },
    { ...endpoint, OTEL_SDK_DISABLED: 'true' },
    { ...endpoint, OTEL_TRACES_EXPORTER: 'none' },
  ])
    expect(await openTracer(readTracing(environment, problems), ground)).toBe(undefined);
  expect(problems).toEqual([]);
});

test('the usual variables are read as their specification says', () => {
  const environment = {
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318/',
    OTEL_EXPORTER_OTLP_HEADERS: 'Authorization=Bearer%20a%2Cb, x-team = ops',
    OTEL_RESOURCE_ATTRIBUTES: 'service.name=bot,deployment.environment.name=prod',
  };
  expect(readTracing(environment, [])).toEqual({
    url: 'http://collector:4318/v1/traces',
    headers: { Authorization: 'Bearer a,b', 'x-team': 'ops' },
    service: 'bot',
    attributes: { 'service.name': 'bot', 'deployment.environment.name': 'prod' },
  });
  const own = { ...environment, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://traces/in', OTEL_SERVICE_NAME: 'ops' };
  expect(readTracing(own, [])).toMatchObject({ url: 'https://traces/in', service: 'ops' });
});

test('an endpoint that is no address is named', () => {
  const problems: string[] = [];
  readTracing({ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' }, problems);
  expect(problems).toEqual([
    'OTEL_EXPORTER_OTLP_ENDPOINT must be an http or https address such as http://localhost:4318',
  ]);
});

test('what a dead collector leaves waiting is bounded, the rest is counted, and the end does not wait for it', async () => {
  // Port 9 takes and answers nothing.
  const tracer = await openTracer(readTracing({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' }, []), ground);
  if (tracer === undefined) throw new Error('There should be a tracer.');
  for (let index = 0; index < 10_000; index += 1)
    tracer.begin({ name: 'slack.call', attributes: {}, parent: firstPlace(request) }).end({}, false);
  expect(tracer.lost()).toBeGreaterThan(7_000);
  const since = performance.now();
  await tracer.stop();
  expect(performance.now() - since).toBeLessThan(5_000);
});
