// The reference of a block's attributes. Each row shows an example that the reader of runbooks takes, and what holds without it.

import { readExecutable, type ExecutableOptions } from '../src/runbooks/attributes.ts';
import { codeKinds } from '../src/runbooks/block-code.ts';
import { readInfoString } from '../src/runbooks/info-string.ts';
import { referenceTable } from './reference-table.ts';

interface Explained {
  readonly example: string;
  readonly means: string;
}

/** The compiler asks for a new one here. */
const attributes: Readonly<Record<keyof ExecutableOptions, Explained>> = {
  target: {
    example: 'target=app',
    means: 'where it acts, by its name in the front matter; without it, it is done by hand',
  },
  risk: {
    example: 'risk=read',
    means: 'read, change or destroy: raises the risk, or lowers it together with `because`',
  },
  because: { example: 'because="nothing reads it yet"', means: 'why the risk is lower; everybody sees it in the plan' },
  expect: { example: "expect='status == 200'", means: 'what must hold for the step to count as done' },
  save: { example: 'save=before:json.state', means: 'keeps a value for later steps; may stand more than once' },
  every: { example: 'every=5s', means: 'looks again after so long' },
  within: { example: 'within=2m', means: 'how long it may take until it holds' },
  for: { example: 'for=5m', means: 'how long it has to hold at every look' },
  timeout: { example: 'timeout=2m', means: 'for one try; one minute when absent, never longer than the procedure has' },
  retry: { example: 'retry=2', means: 'how often a failed try is repeated, 0 to 20' },
  repeat: {
    example: 'repeat=safe',
    means: 'safe or ask: whether it may be started again after a crash. Reads are safe',
  },
  verify: {
    example: "verify='GET /jobs/7'",
    means: 'a probe that only reads and tells, after a crash, whether it happened',
  },
  undo: { example: 'undo=resume-tenant', means: 'the procedure that takes it back' },
  when: { example: 'when=\'before != "paused"\'', means: 'the step is skipped when this is false' },
  max_rows: { example: 'max_rows=20', means: 'SQL: rolls back when more rows would change' },
  tolerance: {
    example: 'tolerance=1.5',
    means: 'SQL: rolls back when more would change than so many times what the plan counted',
  },
  secret: { example: 'secret', means: 'the output is shown to nobody and is not kept' },
  evidence: { example: 'evidence', means: 'for reads: carried out while planning too, and shown beside the plan' },
};

export function stepAttributesPage(): string {
  const usual = optionsOf('target=app');
  const rows = Object.entries(attributes).map(([name, { example, means }]) => {
    const preset = Object.entries(usual).find(([key]) => key === name && name !== 'target')?.[1];
    if (!(name in optionsOf(name === 'target' ? example : `target=app ${example}`)))
      throw new Error(`The example of ${name} is not read as ${name}. Correct it.`);
    return [`\`${name}\``, `\`${example}\``, inWords(preset), means];
  });
  return `# Attributes of a step

They follow the first word of a fence as \`name=value\`; a value with blanks stands between \`'\` or \`"\`. Fences that carry something out: ${[...codeKinds.keys()].map((fence) => `\`${fence}\``).join(', ')}. Of these attributes, the fences \`wait\`, \`approve\` and \`yaml step\` take \`when\` alone; \`choose\` takes \`when\` and \`save=name\`.

${referenceTable(['Attribute', 'Example', 'Without it', 'Means'], rows)}

Rules between them, and what expressions may say, are in [the runbook language](../guides/runbook-language.md#attributes).`;
}

function optionsOf(words: string): ExecutableOptions {
  const read = readExecutable(readInfoString(`http ${words}`));
  if (!read.ok) throw new Error(`${words}: ${read.faults.map(({ say, hint }) => `${say}. ${hint}`).join(' ')}`);
  return read.options;
}

function inWords(preset: ExecutableOptions[keyof ExecutableOptions]): string {
  return preset === undefined || preset === false || Array.isArray(preset) ? '' : `\`${String(preset)}\``;
}
