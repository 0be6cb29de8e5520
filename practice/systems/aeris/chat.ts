// One question to the practice application: the session's limit, the tool, the model, the session's record. What goes wrong is in the
// answer and in the log.

import type { Journal } from './journal.ts';
import type { Settings } from './settings.ts';
import type { Store } from './store.ts';

export interface Chat {
  readonly ask: (session: string, message: string) => Promise<{ readonly status: number; readonly body: object }>;
  /** Tools or the model failed the last time. */
  readonly impaired: () => boolean;
  readonly breaker: () => 'closed' | 'open';
  readonly toolCalls: () => number;
}

interface Options {
  readonly settings: Settings;
  readonly store: Store;
  readonly journal: Journal;
  /** The address below which the providers are. */
  readonly outside: string;
  readonly openAiKey: string;
}

const breakerOpensAfter = 5;

export function createChat({ settings, store, journal, outside, openAiKey }: Options): Chat {
  let failures = 0;
  let impaired = false;
  let calls = 0;

  async function tool(): Promise<string> {
    if (failures >= breakerOpensAfter) throw new Error('circuit breaker of waqi is open');
    calls += 1;
    try {
      if (settings.toolTimeoutSeconds <= 0) throw new Error('waqi did not answer within 0 s');
      const response = await fetch(`${settings.waqiUrl}/feed/london/?token=${settings.waqiKey}`, {
        signal: AbortSignal.timeout(settings.toolTimeoutSeconds * 1000),
      });
      if (!response.ok) throw new Error(`waqi answered HTTP ${String(response.status)}`);
      failures = 0;
      return await response.text();
    } catch (thrown) {
      failures += 1;
      if (failures === breakerOpensAfter) journal.error('CircuitBreaker', 'waqi failed 5 times: the breaker is open');
      throw thrown;
    }
  }

  async function model(prompt: string): Promise<void> {
    const local = settings.provider === 'ollama';
    const response = await fetch(`${outside}${local ? '/ollama/api/generate' : '/openai/v1/models'}`, {
      method: local ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${openAiKey}` },
      ...(local ? { body: JSON.stringify({ model: settings.model, prompt, stream: false }) } : {}),
    }).catch(() => undefined);
    if (response?.ok !== true)
      throw new Error(`${settings.provider} answered ${String(response?.status ?? 'nothing')}`);
  }

  async function ask(session: string, message: string): Promise<{ status: number; body: object }> {
    const refuse = (status: number, kind: string, error: string): { status: number; body: object } => {
      journal.error(kind, `${error} session_id=${session}`);
      return { status, body: { session_id: session, error } };
    };
    const begun = Date.now();
    journal.debug('Agent', `question of ${String(message.length)} characters session_id=${session}`);
    try {
      const had = await store.messagesOf(session);
      if (had >= settings.sessionLimit && !settings.sessionLimitOff)
        return refuse(429, 'SessionLimit', `session has ${String(had)} messages: start a new one`);
    } catch (thrown) {
      return refuse(503, 'DatabaseError', reason(thrown));
    }
    impaired = true;
    let air;
    try {
      air = await tool();
    } catch (thrown) {
      return refuse(502, 'ToolError', `Tool execution failed: ${reason(thrown)}`);
    }
    try {
      await model(message);
    } catch (thrown) {
      return refuse(503, 'ModelError', `Model unavailable: ${reason(thrown)}`);
    }
    impaired = false;
    const response = `The air in London is moderate (${String(air.length)} bytes of readings).`;
    try {
      await store.add(session, message, response);
    } catch (thrown) {
      return refuse(503, 'DatabaseError', reason(thrown));
    }
    const took = Date.now() - begun;
    journal.info('Agent', `tool execution time ${String(took)} ms session_id=${session}`);
    return { status: 200, body: { session_id: session, response, tools_used: ['waqi'] } };
  }

  return {
    ask,
    impaired: () => impaired,
    breaker: () => (failures >= breakerOpensAfter ? 'open' : 'closed'),
    toolCalls: () => calls,
  };
}

function reason(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
