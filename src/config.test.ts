import { describe, expect, test } from 'vitest';
import { readBase, readConfig, type Environment } from './config.ts';
import { CannotStart } from './errors.ts';

const socket = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' };
const http = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's3cr3t' };

describe('what is read', () => {
  test.each<[string, Environment, object]>([
    [
      'Socket Mode',
      socket,
      { slack: { mode: 'socket', botToken: 'xoxb-1', appToken: 'xapp-1', apiUrl: 'https://slack.com/api/' } },
    ],
    ['HTTP mode', { ...http, PORT: '8443' }, { slack: { mode: 'http', signingSecret: 's3cr3t', port: 8443 } }],
    ['both: the app token wins', { ...http, ...socket }, { slack: { mode: 'socket' } }],
    [
      'tokens with the line end of their file',
      { SLACK_BOT_TOKEN: 'xoxb-1\n', SLACK_APP_TOKEN: ' xapp-1' },
      { slack: { botToken: 'xoxb-1', appToken: 'xapp-1' } },
    ],
    [
      'defaults, also for what is set to nothing',
      { ...socket, DATABASE_URL: '', OPSBOOK_DATA: '', OPSBOOK_RUNBOOKS: '', OPSBOOK_HTTP_PORT: '', LOG_LEVEL: '' },
      {
        databaseUrl: undefined,
        dataFolder: './.opsbook',
        runbookFolders: ['./runbooks'],
        http: { host: '127.0.0.1', port: 8080 },
        logLevel: 'info',
      },
    ],
    ['several folders', { ...socket, OPSBOOK_RUNBOOKS: '/a::/b:' }, { runbookFolders: ['/a', '/b'] }],
    ['any free port', { ...socket, OPSBOOK_HTTP_PORT: '0' }, { http: { port: 0 } }],
    [
      'another Slack',
      { ...socket, SLACK_API_URL: 'http://127.0.0.1:9/api/' },
      { slack: { apiUrl: 'http://127.0.0.1:9/api/' } },
    ],
  ])('%s', (_name, environment, config) => {
    expect(readConfig(environment)).toMatchObject(config);
  });
});

describe('what is wrong is named, and no secret is', () => {
  test.each<[string, Environment, RegExp[]]>([
    ['nothing is set', {}, [/SLACK_BOT_TOKEN is not set/, /neither SLACK_APP_TOKEN .* nor SLACK_SIGNING_SECRET/]],
    [
      'swapped tokens',
      { SLACK_BOT_TOKEN: 'xapp-1', SLACK_APP_TOKEN: 'xoxb-1' },
      [/starts with xoxb-/, /starts with xapp-/],
    ],
    ['only blanks', { ...socket, SLACK_BOT_TOKEN: ' ' }, [/SLACK_BOT_TOKEN is not set/]],
    ['a port that is a word', { ...http, PORT: 'http' }, [/^Opsbook cannot start: PORT must be a port number/]],
    ['a port that is a blank', { ...http, PORT: ' ' }, [/PORT/]],
    ['a port beyond the last', { ...http, PORT: '65536' }, [/PORT/]],
    ['a port in hexadecimal', { ...socket, OPSBOOK_HTTP_PORT: '0x50' }, [/OPSBOOK_HTTP_PORT/]],
    [
      'an address without a scheme',
      { ...socket, SLACK_API_URL: 'localhost:3000/api/' },
      [/SLACK_API_URL must be an http/],
    ],
    ['a level that does not exist', { ...socket, LOG_LEVEL: 'loud' }, [/LOG_LEVEL must be one of trace, debug/]],
    ['no folder at all', { ...socket, OPSBOOK_RUNBOOKS: ':' }, [/OPSBOOK_RUNBOOKS names no folder/]],
    ['two things', { ...socket, LOG_LEVEL: 'loud', OPSBOOK_HTTP_PORT: '-1' }, [/LOG_LEVEL/, /OPSBOOK_HTTP_PORT/]],
    [
      'secrets in the wrong place',
      { SLACK_BOT_TOKEN: 'hunter2hunter2', SLACK_APP_TOKEN: 'hunter2hunter2' },
      [/^((?!hunter2).)*$/],
    ],
  ])('%s', (_name, environment, sentences) => {
    expect(() => readConfig(environment)).toThrow(CannotStart);
    for (const sentence of sentences) expect(() => readConfig(environment)).toThrow(sentence);
  });
});

test('the terminal’s verbs need no Slack', () => {
  expect(readBase({ DATABASE_URL: 'postgres://h/d' })).toMatchObject({ databaseUrl: 'postgres://h/d' });
});
