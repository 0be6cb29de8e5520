// Puts the bot together: database, queue, runbooks, duties, Slack. Everything is made once, here, and handed on.

import type { Logger } from 'pino';
import { appendAudit } from './audit/append.ts';
import { createRedactor, redactDeep, type Redactor } from './audit/redact.ts';
import { secretsOf } from './audit/secrets.ts';
import type { Config } from './config.ts';
import { openDatabase, type Database } from './db/database.ts';
import { migrate } from './db/migrate.ts';
import { createAdvance, type Advance } from './duties/advance.ts';
import { clockNow } from './duties/clock.ts';
import { createLooking, type Looking } from './duties/look.ts';
import { createMeasuring, type Measuring } from './duties/measure.ts';
import { startDuties } from './duties/start-duties.ts';
import { createAcceptor } from './handlers/accept.ts';
import { readCatalogue } from './handlers/catalogue.ts';
import { carryOut } from './handlers/carry-out.ts';
import { createLine } from './handlers/line.ts';
import { makeReception } from './handlers/receivers.ts';
import { register, type Door } from './handlers/register.ts';
import type { SlackFacts } from './health/facts.ts';
import type { Health } from './health/finding.ts';
import { logHealth, lookAtHealth } from './health/health.ts';
import { hooksOf } from './http/hooks.ts';
import { readMetrics } from './http/metrics.ts';
import { serve } from './http/serve.ts';
import { makeLog } from './log.ts';
import { loadSettings } from './incidents/load-settings.ts';
import type { IncidentSettings } from './incidents/settings.ts';
import { claimRequest } from './queue/inbox.ts';
import { openQueue, type Queue } from './queue/queue.ts';
import { loadRunbooks } from './runbooks/load.ts';
import type { Library } from './runbooks/library.ts';
import { createReaders, type Readers } from './runbooks/readers.ts';
import { loadSqlParser } from './runbooks/risk/sql-parser.ts';
import { readForPreview } from './runbooks/risk/sql-preview.ts';
import { resolveTargets } from './runbooks/targets.ts';
import { expandOrSay } from './runbooks/variables.ts';
import { createSearch } from './search/search.ts';
import { makeClients, type Clients } from './slack/clients.ts';
import { greet, openDoorToSlack } from './slack/greet.ts';
import { createPeople, type People } from './slack/people.ts';
import { watchSlack, type SlackWatch } from './slack/slack-calls.ts';
import { previewStep, probeStep, runStep } from './steps/kinds.ts';
import { fittingProcedures } from './verbs/fitting.ts';
import { runForIncident } from './verbs/run-for-incident.ts';
import type { Workshop } from './verbs/verb.ts';
import { version } from './version.ts';

export interface Bot {
  readonly log: Logger;
  /** Stops claiming, waits for the steps under way, releases the rest, closes everything. */
  stop(): Promise<void>;
}

/** How long steps under way may go on after SIGTERM. */
const drainMs = 20_000;
/** Below the pool's ten connections, so that an acknowledgement always finds one. */
const carriedOutAtOnce = 6;
const longestLine = 10_000;

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
  const redact = hideSecrets(config, () => loaded);
  const log = makeLog(config.logLevel, redact);
  const watch = watchSlack();
  const clients = makeClients(config.slack, watch);
  try {
    const { workspaceUrl } = await greet(clients.interactive, log);
    const database =
      given.database ?? (await openDatabase({ url: config.databaseUrl, folder: config.dataFolder, log }));
    if (given.database === undefined) open.push(() => database.stop());
    await migrate(database);
    loaded = await loading;
    const incidents = await loadSettings(config);
    await startWith({ config, library: loaded, redact, log, database, clients, watch, workspaceUrl, incidents }, open);
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
  readonly incidents: IncidentSettings;
}

async function startWith(ground: Ground, open: Opened): Promise<void> {
  const { config, library, log, database, clients } = ground;
  reportProblems(log, library);
  const onError = (error: unknown): void => log.error({ err: error }, 'the queue has trouble');
  const queue = await openQueue({ database, log, version, onError });
  open.push(() => queue.stop());
  const people = createPeople(clients.background);
  const { environment } = config;
  const looking = makeLooking({ environment, redact: ground.redact, log, now: () => clockNow(database) });
  open.push(() => looking.stop());
  const measuring = makeMeasuring({ environment, redact: ground.redact, log });
  open.push(() => measuring.stop());
  const tools = makeTools(ground, queue, people, { ...looking, ...measuring });
  const advance = makeAdvance(ground, tools);
  const reception = makeReception(config.slack, log);
  const { targetsOf } = tools;
  const slack = (): SlackFacts => ({
    ...ground.watch.calls(),
    mode: config.slack.mode,
    connections: reception.connections(),
  });
  const looked = { database, dataFolder: config.dataFolder, slack, library, targetsOf, executor: queue.executor };
  const health = (): Promise<Health> => lookAtHealth({ ...looked, version, redact: ground.redact });
  const workshop: Workshop = { ...tools, health, hold: advance.hold, release: advance.release };
  open.push(() => advance.drain(drainMs));
  const door = await makeDoor(ground, workshop, advance);
  await startDuties({
    ...workshop,
    log,
    people,
    client: clients.background,
    redact: door.redact,
    advance,
    workspaceUrl: ground.workspaceUrl,
    carryOut: (request) => carryOut(door, request),
    startCalled: async (handed) => {
      const called = await runForIncident(workshop, handed);
      if (called.kind === 'started' && called.run !== undefined)
        advance.handOver({ run: called.run, ready: undefined });
      return called;
    },
    fitting: (incident) => fittingProcedures(workshop, incident),
  });
  open.push(() => door.line.close());
  open.push(() => reception.receiver.stop());
  await register(config.slack, reception, door).init();
  await openDoorToSlack(() => reception.receiver.start());
  const server = await serve(config.http, {
    health,
    metrics: () => readMetrics(database, reception.connections().open > 0),
    hooks: hooksOf(workshop),
    token: config.webhookToken,
    log,
  });
  open.push(() => server.close());
  open.push(logHealth(health, log));
  // Until that is done, the search in memory answers.
  workshop.search.fill().catch((err: unknown) => log.warn({ err }, 'the search could not be prepared'));
  const procedures = library.procedureNames().length;
  log.info({ procedures, database: database.kind, slack: config.slack.mode }, 'Opsbook is ready');
}

/** Looks at targets before a plan is run; the terminal makes one of its own. */
export function makeLooking(eyes: {
  readonly environment: Config['environment'];
  readonly redact: Redactor;
  readonly log: Logger;
  readonly now: () => Promise<Date>;
}): Looking {
  const { environment, redact, log, now } = eyes;
  return createLooking({
    now,
    log,
    preview: previewStep,
    loadSqlReader: async () => {
      const parse = await loadSqlParser();
      return (text) => readForPreview(parse, text);
    },
    expand: (template) => expandOrSay(template, environment),
    redactDeep: (value) => redactDeep(value, redact),
  });
}

/** Carries checks out; the terminal makes one of its own. */
export function makeMeasuring({ environment, redact, log }: Omit<Parameters<typeof makeLooking>[0], 'now'>): Measuring {
  return createMeasuring({
    log,
    run: runStep,
    expand: (template) => expandOrSay(template, environment),
    redactDeep: (value) => redactDeep(value, redact),
  });
}

function makeAdvance({ config, redact, log }: Ground, tools: Tools): Advance {
  return createAdvance({
    ...tools,
    shelf: tools,
    log,
    run: runStep,
    probe: probeStep,
    expand: (template) => expandOrSay(template, config.environment),
    redact,
    redactDeep: (value) => redactDeep(value, redact),
  });
}

/** Secrets are looked up anew whenever runbooks were loaded anew: a new header may name a new variable. */
function hideSecrets(config: Config, library: () => Library | undefined): Redactor {
  let seen: Library['runbooks'] = [];
  let redactor = createRedactor(secretsOf(config.environment, seen));
  return (text) => {
    const { runbooks } = library() ?? { runbooks: seen };
    if (runbooks !== seen) {
      seen = runbooks;
      redactor = createRedactor(secretsOf(config.environment, seen));
    }
    return redactor(text);
  };
}

function reportProblems(log: Logger, library: Library): void {
  for (const problem of library.problems) log.warn(problem, 'a runbook has a problem');
}

/** The workshop without the hands that begin what its verbs release, and without the look at it all. */
type Tools = Omit<Workshop, 'health' | 'hold' | 'release'>;

function makeTools(
  { config, database, library, redact, log, incidents }: Ground,
  queue: Queue,
  people: People,
  { look, measure }: Pick<Looking & Measuring, 'look' | 'measure'>,
): Tools {
  return {
    database,
    queue,
    library,
    targetsOf: (runbook) => resolveTargets(runbook, config.environment),
    membersOf: people.membersOf,
    look,
    measure,
    search: createSearch({ database, library, log, version }),
    incidents,
    record: (tx, note) => appendAudit(tx, redactDeep(note, redact)),
    claim: claimRequest,
  };
}

async function makeDoor(
  { database, redact, log, clients, watch }: Ground,
  workshop: Workshop,
  advance: Advance,
): Promise<Door> {
  const acceptor = createAcceptor(database, () => line.length());
  const line = createLine({
    atOnce: carriedOutAtOnce,
    longest: longestLine,
    isCrowded: () => acceptor.isCrowded(),
  });
  return {
    workshop,
    catalogue: await readCatalogue(),
    client: clients.interactive,
    background: clients.background,
    redact: (value) => redactDeep(value, redact),
    log,
    handOver: advance.handOver,
    acceptor,
    line,
    heard: watch.heard,
  };
}
