// A runbook's targets with the environment filled in. A missing variable switches a target off with a sentence; secrets never leave it.

import type { Runbook, TargetDeclaration } from './model.ts';
import type { PlannedTarget } from './planned.ts';
import { isSshAddress } from './ssh-address.ts';
import { textsOf } from './target-declaration.ts';
import { expandVariables, missingInWords, variablesIn } from './variables.ts';

export type ResolvedTarget =
  | { readonly ok: true; readonly target: PlannedTarget }
  | {
      readonly ok: false;
      readonly say: string;
      /** Not one of its variables is set: this team does not use it. */
      readonly isUnset: boolean;
    };
export type ResolvedTargets = Readonly<Record<string, ResolvedTarget>>;

type Environment = Readonly<Record<string, string | undefined>>;

export function resolveTargets(runbook: Pick<Runbook, 'targets'>, environment: Environment): ResolvedTargets {
  return Object.fromEntries(
    Object.entries(runbook.targets).map(([name, target]) => [name, resolve(name, target, environment)]),
  );
}

function resolve(name: string, target: TargetDeclaration, environment: Environment): ResolvedTarget {
  const needed = [...new Set(textsOf(target).flatMap(({ text }) => variablesIn(text)))];
  const missing = needed.filter((variable) => (environment[variable] ?? '') === '');
  if (missing.length > 0) {
    const [are, them] = missing.length === 1 ? ['is', 'it'] : ['are', 'them'];
    const words = missing.map((variable) => missingInWords(variable, environment));
    // A file that cannot be read was meant to be used.
    const isUnset = missing.length === needed.length && words.every((word, index) => word === missing[index]);
    return off(name, `${inWords(words)} ${are} not set. Set ${them} and restart Opsbook.`, isUnset);
  }
  switch (target.kind) {
    case 'http':
    case 'prometheus':
      return http(name, target, environment);
    case 'postgres':
      return postgres(name, target, environment);
    case 'shell':
      return shell(name, target, environment);
  }
}

function shell(name: string, target: TargetDeclaration & { kind: 'shell' }, environment: Environment): ResolvedTarget {
  const { host, cwd, env, knownHosts, umask, limits } = target;
  const address = expandVariables(host, environment);
  if (address !== 'local' && !isSshAddress(address)) {
    const form = 'ssh://user@host:22';
    return off(name, `its address (${host}) is not of the form ${form}. Correct it and restart Opsbook.`);
  }
  return {
    ok: true,
    target: {
      kind: 'shell',
      name,
      host: address,
      env: [...env],
      ...(cwd === undefined ? {} : { cwd: expandVariables(cwd, environment) }),
      ...(knownHosts === undefined ? {} : { knownHosts: expandVariables(knownHosts, environment) }),
      ...(umask === undefined ? {} : { umask }),
      ...(limits === undefined ? {} : { limits }),
    },
  };
}

function http(
  name: string,
  target: TargetDeclaration & { kind: 'http' | 'prometheus' },
  environment: Environment,
): ResolvedTarget {
  const url = urlOf(expandVariables(target.address, environment));
  const wrong =
    url === undefined || !['http:', 'https:'].includes(url.protocol)
      ? 'is no http address'
      : url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== ''
        ? 'holds a user, a query or a `#`, which belong into headers and steps'
        : undefined;
  if (url === undefined || wrong !== undefined) {
    return off(name, `its address (${target.address}) ${wrong}. Correct it and restart Opsbook.`);
  }
  const address = `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
  return { ok: true, target: { kind: target.kind, name, address, headers: { ...target.headers } } };
}

function postgres(
  name: string,
  target: TargetDeclaration & { kind: 'postgres' },
  environment: Environment,
): ResolvedTarget {
  const url = urlOf(expandVariables(target.url, environment));
  if (url === undefined || !['postgres:', 'postgresql:'].includes(url.protocol)) {
    const form = 'postgres://user:password@host:5432/database';
    return off(name, `its address (${target.url}) is not of the form ${form}. Correct it and restart Opsbook.`);
  }
  const user = url.username === '' ? '' : `${url.username}@`;
  const host = url.hostname === '' ? (url.searchParams.get('host') ?? 'localhost') : url.hostname;
  const address = `${user}${host}:${url.port === '' ? '5432' : url.port}${url.pathname}`;
  return { ok: true, target: { kind: 'postgres', name, address, url: target.url } };
}

function urlOf(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

function off(name: string, reason: string, isUnset = false): ResolvedTarget {
  return { ok: false, say: `Target \`${name}\` is switched off: ${reason}`, isUnset };
}

function inWords(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
