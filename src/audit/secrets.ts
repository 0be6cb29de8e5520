// Which values of the environment are secrets: those whose names say so, passwords inside addresses, and whatever a target sends in
// its headers.

import type { Runbook } from '../runbooks/model.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const secretName = /TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIAL|PRIVATE|(?:^|_)(?:API_?)?KEY(?:_|$)/i;

export function secretsOf(environment: Environment, runbooks: readonly Pick<Runbook, 'targets'>[]): string[] {
  const sent = new Set(runbooks.flatMap(headerVariables));
  const secrets = new Set<string>();
  for (const [name, value] of Object.entries(environment)) {
    if (value === undefined || value === '') continue;
    if (secretName.test(name) || sent.has(name)) secrets.add(value);
    const password = passwordIn(value);
    if (password !== undefined) secrets.add(password);
  }
  return [...secrets];
}

function headerVariables(runbook: Pick<Runbook, 'targets'>): string[] {
  return Object.values(runbook.targets).flatMap((target) =>
    target.kind === 'http'
      ? Object.values(target.headers).flatMap((value) =>
          Array.from(value.matchAll(/\$\{(\w+)\}/g), (match) => match[1] ?? ''),
        )
      : [],
  );
}

function passwordIn(value: string): string | undefined {
  if (!value.includes('://') || !URL.canParse(value)) return undefined;
  const { password } = new URL(value);
  return password === '' ? undefined : decodeURIComponent(password);
}
