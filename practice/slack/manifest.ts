// The app as its manifest declares it. The workspace grants exactly these scopes, events, commands and shortcuts, nothing more.

import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';

const command = z.looseObject({
  command: z.string(),
  description: z.string(),
  usage_hint: z.string().default(''),
  should_escape: z.boolean().default(false),
});
const shortcut = z.looseObject({
  name: z.string(),
  type: z.enum(['global', 'message']),
  callback_id: z.string(),
});

const manifestFile = z.looseObject({
  display_information: z.looseObject({ name: z.string() }),
  features: z
    .looseObject({
      bot_user: z.looseObject({ display_name: z.string() }).optional(),
      slash_commands: z.array(command).default([]),
      shortcuts: z.array(shortcut).default([]),
      app_home: z.looseObject({ home_tab_enabled: z.boolean().default(false) }).optional(),
    })
    .prefault({}),
  oauth_config: z
    .looseObject({ scopes: z.looseObject({ bot: z.array(z.string()).default([]) }).prefault({}) })
    .prefault({}),
  settings: z
    .looseObject({
      event_subscriptions: z.looseObject({ bot_events: z.array(z.string()).default([]) }).prefault({}),
      interactivity: z.looseObject({ is_enabled: z.boolean() }).optional(),
      socket_mode_enabled: z.boolean().default(false),
    })
    .prefault({}),
});

export interface SlashCommand {
  readonly command: string;
  readonly description: string;
  readonly usage: string;
  readonly shouldEscape: boolean;
}

export interface Manifest {
  readonly name: string;
  readonly botName: string;
  readonly commands: readonly SlashCommand[];
  readonly shortcuts: readonly { readonly name: string; readonly type: 'global' | 'message'; readonly id: string }[];
  readonly scopes: ReadonlySet<string>;
  readonly events: ReadonlySet<string>;
  readonly isInteractive: boolean;
  readonly isHomeEnabled: boolean;
  readonly isSocketModeEnabled: boolean;
}

/** Reads a manifest from a YAML file's path, or from the object itself. Throws a sentence that names what is wrong. */
export async function readManifest(source: string | object): Promise<Manifest> {
  const raw: unknown = typeof source === 'string' ? parse(await readFile(source, 'utf8')) : source;
  const read = manifestFile.safeParse(raw);
  if (!read.success) {
    throw new Error(`The app manifest is not usable. Correct it and start again:\n${z.prettifyError(read.error)}`);
  }
  const { display_information, features, oauth_config, settings } = read.data;
  return {
    name: display_information.name,
    botName: features.bot_user?.display_name ?? display_information.name,
    commands: features.slash_commands.map((each) => ({
      command: each.command,
      description: each.description,
      usage: each.usage_hint,
      shouldEscape: each.should_escape,
    })),
    shortcuts: features.shortcuts.map((each) => ({ name: each.name, type: each.type, id: each.callback_id })),
    scopes: new Set(oauth_config.scopes.bot),
    events: new Set(settings.event_subscriptions.bot_events),
    isInteractive: settings.interactivity?.is_enabled ?? false,
    isHomeEnabled: features.app_home?.home_tab_enabled ?? false,
    isSocketModeEnabled: settings.socket_mode_enabled,
  };
}
