// The log files of the practice application. Each line opens its file anew, so that a rotation takes effect at once.

import { appendFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Journal {
  readonly debug: (kind: string, text: string) => void;
  readonly info: (kind: string, text: string) => void;
  readonly error: (kind: string, text: string) => void;
  readonly access: (method: string, path: string, status: number) => void;
}

/** `level` as in the settings: with `DEBUG` the finer lines are written too. */
export function openJournal(folder: string, level: string): Journal {
  const write = (name: string, line: string): void => appendFileSync(join(folder, name), `${line}\n`);
  const app = (word: string, kind: string, text: string): void =>
    write('app.log', `${new Date().toISOString()} ${word} ${kind}: ${text}`);
  return {
    debug: (kind, text) => {
      if (level === 'DEBUG') app('DEBUG', kind, text);
    },
    info: (kind, text) => app('INFO', kind, text),
    error: (kind, text) => {
      app('ERROR', kind, text);
      write('errors.json', JSON.stringify({ at: new Date().toISOString(), kind, text }));
    },
    access: (method, path, status) =>
      write('access.log', `127.0.0.1 ${new Date().toISOString()} HTTP Request ${method} ${path} ${String(status)}`),
  };
}
