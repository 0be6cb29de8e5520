// Where traces go, out of OpenTelemetry's own variables; nowhere unless an endpoint is named.
// https://opentelemetry.io/docs/specs/otel/protocol/exporter/

export interface TracingSettings {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly service: string;
  /** Of whatever sends the traces: `deployment.environment.name` and the like. */
  readonly attributes: Readonly<Record<string, string>>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** What is wrong is added to `problems`. */
export function readTracing(environment: Environment, problems: string[]): TracingSettings | undefined {
  const given = (name: string): string => (environment[name] ?? '').trim();
  const own = given('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT');
  const shared = given('OTEL_EXPORTER_OTLP_ENDPOINT');
  const isOff = given('OTEL_SDK_DISABLED') === 'true' || given('OTEL_TRACES_EXPORTER') === 'none';
  if (isOff || (own === '' && shared === '')) return undefined;
  const name = own === '' ? 'OTEL_EXPORTER_OTLP_ENDPOINT' : 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT';
  const url = own === '' ? `${shared.replace(/\/+$/, '')}/v1/traces` : own;
  if (!/^https?:\/\//.test(url) || !URL.canParse(url))
    problems.push(`${name} must be an http or https address such as http://localhost:4318`);
  const attributes = pairsIn(given('OTEL_RESOURCE_ATTRIBUTES'));
  return {
    url,
    headers: {
      ...pairsIn(given('OTEL_EXPORTER_OTLP_HEADERS')),
      ...pairsIn(given('OTEL_EXPORTER_OTLP_TRACES_HEADERS')),
    },
    service: given('OTEL_SERVICE_NAME') || (attributes['service.name'] ?? 'opsbook'),
    attributes,
  };
}

/** `key=value,key=value`, where a `%2C` stands for a comma. */
function pairsIn(text: string): Record<string, string> {
  const pairs = text.split(',').flatMap((pair) => {
    const at = pair.indexOf('=');
    return at > 0 ? [[pair.slice(0, at).trim(), decoded(pair.slice(at + 1).trim())] as const] : [];
  });
  return Object.fromEntries(pairs);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
