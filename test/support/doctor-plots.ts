// What can be wrong where Opsbook is to run, one fault each, and what the doctor has to say of it.

import path from 'node:path';
import type { LocalSlack } from '../../practice/slack/local-slack.ts';

const approvers = 'approvers: ["@ace-approvers"]';
const target = (declared: string): string => page(`${approvers}\ntargets:\n  it: ${declared}`);

export interface Plot {
  readonly check: string;
  readonly say: string;
  readonly cure: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** What is known in the town only. */
  readonly also?: (town: Town) => Readonly<Record<string, string>>;
  readonly runbook?: string;
  readonly settings?: string;
}

export const page = (front: string, settings = 'id: look'): string => `---
system: shop
owners: ["@ace-oncall"]
${front}
---
# Shop

## Look

\`\`\`yaml procedure
${settings}
\`\`\`

- [ ] Look.
`;

/** Where the faults are planted. */
export interface Town {
  readonly folder: string;
  readonly slack: LocalSlack;
  /** Whose app lacks a scope. */
  readonly poorer: LocalSlack;
  readonly url: string | undefined;
  readonly newerUrl: string | undefined;
  readonly laterUrl: string | undefined;
  /** A port on which something listens that is no Opsbook, and one on which nothing does. */
  readonly taken: number;
  readonly closed: number;
}

export const plots: Readonly<Record<string, Plot>> = {
  'no bot token': {
    environment: { SLACK_BOT_TOKEN: '' },
    check: 'environment',
    say: 'SLACK_BOT_TOKEN is not set',
    cure: 'Correct it in the environment',
  },
  'a range without its token': {
    environment: { OPSBOOK_RANGE_URL: 'http://127.0.0.1:8766' },
    check: 'environment',
    say: 'OPSBOOK_RANGE_URL and OPSBOOK_RANGE_TOKEN belong together',
    cure: 'Correct it in the environment',
  },
  'a range that is away': {
    also: ({ closed }) => ({ OPSBOOK_RANGE_URL: `http://127.0.0.1:${closed}`, OPSBOOK_RANGE_TOKEN: 'practice' }),
    check: 'range',
    say: 'The practice range does not answer.',
    cure: 'Start it with `opsbook range`',
  },
  'a token of the wrong kind': {
    also: ({ slack }) => ({ SLACK_BOT_TOKEN: slack.appToken }),
    check: 'environment',
    say: 'SLACK_BOT_TOKEN must be a bot token',
    cure: 'Correct it in the environment',
  },
  'a port that is none': {
    environment: { OPSBOOK_HTTP_PORT: 'eighty' },
    check: 'environment',
    say: 'OPSBOOK_HTTP_PORT must be a port number',
    cure: 'Correct it in the environment',
  },
  'a bot token that Slack does not know': {
    environment: { SLACK_BOT_TOKEN: 'xoxb-not-this-one' },
    check: 'token',
    say: 'Slack does not know SLACK_BOT_TOKEN',
    cure: 'Copy the bot token (xoxb-…) from OAuth & Permissions',
  },
  'a Slack that does not answer': {
    also: ({ closed }) => ({ SLACK_API_URL: `http://127.0.0.1:${closed}/api/` }),
    check: 'token',
    say: 'Slack does not answer at http://127.0.0.1',
    cure: 'Look at the network, a proxy and SLACK_API_URL',
  },
  'a scope that was not granted': {
    also: ({ poorer }) => ({
      SLACK_API_URL: poorer.apiUrl,
      SLACK_BOT_TOKEN: poorer.botToken,
      SLACK_APP_TOKEN: poorer.appToken,
    }),
    check: 'scopes',
    say: 'The app lacks usergroups:read',
    cure: 'install it to the workspace again',
  },
  'an app token that Slack does not know': {
    environment: { SLACK_APP_TOKEN: 'xapp-not-this-one' },
    check: 'socket',
    say: 'Slack refused SLACK_APP_TOKEN: invalid_auth',
    cure: 'connections:write',
  },
  'a signing secret that is none': {
    environment: { SLACK_APP_TOKEN: '', SLACK_SIGNING_SECRET: 'hush', PORT: '0' },
    check: 'signing',
    say: 'SLACK_SIGNING_SECRET is not 32 hexadecimal digits',
    cure: 'Copy the Signing Secret',
  },
  'a database that is not there': {
    also: ({ closed }) => ({ DATABASE_URL: `postgres://opsbook:hunter2hunter2@127.0.0.1:${closed}/opsbook` }),
    check: 'database',
    say: 'connection refused',
    cure: 'Start it or correct DATABASE_URL.',
  },
  'a database of another name': {
    also: ({ url }) => ({ DATABASE_URL: withPath(url, '/nowhere') }),
    check: 'database',
    say: 'has no database "nowhere"',
    cure: 'Create it or correct DATABASE_URL.',
  },
  'a database that takes no changes': {
    also: ({ url }) => ({ DATABASE_URL: withOption(url, 'default_transaction_read_only=on') }),
    check: 'database',
    say: 'The database takes no changes',
    cure: 'Point DATABASE_URL at the primary',
  },
  'a role that may not write': {
    also: ({ url }) => ({ DATABASE_URL: withOption(url, 'role=pg_monitor') }),
    check: 'database',
    say: 'pg_monitor may not make a schema',
    cure: 'grant create on database',
  },
  'a database of a newer version': {
    also: ({ newerUrl }) => ({ DATABASE_URL: newerUrl ?? '' }),
    check: 'database',
    say: 'prepared by a newer Opsbook (9999_more.sql)',
    cure: 'Start that version or restore an older backup.',
  },
  'a clock that is late': {
    also: ({ laterUrl }) => ({ DATABASE_URL: laterUrl ?? '' }),
    check: 'clock',
    say: 'seconds behind the database',
    cure: 'chrony',
  },
  'a data folder that cannot be written': {
    also: ({ folder }) => ({ DATABASE_URL: '', OPSBOOK_DATA: path.join(folder, 'a-file', 'data') }),
    check: 'folder',
    say: 'cannot be written',
    cure: 'set OPSBOOK_DATA to a folder that Opsbook may write',
  },
  'a port that another program has': {
    also: ({ taken }) => ({ OPSBOOK_HTTP_PORT: String(taken) }),
    check: 'ports',
    say: 'Another program listens at 127.0.0.1',
    cure: 'set OPSBOOK_HTTP_PORT',
  },
  'no bash': {
    environment: { PATH: '/nowhere' },
    check: 'bash',
    say: 'bash does not run with the PATH of Opsbook, /nowhere',
    cure: 'Install bash, or correct PATH.',
  },
  'an announce channel that is not there': {
    environment: { OPSBOOK_ANNOUNCE_CHANNEL: '#nowhere' },
    check: 'channels',
    say: 'OPSBOOK_ANNOUNCE_CHANNEL names the channel #nowhere, which the bot cannot see',
    cure: '/invite @Opsbook',
  },
  'a channel that is archived': {
    settings: 'channels: { shop: ["#old"] }\n',
    check: 'channels',
    say: 'The channel #old (opsbook.yaml) is archived',
    cure: 'Unarchive it, or name another',
  },
  'a user group that is not there': {
    runbook: page('approvers: ["@nobody-here"]'),
    check: 'names',
    say: 'Slack has no user group @nobody-here',
    cure: 'Correct the name, or make the group.',
  },
  'a user group with nobody in it': {
    runbook: page('approvers: ["@empty-room"]'),
    check: 'names',
    say: 'Nobody is in @empty-room',
    cure: 'Put people into the user group',
  },
  'a person who has left': {
    settings: 'roles: { operator: { members: [U0GONE], may: [see] } }\n',
    check: 'names',
    say: 'U0GONE',
    cure: 'Take the id out',
  },
  'settings with a wrong word': {
    settings: 'rolls: {}\n',
    check: 'settings',
    say: 'opsbook.yaml:1:',
    cure: 'Did you mean roles?',
  },
  'settings about no system': {
    settings: 'channels: { shpo: ["#ops"] }\n',
    check: 'settings',
    say: 'No runbook is about the system shpo',
    cure: 'Did you mean shop?',
  },
  'a runbook with a fault': {
    runbook: page(approvers, 'idd: look'),
    check: 'runbooks',
    say: 'shop.md:',
    cure: 'Correct or remove it.',
  },
  'no runbooks': {
    also: ({ folder }) => ({ OPSBOOK_RUNBOOKS: path.join(folder, 'nowhere') }),
    check: 'runbooks',
    say: 'No procedure is in',
    cure: 'Set OPSBOOK_RUNBOOKS to your folders.',
  },
  'a target without one of its variables': {
    runbook: target('{ http: "${SHOP_URL}", headers: { authorization: "Bearer ${SHOP_TOKEN}" } }'),
    environment: { SHOP_URL: 'http://127.0.0.1' },
    check: 'targets',
    say: 'SHOP_TOKEN is not set',
    cure: 'Set it and restart Opsbook.',
  },
  'an HTTP target that does not answer': {
    runbook: target('{ http: "${SHOP_URL}" }'),
    also: ({ closed }) => ({ SHOP_URL: `http://127.0.0.1:${closed}` }),
    check: 'targets',
    say: "shop's target it cannot be reached at 127.0.0.1",
    cure: 'correct the address of the target',
  },
  'a PostgreSQL target that lets nobody in': {
    runbook: target('{ postgres: "${SHOP_DB}" }'),
    also: ({ url }) => ({ SHOP_DB: withPath(url, '/nowhere') }),
    check: 'targets',
    say: 'database "nowhere" does not exist',
    cure: 'correct the address, the user or the password',
  },
  'a machine whose key nobody confirmed': {
    runbook: target('{ shell: "ssh://deploy@127.0.0.1:2222" }'),
    check: 'targets',
    say: 'whose key nobody has confirmed',
    cure: 'ssh-keyscan -p 2222 127.0.0.1',
  },
  'a folder of scripts that is not there': {
    runbook: target('{ shell: local, cwd: /nowhere/at/all }'),
    check: 'targets',
    say: 'works in /nowhere/at/all, which is no folder here',
    cure: 'Make it, or correct cwd',
  },
  'codes without their key': {
    runbook: page(approvers, 'id: look\nstep_up: code'),
    check: 'codes',
    say: 'OPSBOOK_SECRET_KEY is not set, so nobody can approve',
    cure: 'openssl rand -hex 32',
  },
  'a webhook token that can be guessed': {
    environment: { OPSBOOK_WEBHOOK_TOKEN: 'ops' },
    check: 'webhooks',
    say: 'OPSBOOK_WEBHOOK_TOKEN has fewer than 16 characters',
    cure: 'openssl rand -hex 32',
  },
};

function withPath(url = '', pathname: string): string {
  return Object.assign(new URL(url), { pathname }).href;
}

function withOption(url = '', option: string): string {
  const changed = new URL(url);
  changed.searchParams.set('options', `-c ${option}`);
  return changed.href;
}
