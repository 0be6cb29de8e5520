// The front matter of a page: what makes it a runbook. A target that is declared wrongly is left out with a problem; the rest stands.

import { z } from 'zod';
import type { TargetDeclaration } from './model.ts';
import { nearestOf } from './nearest.ts';
import { readTarget } from './target-declaration.ts';
import { type YamlFault, yamlFaults, type YamlRead } from './yaml-block.ts';

export interface FrontMatter {
  readonly system: string;
  readonly title?: string;
  readonly owners: readonly string[];
  readonly approvers: readonly string[];
  readonly targets: Readonly<Record<string, TargetDeclaration>>;
  /** Declared, but wrongly: already reported, so that their steps need not be reported as unknown. */
  readonly brokenTargets: readonly string[];
}

export type FrontMatterRead =
  | { readonly page: 'runbook'; readonly settings: FrontMatter; readonly faults: readonly YamlFault[] }
  | { readonly page: 'guide' }
  | { readonly page: 'refused'; readonly faults: readonly YamlFault[] };

const people = z
  .array(z.string().regex(/^(@\S+|[USW][A-Z0-9]{2,})$/, 'Write a Slack handle such as "@ace-oncall", or an id.'))
  .max(50);

const settings = z.object({
  system: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,39}$/, 'Use small letters, digits and dashes, at most 40, beginning with a letter.'),
  title: z.string().trim().min(1).max(200).exactOptional(),
  owners: people.default([]),
  approvers: people.default([]),
  targets: z.record(z.string(), z.unknown()).default({}),
});

/** `yaml` is what stands between the two `---`. */
export function readFrontMatter(yaml: YamlRead): FrontMatterRead {
  if (!yaml.ok) return { page: 'refused', faults: [yaml.fault] };
  if (yaml.value === null || yaml.value === undefined) return { page: 'guide' };
  const map = z.record(z.string(), z.unknown()).safeParse(yaml.value);
  if (!map.success) {
    const say = 'The front matter is not a list of settings with names';
    return { page: 'refused', faults: [{ line: 2, say, hint: 'Write settings such as system: ace.' }] };
  }
  if (!Object.hasOwn(map.data, 'system')) return { page: 'guide' };
  const read = settings.safeParse(map.data);
  if (!read.success) return { page: 'refused', faults: yamlFaults(read.error, 'front matter', yaml.lineOf) };
  const faults = misspelt(map.data, yaml.lineOf);
  const targets: Record<string, TargetDeclaration> = {};
  const brokenTargets: string[] = [];
  for (const [name, declared] of Object.entries(read.data.targets)) {
    const target = readTarget(name, declared);
    if (target.ok) targets[name] = target.declaration;
    else {
      brokenTargets.push(name);
      faults.push({ line: yaml.lineOf(['targets', name, ...target.path]), say: target.say, hint: target.hint });
    }
  }
  const { targets: _declared, ...rest } = read.data;
  return { page: 'runbook', settings: { ...rest, targets, brokenTargets }, faults };
}

// Pages carry front matter for other tools too, so an unknown setting is only a fault when it is nearly one of ours.
function misspelt(
  map: Readonly<Record<string, unknown>>,
  lineOf: (path: readonly PropertyKey[]) => number,
): YamlFault[] {
  const ours = Object.keys(settings.shape);
  return Object.keys(map).flatMap((key) => {
    const meant = ours.includes(key)
      ? undefined
      : nearestOf(
          key,
          ours.filter((name) => !Object.hasOwn(map, name)),
        );
    if (meant === undefined) return [];
    return [{ line: lineOf([key]), say: `\`${key}\` is no setting of Opsbook`, hint: `Did you mean \`${meant}\`?` }];
  });
}
