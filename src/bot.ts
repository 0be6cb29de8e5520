// Puts the bot together: database, queue, runbooks, duties, Slack. Everything is made once, here, and handed on.

import type { Logger } from 'pino';
import { appendAudit } from './audit/append.ts';
import { hideSecrets } from './audit/hide-secrets.ts';
import { createRedact, redactDeep, type Redactor } from './audit/redact.ts';
import { takeUpKey } from './audit/take-up-key.ts';
import { makeSeal } from './codes/seal.ts';
import type { Config } from './config.ts';
import { openDatabase, type Database } from './db/database.ts';
import { migrate } from './db/migrate.ts';
import { createAdvance, type Advance } from './duties/advance.ts';
import { clockNow } from './duties/clock.ts';
import type { Looking } from './duties/look.ts';
import type { Measuring } from './duties/measure.ts';
import { startDuties } from './duties/start-duties.ts';
import { CannotStart } from './errors.ts';
import { carryOut } from './handlers/carry-out.ts';
import { openDoor } from './handlers/open-door.ts';
import { makeReception } from './handlers/receivers.ts';
import { register } from './handlers/register.ts';
import type { SlackFacts } from './health/facts.ts';
import type { Health } from './health/finding.ts';
import { logHealth, lookAtHealth } from './health/health.ts';
import { wakeHomes } from './home/home-views.ts';
import { hooksOf } from './http/hooks.ts';
import { readMetrics } from './http/metrics.ts';
import { serve } from './http/serve.ts';
import { makeEnvironmentOf } from './drills/environment-of.ts';
import { reachRange } from './drills/range.ts';
import { makeLooking, makeMeasuring } from './instruments.ts';
import { makeLog } from './log.ts';
import { claimRequest } from './queue/inbox.ts';
import { openQueue, type Queue } from './queue/queue.ts';
import { loadRunbooks } from './runbooks/load.ts';
import type { Library } from './runbooks/library.ts';
import { createReaders, type Readers } from './runbooks/readers.ts';
import { resolveTargets } from './runbooks/targets.ts';
import { expandFrom } from './runs/drill-shelf.ts';
import { createSettledRuns } from './runs/settled.ts';
import { createSearch } from './search/search.ts';
import { loadSettings, type Settings } from './settings/load-settings.ts';
import { watchDoubts } from './settings/watch-doubts.ts';
import { createChannelNames } from './slack/channel-names.ts';
import { makeClients, type Clients } from './slack/clients.ts';
import { greet, openDoorToSlack } from './slack/greet.ts';
import { createPeople, type People } from './slack/people.ts';
import { watchSlack, type SlackWatch } from './slack/slack-calls.ts';
import { probeStep, runStep } from './steps/kinds.ts';
import { workForDuties } from './verbs/for-duties.ts';
import { makePatientRights, makeRights, type Patient } from './verbs/rights.ts';
import type { Workshop } from './verbs/verb.ts';
import { openTracer } from './trail/open-tracer.ts';
import type { Tracer } from './trail/tracer.ts';
import { makeTrails, type Trails } from './trail/trail.ts';
import { version } from './version.ts';

export interface Bot {
  readonly log: Logger;
  /** Stops claiming, waits for the steps under way, releases the rest, closes everything. */
  stop(): Promise<void>;
}

/** How long steps under way may go on after SIGTERM. */
const drainMs = 20_000;
/** What the caller has already, and ends itself. */
export interface Given {
  readonly database?: Database;
  readonly readers?: Readers;
}

export async function startBot(config: Config, given: Given = {}): Promise<Bot> {
  const readers = given.readers ?? createReaders();
  const open: Opened = given.readers === undefined ? [() => readers.stop()] : [];
  // Another process reads the pages, so Slack and the database are met meanwhile.
  const loading = loadRunbooks(config.runbookFolders, readers);
  loading.catch(() => undefined);
  let loaded: Library | undefined;
  const redact = hideSecrets(config.environment, () => loaded?.runbooks);
  const log = makeLog(config.logLevel, redact);
  const watch = watchSlack();
  const clients = makeClients(config.slack, watch);
  try {
    const tracer = await openTracer(config.tracing, { log, redact, version });
    if (tracer !== undefined) open.push(() => tracer.stop());
    const trails = makeTrails(log, tracer);
    const { workspaceUrl } = await greet(clients.interactive, log);
    const database =
      given.database ?? (await openDatabase({ url: config.databaseUrl, folder: config.dataFolder, log }));
    if (given.database === undefined) open.push(() => database.stop());
    await migrate(database);
    const refusal = await takeUpKey(database, config.auditKeys[0]);
    if (refusal !== undefined) throw new CannotStart(refusal);
    loaded = await loading;
    const record: Workshop['record'] = (tx, note) => appendAudit(tx, redactDeep(note, redact), config.auditKeys[0]);
    const settings = await loadSettings({
      config,
      place: { database, record, actor: 'opsbook', isTerminal: false },
      report: (problem) => log.warn(problem, 'the settings have a problem, and what they said before is still used'),
    });
    await startWith(
      {
        config,
        library: loaded,
        redact,
        log,
        database,
        clients,
        watch,
        workspaceUrl,
        settings,
        record,
        trails,
        tracer,
      },
      open,
    );
  } catch (thrown) {
    await closeAll(open);
    throw thrown;
  }
  return {
    log,
    stop: async () => {
      await closeAll(open);
      log.info('Opsbook has stopped');
    },
  };
}

/** What has to be closed again, in the order it was opened. */
type Opened = (() => unknown)[];

async function closeAll(open: Opened): Promise<void> {
  for (const close of open.splice(0).reverse()) await close();
}

interface Ground {
  readonly config: Config;
  readonly library: Library;
  readonly redact: Redactor;
  readonly log: Logger;
  readonly database: Database;
  readonly clients: Clients;
  readonly watch: SlackWatch;
  readonly workspaceUrl: string;
  readonly settings: Settings;
  readonly record: Workshop['record'];
  readonly trails: Trails;
  readonly tracer: Tracer | undefined;
}

async function startWith(ground: Ground, open: Opened): Promise<void> {
  const { config, library, log, database, clients } = ground;
  reportProblems(log, library);
  const onError = (error: unknown): void => log.error({ err: error }, 'the queue has trouble');
  const queue = await openQueue({ database, log, version, onError });
  open.push(() => queue.stop());
  const people = createPeople(clients.background);
  const { environment } = config;
  const environmentOf = makeEnvironmentOf(database, environment);
  const looking = makeLooking({ environmentOf, redact: ground.redact, log, now: () => clockNow(database) });
  open.push(() => looking.stop());
  const measuring = makeMeasuring({ environment, redact: ground.redact, log });
  open.push(() => measuring.stop());
  const sources = sourcesOf(ground, people);
  const tools = makeTools(ground, queue, { sources, ...looking, ...measuring });
  const advance = makeAdvance(ground, tools);
  const reception = makeReception(config.slack, log);
  const { targetsOf } = tools;
  const slack = (): SlackFacts => ({
    ...ground.watch.calls(),
    mode: config.slack.mode,
    connections: reception.connections(),
  });
  const looked = { database, dataFolder: config.dataFolder, slack, library, targetsOf, executor: queue.executor };
  const { strangersAmong } = people;
  const doubts = watchDoubts({ file: config.configFile, settings: ground.settings, library, strangersAmong, log });
  void doubts.problems();
  const health = (): Promise<Health> => lookAtHealth({ ...looked, settings: doubts, version, redact: ground.redact });
  const workshop: Workshop = { ...tools, health, hold: advance.hold, release: advance.release };
  open.push(() => advance.drain(drainMs));
  const door = await openDoor({
    workshop,
    patient: { ...workshop, ...makePatientRights(sources) },
    clients,
    redact: createRedact(ground.redact),
    log,
    trails: ground.trails,
    handOver: advance.handOver,
    perMinute: config.commandsPerMinute,
    heard: ground.watch.heard,
  });
  await startDuties({
    ...workshop,
    log,
    trails: ground.trails,
    people,
    client: clients.background,
    redact: door.redact,
    advance,
    workspaceUrl: ground.workspaceUrl,
    carryOut: (request) => carryOut(door, request),
    ...workForDuties(workshop, (run) => advance.handOver({ run, ready: undefined })),
  });
  open.push(() => door.line.close());
  open.push(() => reception.receiver.stop());
  await register(config.slack, reception, door).init();
  await openDoorToSlack(() => reception.receiver.start());
  const server = await serve(config.http, {
    health,
    metrics: () =>
      readMetrics(database, {
        isConnected: reception.connections().open > 0,
        spansLost: ground.tracer?.lost() ?? 0,
      }),
    hooks: hooksOf(workshop, door.redact),
    hookToken: config.webhookToken,
    metricsToken: config.metricsToken,
    log,
  });
  open.push(() => server.close());
  open.push(logHealth(health, log));
  // Until that is done, the search in memory answers.
  workshop.search.fill().catch((err: unknown) => log.warn({ err }, 'the search could not be prepared'));
  const procedures = library.procedureNames().length;
  log.info({ procedures, database: database.kind, slack: config.slack.mode }, 'Opsbook is ready');
}

function makeAdvance({ redact, log, trails }: Ground, tools: Tools): Advance {
  return createAdvance({
    ...tools,
    shelf: tools,
    log,
    trails,
    run: runStep,
    probe: probeStep,
    expandFor: expandFrom(tools.environmentOf),
    redact,
    redactDeep: (value) => redactDeep(value, redact),
  });
}

function reportProblems(log: Logger, library: Library): void {
  for (const problem of library.problems) log.warn(problem, 'a runbook has a problem');
}

/** What a right hangs on. */
function sourcesOf({ database, settings, clients }: Ground, { membersOf }: People): Patient {
  return { database, settings, membersOf, channelName: createChannelNames(clients.background) };
}

/** The workshop without the hands that begin what its verbs release, and without the look at it all. */
type Tools = Omit<Workshop, 'health' | 'hold' | 'release'>;

function makeTools(
  { config, database, library, log, settings, record, trails }: Ground,
  queue: Queue,
  { sources, look, measure }: { readonly sources: Patient } & Pick<Looking & Measuring, 'look' | 'measure'>,
): Tools {
  return {
    database,
    settled: createSettledRuns(database),
    queue,
    trail: trails.follow(undefined),
    library,
    targetsOf: (runbook) => resolveTargets(runbook, config.environment),
    environmentOf: makeEnvironmentOf(database, config.environment),
    asking: () => settings.policy.asking,
    seal: config.secretKey === undefined ? undefined : makeSeal(config.secretKey),
    membersOf: sources.membersOf,
    look,
    measure,
    search: createSearch({ database, library, log, version }),
    incidents: settings.incidents,
    range: config.range === undefined ? undefined : reachRange(config.range),
    record: (tx, note) => {
      record(tx, note);
      wakeHomes(tx, queue);
    },
    ...makeRights({ ...sources, trouble: (err) => log.warn({ err }, 'Slack could not say what a right hangs on') }),
    claim: claimRequest,
  };
}
