// Turns what a person picks or enters, in words, into Slack's own value fields for the kind of element.

import { initialValue } from '../block-kit/elements.ts';
import { textIn, type JsonRecord } from '../json-values.ts';
import type { World } from '../world.ts';
import { findConversation, findPerson } from '../workspace.ts';
import { allOptions, optionTexts } from './readable.ts';

/** One value, or several for check boxes and menus that take several. */
export type Chosen = string | number | readonly string[];

/** Throws a sentence that lists what there is to choose from. */
export function valueFor(world: World, element: JsonRecord, chosen: Chosen): JsonRecord {
  const initial = initialValue(element);
  const type = textIn(element, 'type') ?? '';
  if (type === 'overflow') return { selected_option: optionNamed(element, String(chosen)) };
  const [key] = Object.keys(initial ?? {}).filter((each) => each !== 'type');
  if (key === undefined) throw new Error(`A ${type} takes no value.`);
  const many = Array.isArray(chosen) ? chosen.map(String) : [String(chosen)];
  const one = many[0] ?? '';
  switch (key) {
    case 'value':
      return { value: String(chosen) };
    case 'selected_option':
      return { selected_option: optionNamed(element, one) };
    case 'selected_options':
      return { selected_options: many.map((each) => optionNamed(element, each)) };
    case 'selected_user':
      return { selected_user: personNamed(world, one) };
    case 'selected_users':
      return { selected_users: many.map((each) => personNamed(world, each)) };
    case 'selected_channel':
    case 'selected_conversation':
      return { [key]: channelNamed(world, one) };
    case 'selected_channels':
    case 'selected_conversations':
      return { [key]: many.map((each) => channelNamed(world, each)) };
    case 'selected_date_time':
      return { selected_date_time: Number(chosen) };
    default:
      return { [key]: one };
  }
}

function optionNamed(element: JsonRecord, words: string): JsonRecord {
  const found = allOptions(element).find((each) => textIn(each['text'], 'text') === words || each['value'] === words);
  if (found === undefined) throw new Error(`No option "${words}". There are: ${optionTexts(element).join(', ')}.`);
  return found;
}

function personNamed({ workspace }: World, name: string): string {
  const found = findPerson(workspace, name);
  if (found === undefined) throw new Error(`No person "${name}".`);
  return found.id;
}

function channelNamed({ workspace }: World, name: string): string {
  const found = findConversation(workspace, name);
  if (found === undefined) throw new Error(`No channel "${name}".`);
  return found.id;
}
