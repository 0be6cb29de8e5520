// `opsbook check <system>`: the checks of a system now, as `/ops check` tells them. Nothing is kept, and neither Slack nor the bot's own
// database is needed.

import { createRedactor, redactDeep } from '../audit/redact.ts';
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
import { jsonOption, type CliCommand } from './cli-command.ts';
import { printJson } from './print-json.ts';
import type { Screen, Tone } from './screen.ts';
import { gapAfter, widthOf } from './table.ts';

export const command: CliCommand = {
  name: 'check',
  describe: 'carry out the checks of a system; ends with 1 when something is critical or not known',
  arguments: '<system>',
  options: [jsonOption],
  act: async ([name = ''], _options, context) => {
    const { environment, print, screen } = context;
    const library = await loadRunbooks(readBase(environment).runbookFolders);
    const found = checksOf({ library }, name);
    if (!found.ok) return context.refuse(found.refusal.say);
    const redact = createRedactor(secretsOf(environment, library.runbooks));
    const measuring = makeMeasuring({ environment, redact, log: makeLog('silent', redact) });
    const targetsOf: Parameters<typeof measureAll>[0]['targetsOf'] = (runbook) => resolveTargets(runbook, environment);
    try {
      // Nobody is asked for a check.
      const shelf = { library, targetsOf, asking: () => usualAsking };
      const checks = await measureAll({ ...shelf, measure: measuring.measure }, found.value);
      if (context.isJson) printJson(context, redactDeep({ system: name, checks: checks.map(checkAsJson) }, redact));
      else for (const line of checks.flatMap((check) => linesOf(check, screen))) print(redact(line));
      return checks.some(({ outcome }) => outcome.state === 'critical' || outcome.state === 'unknown') ? 1 : 0;
    } finally {
      await measuring.stop();
    }
  },
};

const tones: Readonly<Record<Checked['outcome']['state'], Tone>> = {
  ok: 'good',
  warn: 'wait',
  critical: 'bad',
  unknown: 'bad',
};

const asWritten = { words: (text: string) => text, expression: (text: string) => text };

/** The check, its metrics in columns, and what to do. */
function linesOf({ procedure, outcome, remedies }: Checked, { paint }: Screen): string[] {
  const results = [...outcome.results].sort((a, b) => bySeverity(a.state, b.state));
  const rows = results.map(({ metric, state, shown, say }) => {
    const threshold = procedure.thresholds.find((one) => one.metric === metric);
    const levels = threshold === undefined ? '' : levelsInWords(threshold, asWritten).trim();
    return [checkWord[state], metric, shown === '' ? '-' : shown, state === 'unknown' ? say : levels];
  });
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => widthOf(row[column] ?? ''))));
  return [
    `${paint(tones[outcome.state], checkWord[outcome.state].toUpperCase())}  ${procedure.name}  ${procedure.title} (${inWords(outcome.tookMs)})`,
    ...(outcome.say === '' ? [] : [`  ${outcome.say}`]),
    ...rows.map((row) =>
      `  ${row.map((cell, column) => cell + gapAfter(cell, widths[column] ?? 0)).join('  ')}`.trimEnd(),
    ),
    ...(remedies.length === 0 ? [] : [`  next: ${remedies.join(', ')}`]),
  ];
}

/** What programs may rely on; docs/guides/terminal.md says what each means. */
function checkAsJson({ procedure, outcome, remedies }: Checked): object {
  const results = outcome.results.map(({ metric, state, shown, say }) => ({ metric, state, shown, say }));
  const { state, say, tookMs } = outcome;
  return { procedure: procedure.name, title: procedure.title, state, say, tookMs, results, next: remedies };
}
