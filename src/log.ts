// The log: JSON lines with static messages and data in fields; every line passes the redactor before it is written.

import { pino, type Logger } from 'pino';
import type { Hide } from './audit/redact.ts';

export function makeLog(level: string, redact: Hide): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime, hooks: { streamWrite: redact } });
}
