// Scripts of runbooks are run by bash, and by ssh where a target is another machine. Are they there, on the PATH that scripts get?

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { fine, wrong, type Check, type Finding, type Patient } from '../check.ts';

const run = promisify(execFile);
const limitMs = 5_000;

export const bash: Check = {
  name: 'bash',
  look: async (patient) => {
    const isFar = (await patient.library())?.runbooks.some(({ targets }) =>
      Object.values(targets).some((target) => target.kind === 'shell' && target.host !== 'local'),
    );
    return [
      await lookFor(patient, 'bash', '--version'),
      ...(isFar === true ? [await lookFor(patient, 'ssh', '-V')] : []),
    ];
  },
};

async function lookFor({ environment }: Patient, program: string, option: string): Promise<Finding> {
  const path = environment['PATH'] ?? '/usr/local/bin:/usr/bin:/bin';
  try {
    await run(program, [option], { env: { PATH: path }, timeout: limitMs });
    return fine(`${program} is there`);
  } catch {
    return wrong(`${program} does not run with the PATH of Opsbook, ${path}.`, `Install ${program}, or correct PATH.`);
  }
}
