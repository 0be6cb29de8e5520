// The front matter that makes a page a runbook: who is asked, who may approve, and the targets that its blocks seem to need.

import { parse, stringify } from 'yaml';
import type { GuideBlock, Runbook } from '../model.ts';
import type { Insertion } from './import-page.ts';

const targets: Partial<
  Readonly<Record<GuideBlock['language'], { readonly name: string; readonly say: (upper: string) => string }>>
> = {
  sh: { name: 'shell', say: () => 'shell: { shell: local }' },
  sql: { name: 'db', say: (upper) => `db: { postgres: "\${${upper}_DATABASE_URL}" }` },
  http: { name: 'app', say: (upper) => `app: { http: "\${${upper}_URL}" }` },
  promql: { name: 'metrics', say: () => 'metrics: { prometheus: "${PROMETHEUS_URL}" }' },
};

/** The target that a block of this language would have in the copy. */
export function targetFor(language: GuideBlock['language']): string | undefined {
  return targets[language]?.name;
}

/** For a page without front matter. */
export function newFrontMatter(system: string, runbook: Runbook): Insertion {
  const title = stringify({ title: runbook.title }).trimEnd();
  return { before: 1, lines: ['---', `system: ${system}`, title, ...settings(system, runbook), '---', ''] };
}

/** Adds to what stands there what it does not have yet. */
export function widenedFrontMatter(system: string, runbook: Runbook, text: string): Insertion {
  const given: unknown = parse(text);
  const has = (name: string): boolean => typeof given === 'object' && given !== null && Object.hasOwn(given, name);
  const own = settings(system, runbook, has);
  return { before: text.split('\n').length + 2, lines: [`system: ${system}`, ...own] };
}

function settings(system: string, runbook: Runbook, has: (name: string) => boolean = () => false): string[] {
  const languages = new Set(
    runbook.procedures.flatMap(({ steps }) =>
      steps.flatMap((step) => (step.kind === 'manual' && step.block !== undefined ? [step.block.language] : [])),
    ),
  );
  const upper = system.toUpperCase().replaceAll('-', '_');
  const guessed = [...languages].flatMap((language) => targets[language]?.say(upper) ?? []);
  return [
    ...(has('owners') ? [] : [`owners: ["@${system}-oncall"] # guessed: the Slack group that is on call`]),
    ...(has('approvers') ? [] : [`approvers: ["@${system}-approvers"] # guessed: who may approve what is dangerous`]),
    ...(has('targets') || guessed.length === 0
      ? []
      : ['targets: # guessed from the blocks: correct the addresses', ...guessed.map((line) => `  ${line}`)]),
  ];
}
