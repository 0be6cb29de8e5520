// `opsbook plan <procedure> [name=value …]`: exactly what a run would do, and what can be seen of it now. Nothing is done, and neither
// Slack nor the bot's own database is needed.

import { createRedactor, redactDeep } from '../audit/redact.ts';
import { secretsOf } from '../audit/secrets.ts';
import { makeLooking } from '../instruments.ts';
import { readBase } from '../config.ts';
import { makeLog } from '../log.ts';
import { loadRunbooks } from '../runbooks/load.ts';
import type { Plan } from '../runbooks/planned.ts';
import { resolveTargets } from '../runbooks/targets.ts';
import { readPolicy } from '../settings/load-settings.ts';
import { planAsMarkdown } from '../slack/messages/plan-file.ts';
import { prepare } from '../verbs/prepare.ts';
import type { CliCommand, CliContext } from './cli-command.ts';
import { readGiven, whyNotPrepared } from './given-parameters.ts';
import { printJson } from './print-json.ts';
import { asHere } from './said-of.ts';

export const command: CliCommand = {
  name: 'plan',
  describe: 'print exactly what a run would do, with what can be seen now',
  arguments: '<procedure> [name=value...]',
  options: [
    { flags: '--json', describe: 'the plan, its digest and the evidence as one JSON document' },
    { flags: '--no-evidence', describe: 'look at no target' },
  ],
  act: async ([name = '', ...given], { evidence: isWanted }, context) => {
    const { environment, print, refuse, isJson } = context;
    const config = readBase(environment);
    const library = await loadRunbooks(config.runbookFolders);
    const { asking } = await readPolicy(config);
    const targetsOf: Parameters<typeof prepare>[0]['targetsOf'] = (runbook) => resolveTargets(runbook, environment);
    const prepared = prepare({ library, targetsOf, asking: () => asking }, 'plan', name, readGiven(given));
    if (prepared.kind !== 'ready') return refuse(asHere(whyNotPrepared('plan', prepared)));
    const { plan, digest } = prepared;
    const secrets = createRedactor(secretsOf(environment, library.runbooks));
    const evidence = isWanted === false ? null : await lookNow(environment, secrets, plan);
    if (isJson) printJson(context, redactDeep({ digest, plan, evidence }, secrets));
    else print(secrets(planAsMarkdown(plan, digest, evidence)));
    return 0;
  },
};

async function lookNow(
  environment: CliContext['environment'],
  redact: ReturnType<typeof createRedactor>,
  plan: Plan,
): ReturnType<ReturnType<typeof makeLooking>['look']> {
  const looking = makeLooking({
    environmentOf: async () => ({ ok: true, value: environment }),
    redact,
    log: makeLog('silent', redact),
    now: () => Promise.resolve(new Date()),
  });
  try {
    return await looking.look(plan);
  } finally {
    await looking.stop();
  }
}
