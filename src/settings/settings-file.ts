// `opsbook.yaml` as a whole. Pure: the text comes in, settings or everything that is wrong with it go out.

import { z } from 'zod';
import { incidentSections, incidentsOf, type IncidentsRead } from '../incidents/incidents-section.ts';
import type { IncidentSettings } from '../incidents/settings.ts';
import { policyOf, policySettings } from '../policy/policy-section.ts';
import type { Policy } from '../policy/policy.ts';
import { nearestOf } from '../runbooks/nearest.ts';
import { readYaml, yamlFaults, type YamlFault } from '../runbooks/yaml-block.ts';

const sections = { ...incidentSections, ...policySettings };
const file = z.strictObject(sections);

export type SettingsRead =
  | {
      readonly ok: true;
      readonly incidents: IncidentsRead;
      readonly policy: Policy;
      /** Nothing but comments stands in it. */
      readonly isEmpty: boolean;
    }
  | { readonly ok: false; readonly faults: readonly YamlFault[] };

/** `usual` is what holds where the file says nothing. */
export function readSettings(text: string, usual: IncidentSettings): SettingsRead {
  const yaml = readYaml(text, 1);
  if (!yaml.ok) return { ok: false, faults: [yaml.fault] };
  const isEmpty = yaml.value === null || yaml.value === undefined;
  if (!isEmpty && (typeof yaml.value !== 'object' || Array.isArray(yaml.value)))
    return { ok: false, faults: [notNamed] };
  const read = file.safeParse(yaml.value ?? {});
  if (!read.success) return { ok: false, faults: faultsOf(read.error, yaml.lineOf) };
  return {
    ok: true,
    isEmpty,
    incidents: incidentsOf(read.data, usual),
    policy: policyOf(read.data, usual.timezone),
  };
}

const notNamed: YamlFault = {
  line: 1,
  say: 'The file is not a list of settings with names',
  hint: `It may have: ${Object.keys(sections).join(', ')}.`,
};

function faultsOf(error: z.ZodError, lineOf: Parameters<typeof yamlFaults>[2]): readonly YamlFault[] {
  const [unknown] = error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' && issue.path.length === 0 ? issue.keys : [],
  );
  const near = unknown === undefined ? undefined : nearestOf(unknown, Object.keys(sections));
  const faults = yamlFaults(error, 'settings file', lineOf);
  return near === undefined
    ? faults
    : faults.map((fault) =>
        fault.say.includes(`\`${unknown}\``) ? { ...fault, hint: `Did you mean ${near}?` } : fault,
      );
}
