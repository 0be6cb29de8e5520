// Everything that Slack can ask for: the commands, buttons, forms and events of their folders, each under its own name, each name once.

import { readFolder } from '../folder.ts';
import type { Command } from '../verbs/verb.ts';
import { helpFor } from '../verbs/help.ts';
import type { ButtonAction, EventListener, Form } from './edge.ts';

export interface Catalogue {
  readonly commands: readonly Command[];
  readonly actions: ReadonlyMap<string, ButtonAction>;
  readonly forms: ReadonlyMap<string, Form>;
  readonly events: ReadonlyMap<string, EventListener>;
}

export async function readCatalogue(): Promise<Catalogue> {
  const commands = await readFolder(new URL('../verbs/', import.meta.url), 'command', isCommand, (one) => one.name);
  const actions = await readFolder(new URL('./actions/', import.meta.url), 'action', isAction, (one) => one.id);
  const forms = await readFolder(new URL('./forms/', import.meta.url), 'form', isForm, (one) => one.id);
  const events = await readFolder(new URL('./events/', import.meta.url), 'event', isEvent, (one) => one.id);
  const inOrder = [...commands.values()].sort((a, b) => a.name.localeCompare(b.name));
  return { commands: [helpFor(inOrder), ...inOrder], actions, forms, events };
}

function isCommand(value: unknown): value is Command {
  return (
    isObject(value) &&
    typeof value['name'] === 'string' &&
    typeof value['usage'] === 'string' &&
    typeof value['act'] === 'function'
  );
}

function isAction(value: unknown): value is ButtonAction {
  const acts = isObject(value) && (typeof value['act'] === 'function' || typeof value['before'] === 'function');
  return acts && typeof value['id'] === 'string';
}

function isForm(value: unknown): value is Form {
  return (
    isObject(value) &&
    typeof value['id'] === 'string' &&
    typeof value['check'] === 'function' &&
    typeof value['act'] === 'function'
  );
}

function isEvent(value: unknown): value is EventListener {
  return (
    isObject(value) &&
    typeof value['id'] === 'string' &&
    typeof value['channelOf'] === 'function' &&
    typeof value['act'] === 'function'
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
