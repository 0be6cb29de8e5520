// What of the environment is missing or cannot be read, one finding each.

import { BadEnvironment, readBase, readSlack } from '../../config.ts';
import { fine, note, wrong, type Check, type Finding } from '../check.ts';

export const environment: Check = {
  name: 'environment',
  look: async ({ environment: given, slack }) => {
    const problems = [() => readBase(given), () => readSlack(given)].flatMap(problemsOf);
    const twoWays = slack?.mode === 'socket' && (given['SLACK_SIGNING_SECRET'] ?? '') !== '';
    return [
      ...problems.map((problem) => wrong(`${problem}.`, 'Correct it in the environment that Opsbook starts with.')),
      ...(twoWays ? [bothWays] : []),
      ...(problems.length === 0 ? [fine('nothing is missing')] : []),
    ];
  },
};

const bothWays: Finding = note(
  'SLACK_APP_TOKEN and SLACK_SIGNING_SECRET are both set: Socket Mode is used, and nothing listens for Slack.',
  'Unset the one that is not meant.',
);

function problemsOf(read: () => unknown): readonly string[] {
  try {
    read();
    return [];
  } catch (thrown) {
    if (thrown instanceof BadEnvironment) return thrown.problems;
    throw thrown;
  }
}
