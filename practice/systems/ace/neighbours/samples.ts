// Reads Prometheus' text format: https://prometheus.io/docs/instrumenting/exposition_formats/

export interface Sample {
  /** With `__name__`. */
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const line = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/;
const label = /(\w+)="([^"]*)"/g;

export function readSamples(text: string): readonly Sample[] {
  return text.split('\n').flatMap((one) => {
    const [, name, labels = '', value] = line.exec(one) ?? [];
    if (name === undefined || value === undefined) return [];
    const pairs = [...labels.matchAll(label)].map(([, key = '', text_ = '']) => [key, text_] as const);
    return [{ labels: { __name__: name, ...Object.fromEntries(pairs) }, value: Number(value) }];
  });
}
