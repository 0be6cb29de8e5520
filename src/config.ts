// The only reader of the environment. Names everything that is missing or wrong at once, in words.

import { z } from 'zod';
import { auditKey, shortestKey, type AuditKey } from './audit/key.ts';
import { CannotStart } from './errors.ts';
import { parseDuration } from './runbooks/duration.ts';
import { readTracing, type TracingSettings } from './trail/tracing-settings.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export type SlackConfig =
  | { readonly mode: 'socket'; readonly botToken: string; readonly appToken: string; readonly apiUrl: string }
  | {
      readonly mode: 'http';
      readonly botToken: string;
      readonly signingSecret: string;
      readonly host: string;
      readonly port: number;
      readonly apiUrl: string;
    };

export interface Config {
  readonly slack: SlackConfig;
  readonly databaseUrl: string | undefined;
  readonly dataFolder: string;
  readonly runbookFolders: readonly string[];
  /** Who may call the webhooks; without it they are off. */
  readonly webhookToken: string | undefined;
  /** Who may read the metrics; without it everybody on this machine, and nobody from elsewhere. */
  readonly metricsToken: string | undefined;
  /** Seals the record. The present key first, then those that it replaced, which can only verify; none when it is empty. */
  readonly auditKeys: readonly AuditKey[];
  /** Where drills find their practice systems; without it there are none. */
  readonly range: { readonly url: string; readonly token: string } | undefined;
  /** With which the keys of one-time codes are sealed; without it there are no such codes. */
  readonly secretKey: string | undefined;
  /** Health, metrics and webhooks. */
  readonly http: { readonly host: string; readonly port: number };
  /** How many commands one person may type in a minute; undefined for no limit. */
  readonly commandsPerMinute: number | undefined;
  /** `opsbook.yaml`; where there is none, everything is as usual. */
  readonly configFile: string;
  readonly logLevel: string;
  /** Where traces go; without it there are none. */
  readonly tracing: TracingSettings | undefined;
  /** IANA name of the zone in which days begin and schedules count. */
  readonly timezone: string;
  /** Where incidents are announced and checks, checklists and digests are posted, by id or name. */
  readonly announceChannel: string | undefined;
  /** Milliseconds between two updates of an incident. */
  readonly updateEveryMs: number;
  /** The environment that `${NAME}` in front matter and shell targets are read from. */
  readonly environment: Environment;
}

/** Says everything that is wrong in one sentence, and keeps it apart for whoever lists it. */
export class BadEnvironment extends CannotStart {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`Opsbook cannot start: ${problems.join('; ')}. Correct the environment and start it again.`);
    this.problems = problems;
  }
}

const port = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .pipe(z.number().max(65_535));
const levels = z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']);

/** Everything but Slack: enough for the terminal verbs that only need the database and the runbooks. */
export function readBase(environment: Environment): Omit<Config, 'slack'> {
  const problems: string[] = [];
  const httpPort = port.safeParse(environment['OPSBOOK_HTTP_PORT'] || '8080');
  if (!httpPort.success) problems.push('OPSBOOK_HTTP_PORT must be a port number, 0 to 65535');
  const level = levels.safeParse(environment['LOG_LEVEL'] || 'info');
  if (!level.success) problems.push(`LOG_LEVEL must be one of ${levels.options.join(', ')}`);
  const timezone = environment['OPSBOOK_TIMEZONE'] || 'UTC';
  if (!isTimezone(timezone))
    problems.push(`OPSBOOK_TIMEZONE must be the name of a time zone such as UTC or Europe/Berlin, not ${timezone}`);
  const updateEveryMs = parseDuration(environment['OPSBOOK_UPDATE_EVERY'] || '15m');
  if (updateEveryMs === undefined) problems.push('OPSBOOK_UPDATE_EVERY must be a time such as 15m or 1h');
  const commandLimit = limitOf(environment['OPSBOOK_RATE_LIMIT'] || '30');
  if (commandLimit === undefined)
    problems.push('OPSBOOK_RATE_LIMIT must be how many commands a person may type in a minute, 5 to 10000, or off');
  const runbookFolders = (environment['OPSBOOK_RUNBOOKS'] || './runbooks').split(':').filter((folder) => folder !== '');
  if (runbookFolders.length === 0) problems.push('OPSBOOK_RUNBOOKS names no folder');
  const secretKey = environment['OPSBOOK_SECRET_KEY'] || undefined;
  if (secretKey !== undefined && secretKey.length < 32)
    problems.push('OPSBOOK_SECRET_KEY must have 32 characters or more, such as openssl rand -hex 32 gives');
  const auditKeys = readAuditKeys(environment, problems);
  const tracing = readTracing(environment, problems);
  const range = readRange(environment, problems);
  if (
    problems.length > 0 ||
    !httpPort.success ||
    !level.success ||
    updateEveryMs === undefined ||
    commandLimit === undefined
  )
    throw new BadEnvironment(problems);
  return {
    databaseUrl: environment['DATABASE_URL'] || undefined,
    dataFolder: environment['OPSBOOK_DATA'] || './.opsbook',
    runbookFolders,
    http: { host: hostOf(environment), port: httpPort.data },
    commandsPerMinute: commandLimit.perMinute,
    configFile: environment['OPSBOOK_CONFIG'] || './opsbook.yaml',
    logLevel: level.data,
    tracing,
    timezone,
    announceChannel: environment['OPSBOOK_ANNOUNCE_CHANNEL'] || undefined,
    updateEveryMs,
    secretKey,
    webhookToken: environment['OPSBOOK_WEBHOOK_TOKEN'] || undefined,
    metricsToken: environment['OPSBOOK_METRICS_TOKEN'] || undefined,
    auditKeys,
    range,
    environment,
  };
}

function readRange(environment: Environment, problems: string[]): Config['range'] {
  const [url, token] = [environment['OPSBOOK_RANGE_URL'] || '', environment['OPSBOOK_RANGE_TOKEN'] || ''];
  if (url === '' && token === '') return undefined;
  if (url === '' || token === '')
    problems.push('OPSBOOK_RANGE_URL and OPSBOOK_RANGE_TOKEN belong together; set both as opsbook range prints them');
  else if (!/^https?:\/\//.test(url) || !URL.canParse(url))
    problems.push('OPSBOOK_RANGE_URL must be an address such as http://127.0.0.1:8766, as opsbook range prints it');
  return { url, token };
}

function readAuditKeys(environment: Environment, problems: string[]): AuditKey[] {
  const present = environment['OPSBOOK_AUDIT_KEY'] || '';
  const earlier = (environment['OPSBOOK_AUDIT_OLD_KEYS'] || '').split(/[\s,]+/).filter((key) => key !== '');
  if (present === '' && earlier.length > 0)
    problems.push('OPSBOOK_AUDIT_OLD_KEYS is set without OPSBOOK_AUDIT_KEY, the key that replaced them');
  if ([present, ...earlier].some((key) => key !== '' && key.length < shortestKey))
    problems.push(
      `the keys in OPSBOOK_AUDIT_KEY and OPSBOOK_AUDIT_OLD_KEYS need ${shortestKey} characters or more; openssl rand -hex 32 makes one`,
    );
  return [present, ...earlier].filter((key) => key !== '').map(auditKey);
}

/** Who is at the terminal: `OPSBOOK_USER`, else as the operating system calls them. */
export function readUser(environment: Environment, systemName: () => string | undefined): string {
  const name = environment['OPSBOOK_USER'] || systemName();
  if (name === undefined)
    throw new CannotStart('This system has no name for you, and the record needs one. Set OPSBOOK_USER=<your name>.');
  if (!/^[A-Za-z0-9][A-Za-z0-9._@+-]{0,63}$/.test(name))
    throw new CannotStart(
      `${JSON.stringify(name)} cannot stand in the record as a name. Set OPSBOOK_USER to letters, digits and . _ @ + -, 64 at most.`,
    );
  return name;
}

export function readConfig(environment: Environment): Config {
  return { ...readBase(environment), slack: readSlack(environment) };
}

/** Undefined when it is neither `off` nor such a number. */
function limitOf(text: string): { readonly perMinute: number | undefined } | undefined {
  if (text === 'off') return { perMinute: undefined };
  const perMinute = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return perMinute >= 5 && perMinute <= 10_000 ? { perMinute } : undefined;
}

function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** Loopback unless told otherwise. */
function hostOf(environment: Environment): string {
  return environment['OPSBOOK_HTTP_HOST'] || '127.0.0.1';
}

export function readSlack(environment: Environment): SlackConfig {
  const botToken = (environment['SLACK_BOT_TOKEN'] ?? '').trim();
  const appToken = (environment['SLACK_APP_TOKEN'] ?? '').trim();
  const signingSecret = (environment['SLACK_SIGNING_SECRET'] ?? '').trim();
  const apiUrl = environment['SLACK_API_URL'] || 'https://slack.com/api/';
  const listen = port.safeParse(environment['PORT'] || '3000');
  const problems: string[] = [];
  if (botToken === '') problems.push('SLACK_BOT_TOKEN is not set (the bot token, xoxb-…)');
  else if (!botToken.startsWith('xoxb-'))
    problems.push('SLACK_BOT_TOKEN must be a bot token, which starts with xoxb- (see OAuth & Permissions of your app)');
  if (appToken !== '' && !appToken.startsWith('xapp-'))
    problems.push(
      'SLACK_APP_TOKEN must be an app-level token, which starts with xapp- (see Basic Information of your app)',
    );
  if (appToken === '' && signingSecret === '')
    problems.push('neither SLACK_APP_TOKEN (Socket Mode) nor SLACK_SIGNING_SECRET (HTTP mode) is set');
  if (!listen.success) problems.push('PORT must be a port number, 0 to 65535');
  if (!/^https?:\/\//.test(apiUrl) || !URL.canParse(apiUrl))
    problems.push('SLACK_API_URL must be an http or https address such as https://slack.com/api/');
  if (problems.length > 0 || !listen.success) throw new BadEnvironment(problems);
  return appToken === ''
    ? { mode: 'http', botToken, signingSecret, host: hostOf(environment), port: listen.data, apiUrl }
    : { mode: 'socket', botToken, appToken, apiUrl };
}
