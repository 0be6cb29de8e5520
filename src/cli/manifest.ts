// `opsbook manifest [--http <address>]`: the text from which Slack makes the app, for Socket Mode, or for HTTP mode at that address.

import { readFile } from 'node:fs/promises';
import { isMap, isSeq, parseDocument, type Document } from 'yaml';
import { CannotStart } from '../errors.ts';
import type { CliCommand } from './cli-command.ts';
import { textOption } from './text-option.ts';

const own = new URL('../../manifest.yml', import.meta.url);
const requests = '/slack/events';

export const command: CliCommand = {
  name: 'manifest',
  describe: 'print the manifest from which Slack makes the app',
  options: [
    { flags: '--http <address>', describe: 'for HTTP mode at this public address, such as https://ops.example.com' },
  ],
  act: async (_words, options, { print }) => {
    const text = await readFile(own, 'utf8');
    const address = textOption(options, 'http');
    print((address === undefined ? text : forHttp(text, address)).trimEnd());
    return 0;
  },
};

/** Comments and order stay as they are. */
export function forHttp(text: string, address: string): string {
  const url = requestUrl(address);
  const manifest = parseDocument(text);
  manifest.commentBefore = ` The Slack app, for HTTP mode at ${url}. Each scope says what it is for.`;
  manifest.setIn(['settings', 'socket_mode_enabled'], false);
  manifest.setIn(['settings', 'interactivity', 'request_url'], url);
  manifest.setIn(['settings', 'event_subscriptions', 'request_url'], url);
  for (const slashCommand of commandsOf(manifest)) slashCommand.set('url', url);
  return manifest.toString({ lineWidth: 0 });
}

function commandsOf(manifest: Document): { set(key: string, value: string): void }[] {
  const commands = manifest.getIn(['features', 'slash_commands']);
  return isSeq(commands) ? commands.items.filter((item) => isMap(item)) : [];
}

/** Slack sends nothing to an address without TLS: https://docs.slack.dev/apis/events-api/using-http-request-urls */
function requestUrl(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol !== 'https:')
    throw new CannotStart(
      `${address} is not an address that Slack could send to. Give the public one with https, such as https://ops.example.com.`,
    );
  const path = url.pathname.replace(/\/+$/, '');
  return `${url.origin}${path.endsWith(requests) ? path : `${path}${requests}`}`;
}
