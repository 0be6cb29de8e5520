// The `promql` step kind: one instant query to a Prometheus. A query changes nothing, so whatever breaks off has failed and is never
// in doubt. API: https://prometheus.io/docs/prometheus/latest/querying/api/#instant-queries

import { z } from 'zod';
import type { PlannedPromqlStep } from '../runbooks/planned.ts';
import { sendRequest } from './http.ts';
import { capText, cleanText } from './output.ts';
import { seenOf } from './seen.ts';
import type { Facts, Json, StepContext, StepKind, StepOutcome } from './step-kind.ts';

export const promqlKind: StepKind<PlannedPromqlStep> = {
  kind: 'promql',
  run: query,
  /** A query has nothing to look back at. */
  probe: () => Promise.resolve(undefined),
  preview: async (step, context) => seenOf(await query(step, context), inWords),
};

/** The first line of an output says how many samples there are. */
function inWords({ value }: Facts, output: string): { readonly headline: string; readonly text: string } {
  const [first = '', ...samples] = output.split('\n');
  if (value !== undefined) return { headline: `value ${value}`, text: '' };
  return { headline: first, text: samples.join('\n') };
}

// Proxies in front of a Prometheus take addresses of about 8 kB; some of them let nothing but GET pass.
const longestInAddress = 6_000;

async function query(step: PlannedPromqlStep, context: StepContext): Promise<StepOutcome> {
  const { target, timeoutMs } = step;
  if (target.kind !== 'prometheus') return failed(`Target ${target.name} is no Prometheus.`);
  const { name, address, headers } = target;
  const form = `query=${encodeURIComponent(step.query)}`;
  const request =
    form.length <= longestInAddress
      ? { method: 'GET', path: `/api/v1/query?${form}`, headers: {} }
      : {
          method: 'POST',
          path: '/api/v1/query',
          headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
          body: form,
        };
  const http = { kind: 'http', name, address, headers } as const;
  const sent = await sendRequest({ target: http, timeoutMs, isQuery: true }, request, context);
  return sent.kind === 'answered' ? readAnswer(name, sent.facts, context.outputLimit) : sent;
}

const labels = z.record(z.string(), z.string());
const pair = z.tuple([z.number(), z.string()]);

/** By result type: https://prometheus.io/docs/prometheus/latest/querying/api/#expression-query-result-formats */
const answer = z.discriminatedUnion('status', [
  z.object({ status: z.literal('error'), errorType: z.string(), error: z.string() }),
  z.object({
    status: z.literal('success'),
    data: z.discriminatedUnion('resultType', [
      z.object({ resultType: z.enum(['scalar', 'string']), result: pair }),
      // A native histogram has no value.
      z.object({
        resultType: z.literal('vector'),
        result: z.array(z.object({ metric: labels, value: pair.optional() })),
      }),
      z.object({
        resultType: z.literal('matrix'),
        result: z.array(z.object({ metric: labels, values: z.array(pair).default([]) })),
      }),
    ]),
  }),
]);

interface Sample {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: Json;
}

function readAnswer(name: string, { status = 0, json, text = '' }: Facts, outputLimit: number): StepOutcome {
  const read = answer.safeParse(json).data;
  if (read?.status === 'error') {
    const { errorType, error } = read;
    return failed(
      `${name} refused the query: ${sentence(error)}${errorType === 'bad_data' ? ' Correct the query.' : ''}`,
    );
  }
  if (read === undefined || status !== 200) {
    const say = `${name} answered HTTP ${status} with what is no answer of a Prometheus, or one of more than ${outputLimit} bytes.`;
    return failed(`${say} Correct its address, or ask for fewer series.`, capText(text, outputLimit));
  }
  const samples = samplesIn(read.data);
  const value = samples.length === 1 ? samples[0]?.value : undefined;
  const known: Facts = { json: samples.map(({ metric, value: own }) => ({ metric, value: own })) };
  const output = capText([headline(samples), ...samples.map(lineOf)].join('\n'), outputLimit);
  const facts = typeof value === 'number' ? { ...known, value } : known;
  return { kind: 'answered', facts, output, accepted: true };
}

type Data = Extract<z.infer<typeof answer>, { status: 'success' }>['data'];

function samplesIn(data: Data): readonly Sample[] {
  switch (data.resultType) {
    case 'scalar':
    case 'string':
      return [{ metric: {}, value: valueOf(data.result) }];
    case 'vector':
      return data.result.map(({ metric, value }) => ({ metric, value: valueOf(value) }));
    case 'matrix':
      return data.result.map(({ metric, values }) => ({ metric, value: values.map(valueOf) }));
  }
}

/** `NaN` and infinities stay text, because JSON has no number for them. */
function valueOf(written: z.infer<typeof pair> | undefined): Json {
  const text = written?.[1];
  if (text === undefined) return null;
  return /^[-+.\deE]+$/.test(text) && Number.isFinite(Number(text)) ? Number(text) : text;
}

function headline(samples: readonly Sample[]): string {
  const [only] = samples;
  if (samples.length === 0) return 'No sample: nothing fits the query. There is no `value`.';
  if (samples.length > 1) return `${samples.length} samples, so there is no \`value\`.`;
  return typeof only?.value === 'number' ? '1 sample' : '1 sample that is no finite number, so there is no `value`.';
}

function lineOf({ metric, value }: Sample): string {
  const { __name__: name = '', ...others } = metric;
  const shown = Object.entries(others).map(([label, text]) => `${label}=${JSON.stringify(text)}`);
  const series = shown.length === 0 ? name : `${name}{${shown.join(', ')}}`;
  return cleanText(`${series === '' ? '' : `${series} `}${typeof value === 'number' ? value : JSON.stringify(value)}`);
}

function sentence(text: string): string {
  return `${cleanText(text).replaceAll(/\s+/g, ' ').slice(0, 1_000).replace(/\.$/, '')}.`;
}

function failed(say: string, output = ''): StepOutcome {
  return { kind: 'failed', say, output };
}
