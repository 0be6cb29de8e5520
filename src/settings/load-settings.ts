// `opsbook.yaml` and the template that it names: read as a whole or not at all, at the start and again whenever they change. A file that
// says something wrong refuses to start; while Opsbook runs, what it said before stays and the fault is a problem for people to see.

import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { CannotStart, reasonOf } from '../errors.ts';
import { problemsOf } from '../incidents/postmortem-template.ts';
import { settingsOf, type IncidentSettings } from '../incidents/settings.ts';
import { digestOfPolicy, type Policy } from '../policy/policy.ts';
import type { Problem } from '../runbooks/model.ts';
import { problem } from '../runbooks/problem.ts';
import { recordPolicy, type PolicyRecord } from './record-policy.ts';
import { readSettings } from './settings-file.ts';

export interface Settings {
  /** What it says now, whenever it is asked. */
  readonly incidents: IncidentSettings;
  readonly policy: Policy;
  /** What is wrong with the files as they are now; what they said before still holds. */
  readonly problems: readonly Problem[];
  /** Looks whether the files changed, and takes over what they say. */
  refresh(): Promise<void>;
}

export interface Following {
  readonly config: Parameters<typeof settingsOf>[0] & { readonly configFile: string };
  /** Where another policy is written down before it holds. */
  readonly place: PolicyRecord;
  readonly report: (problem: Problem) => void;
}

export interface SettingsNow {
  readonly incidents: IncidentSettings;
  readonly policy: Policy;
  readonly isEmpty: boolean;
}

interface Reading {
  /** What was read, or would have been. */
  readonly files: readonly string[];
  readonly outcome:
    { readonly ok: true; readonly said: SettingsNow } | { readonly ok: false; readonly problems: readonly Problem[] };
}

export async function loadSettings({ config, place, report }: Following): Promise<Settings> {
  const first = await read(config);
  if (!first.outcome.ok) throw new CannotStart(refusal(first.outcome.problems));
  let { said } = first.outcome;
  await recordPolicy(place, said.policy);
  let { files } = first;
  // The first look reads once more, so that no change falls between reading and looking.
  let stamp = '';
  let problems: readonly Problem[] = [];
  let looking: Promise<void> | undefined;
  const look = async (): Promise<void> => {
    const seen = await stampOf(files);
    if (seen === stamp) return;
    const again = await read(config);
    // Somebody is still writing: the next look sees the end of it.
    if ((await stampOf(files)) !== seen) return;
    const taken = await take(said, again.outcome, place, config.configFile);
    said = taken.said;
    problems = taken.problems;
    problems.forEach(report);
    stamp = taken.isSettled && again.files.join() === files.join() ? seen : '';
    files = again.files;
  };
  return {
    incidents: newest(() => said.incidents),
    get policy() {
      return said.policy;
    },
    get problems() {
      return problems;
    },
    refresh: () => {
      looking ??= look().finally(() => (looking = undefined));
      return looking;
    },
  };
}

/** What the files say now, or all that is wrong with them. */
export async function readSettingsNow(config: Following['config']): Promise<Reading['outcome']> {
  return (await read(config)).outcome;
}

/** What the file says now, for whoever neither follows it nor writes it down. */
export async function readPolicy(config: Following['config']): Promise<Policy> {
  const now = await readSettingsNow(config);
  if (!now.ok) throw new CannotStart(refusal(now.problems));
  return now.said.policy;
}

interface Taken {
  readonly said: SettingsNow;
  readonly problems: readonly Problem[];
  /** Otherwise the same files are read again at the next look. */
  readonly isSettled: boolean;
}

/** Fewer rules than before must be meant: a file that is away or empty for a moment gives nobody a right. */
async function take(
  before: SettingsNow,
  outcome: Reading['outcome'],
  place: PolicyRecord,
  file: string,
): Promise<Taken> {
  if (!outcome.ok) return { said: before, problems: outcome.problems, isSettled: true };
  const { said } = outcome;
  if (said.isEmpty && !before.isEmpty) return { said: before, problems: [emptied(file)], isSettled: true };
  const isOther = digestOfPolicy(said.policy) !== digestOfPolicy(before.policy);
  try {
    if (isOther) await recordPolicy(place, said.policy);
    return { said, problems: [], isSettled: true };
  } catch (thrown) {
    const say = `What the file says now could not be written into the record: ${reasonOf(thrown)}`;
    const hint = 'What it said before is still used, and this is tried again.';
    return { said: before, problems: [problem(file, 1, say, hint)], isSettled: false };
  }
}

/** The one object that everybody holds, and what is read from it is what is said now. */
function newest(now: () => IncidentSettings): IncidentSettings {
  return {
    get timezone() {
      return now().timezone;
    },
    get announceChannel() {
      return now().announceChannel;
    },
    get severities() {
      return now().severities;
    },
    get roles() {
      return now().roles;
    },
    get template() {
      return now().template;
    },
    get onCall() {
      return now().onCall;
    },
  };
}

async function read(config: Following['config']): Promise<Reading> {
  const { configFile } = config;
  const files = [configFile];
  const usual = settingsOf(config);
  const text = await readIfThere(configFile);
  if (!text.ok) return { files, outcome: text };
  const settings = readSettings(text.text ?? '', usual);
  if (!settings.ok) {
    const problems = settings.faults.map(({ line, say, hint }) => problem(configFile, line, say, hint));
    return { files, outcome: { ok: false, problems } };
  }
  const { incidents, policy, isEmpty } = settings;
  const named = incidents.templateFile;
  if (named === undefined)
    return {
      files,
      outcome: { ok: true, said: { incidents: { ...incidents.settings, template: usual.template }, policy, isEmpty } },
    };
  const file = path.resolve(path.dirname(configFile), named);
  const template = await readTemplate(configFile, file);
  const outcome = template.ok
    ? { ok: true as const, said: { incidents: { ...incidents.settings, template: template.text }, policy, isEmpty } }
    : template;
  return { files: [configFile, file], outcome };
}

type Refused = Extract<Reading['outcome'], { ok: false }>;

async function readTemplate(
  configFile: string,
  file: string,
): Promise<{ readonly ok: true; readonly text: string } | Refused> {
  const found = await readIfThere(file);
  if (!found.ok) return found;
  if (found.text === undefined) {
    const say = `${configFile} names this post-mortem template, which is not there`;
    return { ok: false, problems: [problem(file, 1, say, 'Correct the name or write the file.')] };
  }
  const problems = problemsOf(found.text).map((say) => problem(file, 1, say, 'Correct the template.'));
  return problems.length > 0 ? { ok: false, problems } : { ok: true, text: found.text };
}

async function readIfThere(file: string): Promise<{ readonly ok: true; readonly text: string | undefined } | Refused> {
  try {
    return { ok: true, text: await readFile(file, 'utf8') };
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return { ok: true, text: undefined };
    return {
      ok: false,
      problems: [
        problem(file, 1, `The file cannot be read: ${reasonOf(thrown)}`, 'Let the bot read it, or take it away.'),
      ],
    };
  }
}

async function stampOf(files: readonly string[]): Promise<string> {
  const stamps = files.map((file) =>
    stat(file, { bigint: true }).then(
      ({ mtimeNs, ctimeNs, size, ino }) => [mtimeNs, ctimeNs, size, ino].join(':'),
      () => 'away',
    ),
  );
  return (await Promise.all(stamps)).join(' ');
}

function emptied(file: string): Problem {
  const hint = 'Write it again; to go on without it, start Opsbook again.';
  return problem(file, 1, 'The file is away or empty now, and what it said before is still used', hint);
}

function refusal(problems: readonly Problem[]): string {
  const all = problems.map(({ file, line, say, hint }) => `${file}:${line}: ${say} ${hint}`);
  return `Opsbook cannot start: ${all.join('\n')}\nCorrect it and start again.`;
}
