// `kubectl set env deployment/ace-app NAME=value OTHER-`: a new rollout with variables set or taken out.

import { type Answer, failed, printed, unsupported } from '../../../kit/answer.ts';
import { type SettingVariable, settingVariables } from '../application/settings.ts';
import type { World } from '../world.ts';

const assignment = /^([A-Z_]+)(?:=(\d{1,6}(?:\.\d{1,3})?)|(-))$/;

/** `undefined` when these arguments are another command. */
export function setEnvironment({ deployment }: World, args: readonly string[]): Answer | undefined {
  const [verb, what, workload, ...words] = args;
  if (verb !== 'set' || what !== 'env' || workload !== 'deployment/ace-app') return undefined;
  const changes: Partial<Record<SettingVariable, string | undefined>> = {};
  for (const word of words) {
    const [, name, value] = assignment.exec(word) ?? [];
    const known = settingVariables.find((one) => one === name);
    if (known === undefined)
      return unsupported(
        ['kubectl', ...args],
        settingVariables.map((one) => `kubectl set env deployment/ace-app ${one}=N`),
      );
    changes[known] = value;
  }
  if (words.length === 0) return failed('error: at least one environment variable must be provided');
  if (deployment.phase() === 'stopped')
    return failed('Error from server (NotFound): deployments.apps "ace-app" not found');
  deployment.change(changes, `kubectl set env ${words.join(' ')}`);
  return printed('deployment.apps/ace-app env updated');
}
