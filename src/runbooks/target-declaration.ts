// One target of the front matter. Secrets stay in the environment: an address or header that holds one in plain text is refused.

import { z } from 'zod';
import type { TargetDeclaration } from './model.ts';
import { shellFault, shellTarget } from './shell-target.ts';
import { isSshAddress } from './ssh-address.ts';
import { strayVariable, variablesIn } from './variables.ts';

export type TargetRead =
  | { readonly ok: true; readonly declaration: TargetDeclaration }
  | { readonly ok: false; readonly path: readonly string[]; readonly say: string; readonly hint: string };

const headerName = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;
const printable = /^[\t\u0020-\u007e]*$/;
const secretHeader = /authorization|cookie|token|secret|password|api-?key/i;

const http = z.strictObject({
  http: z.string().min(1),
  headers: z.record(z.string().regex(headerName), z.string().regex(printable)).default({}),
});
const postgres = z.strictObject({ postgres: z.string().min(1) });
const prometheus = z.strictObject({ prometheus: z.string().min(1), headers: http.shape.headers });
const forms = [
  'app: { http: "${APP_URL}" }',
  'db: { postgres: "${DATABASE_URL}" }',
  'ops: { shell: local, cwd: "${HOME}", env: [KUBECONFIG] }',
  'host: { shell: "ssh://deploy@${APP_HOST}" }',
  'metrics: { prometheus: "${PROMETHEUS_URL}" }',
].join(' or ');

/** Reads what stands under the target's name. `path` leads from there to the fault. */
export function readTarget(name: string, declared: unknown): TargetRead {
  if (!/^[a-z][a-z0-9_-]{0,39}$/.test(name)) {
    return no([], `\`${name}\` cannot be a target's name`, 'Use small letters, digits, `-` and `_`.');
  }
  const read = declarationOf(declared);
  if (read === undefined) {
    const fault = shellFault(declared);
    if (fault !== undefined)
      return no(fault.path, `The target \`${name}\` has a \`${fault.setting}\` that cannot be read`, fault.hint);
    return no([], `The target \`${name}\` has no form that is known`, `Write it like ${forms}.`);
  }
  return faultOf(name, read) ?? { ok: true, declaration: read };
}

function declarationOf(declared: unknown): TargetDeclaration | undefined {
  const asHttp = http.safeParse(declared);
  if (asHttp.success) return { kind: 'http', address: asHttp.data.http, headers: asHttp.data.headers };
  const asPostgres = postgres.safeParse(declared);
  if (asPostgres.success) return { kind: 'postgres', url: asPostgres.data.postgres };
  const asMetrics = prometheus.safeParse(declared);
  if (asMetrics.success) {
    return { kind: 'prometheus', address: asMetrics.data.prometheus, headers: asMetrics.data.headers };
  }
  const asShell = shellTarget.safeParse(declared);
  if (!asShell.success) return undefined;
  const { shell: host, known_hosts: knownHosts, ...rest } = asShell.data;
  return { kind: 'shell', host, ...rest, ...(knownHosts === undefined ? {} : { knownHosts }) };
}

function faultOf(name: string, target: TargetDeclaration): TargetRead | undefined {
  const texts = textsOf(target);
  const stray = texts.find(({ text }) => strayVariable(text));
  if (stray !== undefined) {
    return no(stray.path, `The target \`${name}\` holds a \`\${\` that names no variable`, 'Write ${NAME}.');
  }
  if (target.kind === 'http' || target.kind === 'prometheus') {
    const bare = Object.entries(target.headers).find(
      ([header, value]) => secretHeader.test(header) && variablesIn(value).length === 0,
    );
    if (bare !== undefined) {
      const hint = 'Keep it in an environment variable and write ${NAME} here.';
      return no(
        ['headers', bare[0]],
        `The header \`${bare[0]}\` of target \`${name}\` holds a secret in plain text`,
        hint,
      );
    }
    if (variablesIn(target.address).length === 0 && !/^https?:\/\/[^/?#@\s]+[^?#@\s]*$/.test(target.address)) {
      return no(
        [target.kind],
        `The target \`${name}\` has no http address`,
        'Write one such as https://app.example.com.',
      );
    }
  }
  if (target.kind === 'shell') {
    const { host, knownHosts } = target;
    if (host === 'local' && knownHosts !== undefined) {
      const say = `The target \`${name}\` is this machine, so nothing reads its known_hosts`;
      return no(['known_hosts'], say, 'Remove it, or write an address such as ssh://deploy@app1.example.com.');
    }
    if (host !== 'local' && variablesIn(host).length === 0 && !isSshAddress(host)) {
      const say = `The target \`${name}\` has no address that ssh can take`;
      return no(['shell'], say, 'Write one such as ssh://deploy@app1.example.com:22, without a password.');
    }
  }
  if (target.kind === 'postgres' && /:\/\/[^/@]*:(?!\$\{)[^/@]+@/.test(target.url)) {
    const hint = 'Keep the whole address in an environment variable and write ${NAME} here.';
    return no(['postgres'], `The target \`${name}\` holds a password in plain text`, hint);
  }
  return undefined;
}

interface Placed {
  readonly text: string;
  readonly path: readonly string[];
}

/** Every text of a declaration in which `${NAME}` may stand. */
export function textsOf(target: TargetDeclaration): readonly Placed[] {
  switch (target.kind) {
    case 'http':
    case 'prometheus':
      return [
        { text: target.address, path: [target.kind] },
        ...Object.entries(target.headers).map(([header, text]) => ({ text, path: ['headers', header] })),
      ];
    case 'postgres':
      return [{ text: target.url, path: ['postgres'] }];
    case 'shell':
      return [
        { text: target.host, path: ['shell'] },
        ...(target.cwd === undefined ? [] : [{ text: target.cwd, path: ['cwd'] }]),
        ...(target.knownHosts === undefined ? [] : [{ text: target.knownHosts, path: ['known_hosts'] }]),
      ];
  }
}

function no(path: readonly string[], say: string, hint: string): TargetRead {
  return { ok: false, path, say, hint };
}
