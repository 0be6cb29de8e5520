// `opsbook doctor`: looks at everything that Opsbook needs, and says of whatever is wrong how to mend it. It changes nothing.

import { createRedactor } from '../audit/redact.ts';
import { secretsOf } from '../audit/secrets.ts';
import { examine, type Found } from '../doctor/examine.ts';
import { makePatient } from '../doctor/patient.ts';
import type { CliCommand, CliContext } from './cli-command.ts';
import { plainLine } from './plain-line.ts';

export const command: CliCommand = {
  name: 'doctor',
  describe: 'look at everything that Opsbook needs, and say how to mend what is wrong; ends with 1 when something is',
  options: [{ flags: '--json', describe: 'one JSON document' }],
  act: async (_words, { json }, context) => {
    const patient = makePatient(context.environment);
    const found = await examine(patient);
    const hide = createRedactor(secretsOf(context.environment, (await patient.library())?.runbooks ?? []));
    const shown = found.map((finding) => hidden(finding, (text) => plainLine(hide(text))));
    if (json === true) context.print(JSON.stringify({ version: 1, findings: shown }, null, 2));
    else report(context, shown);
    return shown.some(({ level }) => level === 'wrong') ? 1 : 0;
  },
};

function hidden(found: Found, hide: (text: string) => string): Found {
  const say = hide(found.say);
  return found.level === 'fine' ? { ...found, say } : { ...found, say, cure: hide(found.cure) };
}

function report({ print }: CliContext, found: readonly Found[]): void {
  const width = Math.max(...found.map(({ check }) => check.length));
  for (const finding of found) {
    print(`${finding.level.padEnd(5)}  ${finding.check.padEnd(width)}  ${finding.say}`);
    if (finding.level !== 'fine') print(`${' '.repeat(width + 9)}→ ${finding.cure}`);
  }
  const wrong = found.filter(({ level }) => level === 'wrong').length;
  print(wrong === 0 ? 'Nothing is wrong.' : `${wrong} ${wrong === 1 ? 'thing is' : 'things are'} wrong.`);
}
