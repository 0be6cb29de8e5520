// Can the targets of the runbooks be reached? An address is connected to and left at once: no request is made that could do anything.

import { stat } from 'node:fs/promises';
import type { PlannedTarget } from '../../runbooks/planned.ts';
import { resolveTargets } from '../../runbooks/targets.ts';
import { expandVariables } from '../../runbooks/variables.ts';
import { openSqlConnection } from '../../steps/sql-connection.ts';
import { fine, note, wrong, type Check, type Finding, type Patient } from '../check.ts';
import { whyNotReached, whyRefused } from '../reach.ts';
import { isHostKnown } from '../known-host.ts';

export const targets: Check = {
  name: 'targets',
  look: async (patient) => {
    const runbooks = (await patient.library())?.runbooks ?? [];
    const seen = new Map<string, Promise<Finding>>();
    for (const runbook of runbooks)
      for (const [name, resolved] of Object.entries(resolveTargets(runbook, patient.environment))) {
        const where = `${runbook.system}'s target ${name}`;
        const found = resolved.ok ? lookAt(patient, where, resolved.target) : switchedOff(runbook.system, resolved);
        // A target that many pages declare in the same words is looked at once.
        const key = JSON.stringify([runbook.system, resolved]);
        if (!seen.has(key)) seen.set(key, Promise.resolve(found));
      }
    return Promise.all(seen.values());
  },
};

function switchedOff(system: string, { say, isUnset }: { readonly say: string; readonly isUnset: boolean }): Finding {
  const at = say.indexOf('. ');
  const sentence = `${system}: ${say.slice(0, at + 1)}`;
  return (isUnset ? note : wrong)(sentence, say.slice(at + 2));
}

async function lookAt(patient: Patient, where: string, target: PlannedTarget): Promise<Finding> {
  switch (target.kind) {
    case 'http':
    case 'prometheus':
      return lookAtAddress(where, new URL(target.address));
    case 'postgres':
      return lookAtPostgres(where, target.address, expandVariables(target.url, patient.environment));
    case 'shell':
      return target.host === 'local' ? lookAtFolder(where, target.cwd) : lookAtHost(patient, where, target);
  }
}

async function lookAtAddress(where: string, url: URL): Promise<Finding> {
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  const why = await whyNotReached(url.hostname, port);
  if (why === undefined) return fine(`${where} answers at ${url.host}`);
  return wrong(`${where} cannot be reached at ${url.host}: ${why}.`, 'Start it, or correct the address of the target.');
}

const rowsLimit = 4_096;
const connectLimitMs = 8_000;

async function lookAtPostgres(where: string, address: string, url: string): Promise<Finding> {
  try {
    const connection = await openSqlConnection(url, rowsLimit, AbortSignal.timeout(connectLimitMs));
    await connection.close();
    return fine(`${where} lets us in at ${address}`);
  } catch (thrown) {
    const cure = 'Start it, or correct the address, the user or the password of the target.';
    return wrong(`${where} does not let us in at ${address}: ${whyRefused(thrown)}.`, cure);
  }
}

async function lookAtFolder(where: string, cwd: string | undefined): Promise<Finding> {
  if (cwd === undefined) return fine(`${where} is this machine`);
  const isFolder = await stat(cwd).then(
    (found) => found.isDirectory(),
    () => false,
  );
  return isFolder
    ? fine(`${where} works in ${cwd}`)
    : wrong(`${where} works in ${cwd}, which is no folder here.`, 'Make it, or correct cwd of the target.');
}

type ShellTarget = Extract<PlannedTarget, { kind: 'shell' }>;

async function lookAtHost({ environment }: Patient, where: string, target: ShellTarget): Promise<Finding> {
  const { hostname, port } = new URL(target.host);
  const host = hostname.replace(/^\[|\]$/g, '');
  const number = port === '' ? 22 : Number(port);
  if (!(await isHostKnown(environment, host, number, target.knownHosts)))
    return wrong(
      `${where} is ${host}, whose key nobody has confirmed, so ssh refuses it.`,
      `Compare its fingerprint, then: ssh-keyscan -p ${number} ${host} >> ${target.knownHosts ?? '~/.ssh/known_hosts'}`,
    );
  const why = await whyNotReached(host, number);
  return why === undefined
    ? fine(`${where} answers at ${host}:${number}`)
    : wrong(`${where} cannot be reached at ${host}:${number}: ${why}.`, 'Start its sshd, or correct the address.');
}
