// One target of the front matter. Secrets stay in the environment: an address or header that holds one in plain text is refused.

import { z } from 'zod';
import type { TargetDeclaration } from './model.ts';
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
const shell = z.strictObject({
  shell: z.literal('local'),
  cwd: z.string().min(1).exactOptional(),
  env: z.array(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/)).default([]),
});
const forms = [
  'app: { http: "${APP_URL}" }',
  'db: { postgres: "${DATABASE_URL}" }',
  'ops: { shell: local, cwd: "${HOME}", env: [KUBECONFIG] }',
].join(' or ');

/** Reads what stands under the target's name. `path` leads from there to the fault. */
export function readTarget(name: string, declared: unknown): TargetRead {
  if (!/^[a-z][a-z0-9_-]{0,39}$/.test(name)) {
    return no([], `\`${name}\` cannot be a target's name`, 'Use small letters, digits, `-` and `_`.');
  }
  const read = declarationOf(declared);
  if (read === undefined) return no([], `The target \`${name}\` has no form that is known`, `Write it like ${forms}.`);
  return faultOf(name, read) ?? { ok: true, declaration: read };
}

function declarationOf(declared: unknown): TargetDeclaration | undefined {
  const asHttp = http.safeParse(declared);
  if (asHttp.success) return { kind: 'http', address: asHttp.data.http, headers: asHttp.data.headers };
  const asPostgres = postgres.safeParse(declared);
  if (asPostgres.success) return { kind: 'postgres', url: asPostgres.data.postgres };
  const asShell = shell.safeParse(declared);
  if (!asShell.success) return undefined;
  const { shell: host, ...rest } = asShell.data;
  return { kind: 'shell', host, ...rest };
}

function faultOf(name: string, target: TargetDeclaration): TargetRead | undefined {
  const texts = textsOf(target);
  const stray = texts.find(({ text }) => strayVariable(text));
  if (stray !== undefined) {
    return no(stray.path, `The target \`${name}\` holds a \`\${\` that names no variable`, 'Write ${NAME}.');
  }
  if (target.kind === 'http') {
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
      return no(['http'], `The target \`${name}\` has no http address`, 'Write one such as https://app.example.com.');
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
      return [
        { text: target.address, path: ['http'] },
        ...Object.entries(target.headers).map(([header, text]) => ({ text, path: ['headers', header] })),
      ];
    case 'postgres':
      return [{ text: target.url, path: ['postgres'] }];
    case 'shell':
      return target.cwd === undefined ? [] : [{ text: target.cwd, path: ['cwd'] }];
  }
}

function no(path: readonly string[], say: string, hint: string): TargetRead {
  return { ok: false, path, say, hint };
}
