// A runbook's targets in a drill: filled in from the practice range alone. A target whose address is not one that the range gave is
// switched off, also where the runbook names it without a variable: a drill touches nothing real.

import type { Runbook, TargetDeclaration } from './model.ts';
import type { PlannedTarget } from './planned.ts';
import { textsOf } from './target-declaration.ts';
import { resolveTargets, type ResolvedTarget, type ResolvedTargets } from './targets.ts';
import { expandVariables, variablesIn } from './variables.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export function practiceTargets(runbook: Pick<Runbook, 'targets'>, environment: Environment): ResolvedTargets {
  const resolved = resolveTargets(runbook, environment);
  return Object.fromEntries(
    Object.entries(runbook.targets).flatMap(([name, declared]) => {
      const target = resolved[name];
      return target === undefined ? [] : [[name, inDrill(name, target, declared, environment)] as const];
    }),
  );
}

function inDrill(
  name: string,
  resolved: ResolvedTarget,
  declared: TargetDeclaration,
  environment: Environment,
): ResolvedTarget {
  if (resolved.ok && isOfRange(resolved.target, environment)) return marked(resolved.target);
  const missing = textsOf(declared)
    .flatMap(({ text }) => variablesIn(text))
    .filter((variable) => (environment[variable] ?? '') === '');
  const why =
    missing.length > 0
      ? `the practice range gives no ${[...new Set(missing)].join(', ')}`
      : 'its address is not one of the practice range';
  return {
    ok: false,
    isUnset: false,
    say: `Target \`${name}\` is switched off in a drill: ${why}. Rehearse a procedure that does without it, or name it by a variable that the range gives.`,
  };
}

function marked(target: PlannedTarget): ResolvedTarget {
  return { ok: true, target: target.kind === 'shell' ? { ...target, isPractice: true } : target };
}

function isOfRange(target: PlannedTarget, environment: Environment): boolean {
  const values = Object.values(environment).flatMap((value) => value ?? []);
  switch (target.kind) {
    case 'http':
    case 'prometheus':
      return isAmong(values, target.address);
    case 'postgres':
      return isAmong(values, expandVariables(target.url, environment));
    case 'shell': {
      const { host, cwd } = target;
      // A script without a folder of the range would stand in one of this machine.
      return host === 'local' && cwd !== undefined && values.some((value) => isInside(cwd, value));
    }
  }
}

function isAmong(values: readonly string[], address: string): boolean {
  const place = placeOf(address);
  return place !== undefined && values.some((value) => placeOf(value) === place);
}

/** Protocol, host and port; undefined for what is no address. */
function placeOf(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, host } = new URL(text);
  return host === '' ? undefined : `${protocol}//${host}`;
}

function isInside(folder: string, value: string): boolean {
  return /^\/[^/:]/.test(value) && !folder.split('/').includes('..') && `${folder}/`.startsWith(`${value}/`);
}
