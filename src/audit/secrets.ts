// Which values of the environment are secrets: those whose names say so, passwords inside addresses, and whatever a target sends in
// its headers.

import type { Runbook } from '../runbooks/model.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const secretName =
  /TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIAL|PRIVATE|(?:^|_)(?:API_?)?KEY(?:_|$)|(?:^|_)PASS(?:_|$)|_PWD(?:_|$)|^OTEL_EXPORTER_OTLP_(?:TRACES_)?HEADERS$/i;

/** The name of a file is none, although `NAME_FILE` holds `NAME`. */
export function isSecretName(name: string): boolean {
  return secretName.test(name) && !name.endsWith('_FILE');
}

export function secretsOf(environment: Environment, runbooks: readonly Pick<Runbook, 'targets'>[]): string[] {
  const sent = new Set(runbooks.flatMap(headerVariables));
  const secrets = new Set<string>();
  for (const [name, value] of Object.entries(environment)) {
    if (value === undefined || value === '') continue;
    if (isSecretName(name) || sent.has(name)) secrets.add(value);
    if (/^OTEL_EXPORTER_.*HEADERS$/.test(name)) for (const header of headersIn(value)) secrets.add(header);
    for (const password of passwordsIn(value)) secrets.add(password);
  }
  return [...secrets];
}

function headerVariables(runbook: Pick<Runbook, 'targets'>): string[] {
  return Object.values(runbook.targets).flatMap((target) =>
    target.kind === 'http' || target.kind === 'prometheus'
      ? Object.values(target.headers).flatMap((value) =>
          Array.from(value.matchAll(/\$\{(\w+)\}/g), (match) => match[1] ?? ''),
        )
      : [],
  );
}

/** `name=value,name=value`, as written and as meant; where a value is `Bearer …`, what follows that too. */
function headersIn(value: string): string[] {
  const sent = value.split(',').map((pair) => pair.slice(pair.indexOf('=') + 1).trim());
  return sent.flatMap((each) => [each, decoded(each), decoded(each).replace(/^\S+\s+/, '')]);
}

/** `user:password@` of every address in the value and `password=` of a connection string, as written and as meant. */
function passwordsIn(value: string): string[] {
  const written = [
    ...Array.from(value.matchAll(/:\/\/[^\s/?#@:]*:([^\s/?#]+)@/g), (match) => match[1] ?? ''),
    ...Array.from(value.matchAll(/\b(?:ssl)?password=([^\s&;]+)/gi), (match) => match[1] ?? ''),
  ];
  return written.flatMap((password) => [password, decoded(password)]);
}

function decoded(password: string): string {
  try {
    return decodeURIComponent(password);
  } catch {
    return password;
  }
}
