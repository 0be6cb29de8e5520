// Reads the two files that the practice application takes its settings from: `src/config.py` and `.env`. Pure.

const assignment = /^([A-Z][A-Z_0-9]*) ?= ?("?)([^"#\n]*?)\2 *(?:#.*)?$/gm;

/** Every `NAME = value`, without quotes and comments. */
export function assignmentsIn(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries([...text.matchAll(assignment)].map(([, name = '', , value = '']) => [name, value]));
}

/** What the running process goes by. */
export interface Settings {
  readonly version: string;
  readonly logLevel: string;
  readonly cacheTtlSeconds: number;
  readonly cacheBackend: string;
  readonly workers: number;
  readonly rateLimited: boolean;
  readonly sessionLimit: number;
  readonly sessionLimitOff: boolean;
  readonly toolTimeoutSeconds: number;
  readonly provider: string;
  readonly model: string;
  readonly databaseUrl: string;
  readonly waqiUrl: string;
  readonly waqiKey: string;
}

const yes = (word: string | undefined): boolean => /^true$/i.test(word ?? '');

export function settingsFrom(version: string, config: string, env: string): Settings {
  const set = assignmentsIn(config);
  const own = assignmentsIn(env);
  return {
    version,
    logLevel: set['LOG_LEVEL'] ?? 'INFO',
    cacheTtlSeconds: Number(set['CACHE_TTL'] ?? 300),
    cacheBackend: set['CACHE_BACKEND'] ?? 'memory',
    workers: Number(own['WEB_CONCURRENCY'] ?? 1),
    rateLimited: yes(set['RATE_LIMIT_ENABLED']),
    sessionLimit: Number(set['MAX_MESSAGES_PER_SESSION'] ?? 100),
    sessionLimitOff: yes(own['DISABLE_SESSION_LIMIT']),
    toolTimeoutSeconds: Number(set['TOOL_TIMEOUT'] ?? 10),
    provider: own['AI_PROVIDER'] ?? 'ollama',
    model: own['AI_MODEL'] ?? 'qwen2.5:3b',
    databaseUrl: own['DATABASE_URL'] ?? 'sqlite:///data/aeris_agent.db',
    waqiUrl: own['WAQI_BASE_URL'] ?? '',
    waqiKey: own['WAQI_API_KEY'] ?? '',
  };
}
