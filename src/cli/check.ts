// `opsbook check <system>`: the checks of a system now, as `/ops check` tells them. Nothing is kept, and neither Slack nor the bot's own
// database is needed.

import { createRedactor } from '../audit/redact.ts';
import { secretsOf } from '../audit/secrets.ts';
import { makeMeasuring } from '../instruments.ts';
import type { Checked } from '../checks/checked.ts';
import { bySeverity } from '../checks/judge-thresholds.ts';
import { readBase } from '../config.ts';
import { makeLog } from '../log.ts';
import { usualAsking } from '../runbooks/asking.ts';
import { loadRunbooks } from '../runbooks/load.ts';
import { resolveTargets } from '../runbooks/targets.ts';
import { checkWord, levelsInWords } from '../slack/messages/check-lines.ts';
import { inWords } from '../slack/messages/time-in-words.ts';
import { checksOf, measureAll } from '../verbs/check-system.ts';
import type { CliCommand } from './cli-command.ts';

export const command: CliCommand = {
  name: 'check',
  describe: 'carry out the checks of a system; ends with 1 when something is critical or not known',
  arguments: '<system>',
  act: async ([name = ''], _options, { environment, print }) => {
    const library = await loadRunbooks(readBase(environment).runbookFolders);
    const found = checksOf({ library }, name);
    if (!found.ok) {
      print(found.refusal.say);
      return 1;
    }
    const redact = createRedactor(secretsOf(environment, library.runbooks));
    const measuring = makeMeasuring({ environment, redact, log: makeLog('silent', redact) });
    const targetsOf: Parameters<typeof measureAll>[0]['targetsOf'] = (runbook) => resolveTargets(runbook, environment);
    try {
      // Nobody is asked for a check.
      const shelf = { library, targetsOf, asking: () => usualAsking };
      const checks = await measureAll({ ...shelf, measure: measuring.measure }, found.value);
      for (const line of checks.flatMap(linesOf)) print(redact(line));
      return checks.some(({ outcome }) => outcome.state === 'critical' || outcome.state === 'unknown') ? 1 : 0;
    } finally {
      await measuring.stop();
    }
  },
};

const asWritten = { words: (text: string) => text, expression: (text: string) => text };

/** The check, its metrics in columns, and what to do. */
function linesOf({ procedure, outcome, remedies }: Checked): string[] {
  const results = [...outcome.results].sort((a, b) => bySeverity(a.state, b.state));
  const rows = results.map(({ metric, state, shown, say }) => {
    const threshold = procedure.thresholds.find((one) => one.metric === metric);
    const levels = threshold === undefined ? '' : levelsInWords(threshold, asWritten).trim();
    return [checkWord[state], metric, shown === '' ? '-' : shown, state === 'unknown' ? say : levels];
  });
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return [
    `${checkWord[outcome.state].toUpperCase()}  ${procedure.name}  ${procedure.title} (${inWords(outcome.tookMs)})`,
    ...(outcome.say === '' ? [] : [`  ${outcome.say}`]),
    ...rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd()),
    ...(remedies.length === 0 ? [] : [`  next: ${remedies.join(', ')}`]),
  ];
}
