// The frame of the terminal verbs that do what `/ops` does: the same database, queue, runbooks and settings, and a person. Nothing is
// worked on here and nothing is posted: jobs lie in the queue until a running bot takes them.

import { appendAudit, type AuditNote } from '../audit/append.ts';
import { createRedact, createRedactor } from '../audit/redact.ts';
import { secretsOf } from '../audit/secrets.ts';
import { takeUpKey } from '../audit/take-up-key.ts';
import { makeSeal } from '../codes/seal.ts';
import { readBase, readUser } from '../config.ts';
import { migrate } from '../db/migrate.ts';
import { makeEnvironmentOf } from '../drills/environment-of.ts';
import { reachRange } from '../drills/range.ts';
import { CannotStart } from '../errors.ts';
import { wakeHomes } from '../home/home-views.ts';
import { personId, type PersonId } from '../ids.ts';
import { makeLog } from '../log.ts';
import { findLiving } from '../queue/executor.ts';
import { claimRequest } from '../queue/inbox.ts';
import { openQueue } from '../queue/queue.ts';
import { loadRunbooks } from '../runbooks/load.ts';
import { resolveTargets } from '../runbooks/targets.ts';
import { createSettledRuns } from '../runs/settled.ts';
import { createSearch } from '../search/search.ts';
import { loadSettings, type Settings } from '../settings/load-settings.ts';
import type { Redact } from '../slack/voice.ts';
import { makeRights } from '../verbs/rights.ts';
import type { Asker, Workshop } from '../verbs/verb.ts';
import { makeTrails } from '../trail/trail.ts';
import { version } from '../version.ts';
import type { CliContext } from './cli-command.ts';
import { createSlackDirectory, type SlackDirectory } from './slack-directory.ts';
import { systemUser } from './system-user.ts';
import { withDatabase } from './with-database.ts';

export interface Terminal {
  readonly workshop: Workshop;
  readonly settings: Settings;
  readonly asker: Asker;
  /** What was read from the database passes here before it is shown. */
  readonly redact: Redact;
  readonly directory: SlackDirectory;
  /** Whether a bot is there to take the jobs. */
  readonly isBotRunning: () => Promise<boolean>;
}

export async function withWorkshop(
  { environment }: CliContext,
  work: (terminal: Terminal) => Promise<number>,
): Promise<number> {
  const config = readBase(environment);
  const person = personId.parse(`cli:${readUser(environment, systemUser)}`);
  // Also where no procedure is asked for: what a runbook sends in its headers is a secret. The database is opened meanwhile.
  const loading = loadRunbooks(config.runbookFolders);
  loading.catch(() => undefined);
  return withDatabase(config, async (database) => {
    await migrate(database);
    const library = await loading;
    const hide = createRedactor(secretsOf(environment, library.runbooks));
    const redact = createRedact(hide);
    const log = makeLog('error', hide);
    const onError = (err: unknown): void => log.error({ err }, 'the queue has trouble');
    const queue = await openQueue({ database, log, version, onError });
    const [key] = config.auditKeys;
    const whyNotRecord = await takeUpKey(database, key);
    const record: Workshop['record'] = (tx, note) => {
      // Reading goes on without the key.
      if (whyNotRecord !== undefined) throw new CannotStart(whyNotRecord);
      appendAudit(tx, redact(note), key);
    };
    const settings = await loadSettings({
      config,
      place: { database, record, actor: person, isTerminal: true },
      report: (problem) => log.error(problem, 'the settings have a problem'),
    });
    const directory = createSlackDirectory(environment);
    const { membersOf } = directory;
    const workshop: Workshop = {
      database,
      settled: createSettledRuns(database),
      queue,
      trail: makeTrails(log, undefined).follow(undefined),
      library,
      incidents: settings.incidents,
      range: config.range === undefined ? undefined : reachRange(config.range),
      asking: () => settings.policy.asking,
      seal: config.secretKey === undefined ? undefined : makeSeal(config.secretKey),
      targetsOf: (runbook) => resolveTargets(runbook, environment),
      environmentOf: makeEnvironmentOf(database, environment),
      search: createSearch({ database, library, log, version }),
      record: (tx, note) => {
        record(tx, atTerminal(note, person));
        wakeHomes(tx, queue);
      },
      ...makeRights({
        settings,
        database,
        membersOf,
        // Nothing is started in a channel here.
        channelName: notHere,
        isTerminal: true,
        trouble: onError,
      }),
      claim: claimRequest,
      // This process walks no run: the bot's jobs do.
      hold: () => false,
      release: () => undefined,
      membersOf,
      look: notHere,
      measure: notHere,
      health: notHere,
    };
    try {
      return await work({
        workshop,
        settings,
        asker: { person, channel: '', requestKey: null },
        redact,
        directory,
        isBotRunning: async () => (await findLiving(database)).length > 0,
      });
    } finally {
      await queue.stop();
    }
  });
}

/** Where a person of Slack acts by a one-time code, the record says at whose terminal. */
function atTerminal(note: AuditNote, person: PersonId): AuditNote {
  return note.actor === person ? note : { ...note, detail: { ...note.detail, terminal: person } };
}

function notHere(): Promise<never> {
  return Promise.reject(new CannotStart('A terminal cannot ask Slack or a target for that. Say it in Slack.'));
}
