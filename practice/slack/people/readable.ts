// What a person reads: messages and forms as plain text, buttons and inputs. Tests and failure messages speak in these.

import { elementsOf, initialValue, innerBlocks, stateOf } from '../block-kit/elements.ts';
import { isBlock, isRecord, listIn, recordIn, textIn, type JsonRecord } from '../json-values.ts';
import type { Block } from '../page/protocol.ts';
import { shownName } from '../page-shapes.ts';
import type { StoredView } from '../forms.ts';
import type { World } from '../world.ts';
import type { StoredMessage } from '../workspace.ts';
import { readableText } from './speech.ts';

interface ReadableButton {
  readonly text: string;
  readonly actionId: string;
  readonly value?: string;
  readonly style?: string;
}

interface ReadableMenu {
  readonly actionId: string;
  readonly type: string;
  readonly options: readonly string[];
}

export interface ReadableMessage {
  readonly channel: string;
  /** The conversation's name for this reader. */
  readonly channelName: string;
  readonly ts: string;
  readonly threadTs?: string;
  readonly from: string;
  /** Everything a reader would read, blocks included, buttons not. */
  readonly text: string;
  /** The text for notifications, unchanged. */
  readonly fallback: string;
  readonly buttons: readonly ReadableButton[];
  readonly menus: readonly ReadableMenu[];
  readonly files: readonly string[];
  readonly isEphemeral: boolean;
  readonly isEdited: boolean;
  readonly isPinned: boolean;
  readonly reactions: readonly string[];
  readonly metadata?: JsonRecord;
  /** The blocks as they were on this reader's screen. */
  readonly blocks: readonly Block[];
}

interface ReadableInput {
  readonly label: string;
  readonly blockId: string;
  readonly actionId: string;
  readonly type: string;
  readonly value: unknown;
  readonly options: readonly string[];
  readonly isOptional: boolean;
  /** The message under the input after a refused submission. */
  readonly error?: string;
}

export interface ReadableForm {
  readonly viewId: string;
  readonly title: string;
  readonly submit?: string;
  readonly text: string;
  readonly inputs: readonly ReadableInput[];
  readonly buttons: readonly ReadableButton[];
  readonly menus: readonly ReadableMenu[];
}

export function readMessage(world: World, message: StoredMessage, reader: string): ReadableMessage {
  const { workspace } = world;
  const conversation = workspace.conversations.get(message.channel);
  return {
    channel: message.channel,
    channelName: conversation === undefined ? '' : shownName(world, conversation, reader),
    ts: message.ts,
    ...(message.threadTs === undefined ? {} : { threadTs: message.threadTs }),
    from: workspace.people.get(message.user)?.name ?? message.user,
    text: message.blocks.length === 0 ? readableText(world, message.text) : blocksText(world, message.blocks),
    fallback: message.text,
    buttons: buttonsIn(message.blocks),
    menus: menusIn(message.blocks),
    files: message.files.flatMap((id) => workspace.files.get(id)?.title ?? []),
    isEphemeral: message.ephemeralTo !== undefined,
    isEdited: message.editedTs !== undefined,
    isPinned: message.pinned !== undefined,
    reactions: message.reactions.map((each) => each.name),
    ...(message.metadata === undefined ? {} : { metadata: message.metadata }),
    blocks: message.blocks,
  };
}

export function readForm(world: World, view: StoredView): ReadableForm {
  const submit = textIn(view.given['submit'], 'text');
  return {
    viewId: view.id,
    title: textIn(view.given['title'], 'text') ?? '',
    ...(submit === undefined ? {} : { submit }),
    text: blocksText(world, view.blocks),
    inputs: inputsIn(world, view),
    buttons: buttonsIn(view.blocks),
    menus: menusIn(view.blocks),
  };
}

/** The texts of blocks in reading order, one block a paragraph; elements that are acted on are left out. */
function blocksText(world: World, blocks: readonly unknown[]): string {
  const lines = blocks.filter(isBlock).map((block) => blockText(world, block));
  return lines.filter((each) => each !== '').join('\n');
}

function blockText(world: World, block: Block): string {
  switch (block.type) {
    case 'rich_text':
      return richText(world, listIn(block, 'elements'));
    case 'table':
    case 'data_table':
      return [textIn(block, 'caption') ?? '', ...listIn(block, 'rows').map((row) => rowText(world, row))]
        .join('\n')
        .trim();
    case 'actions':
    case 'context_actions':
      return '';
    default: {
      const parts = ['title', 'subtitle', 'label', 'text', 'body', 'fields', 'elements', 'hint', 'subtext', 'alt_text'];
      const own = parts.flatMap((key) => textOf(world, block[key]));
      return [...own, blocksText(world, innerBlocks(block))].filter((each) => each !== '').join('\n');
    }
  }
}

function textOf(world: World, value: unknown): readonly string[] {
  if (typeof value === 'string') return [readableText(world, value)];
  if (Array.isArray(value))
    return value
      .filter((each) => !isBlock(each) || each.type !== 'card')
      .flatMap((each: unknown) => textOf(world, each));
  const text = textIn(value, 'text') ?? textIn(value, 'alt_text');
  if (text === undefined) return [];
  return [recordIn({ value }, 'value')?.['type'] === 'plain_text' ? text : readableText(world, text)];
}

function rowText(world: World, row: unknown): string {
  const cells = Array.isArray(row) ? row : [];
  return cells
    .map((cell: unknown) =>
      isBlock(cell) && cell.type === 'rich_text' ? blockText(world, cell) : (textIn(cell, 'text') ?? ''),
    )
    .join(' | ');
}

function richText(world: World, elements: readonly unknown[]): string {
  const shown = elements.filter(isRecord).map((each) => {
    const inner = listIn(each, 'elements');
    if (inner.length > 0) return `${richText(world, inner)}${each['type'] === 'rich_text_section' ? '' : '\n'}`;
    const id = textIn(each, 'user_id') ?? textIn(each, 'channel_id') ?? textIn(each, 'usergroup_id');
    if (id !== undefined)
      return world.workspace.people.get(id)?.name ?? world.workspace.conversations.get(id)?.name ?? id;
    return textIn(each, 'text') ?? textIn(each, 'fallback') ?? textIn(each, 'url') ?? textIn(each, 'name') ?? '';
  });
  return shown.join('').trimEnd();
}

function buttonsIn(blocks: readonly unknown[]): readonly ReadableButton[] {
  return elementsOf(blocks)
    .filter(({ element }) => element['type'] === 'button' || element['type'] === 'icon_button')
    .map(({ element, actionId }) => {
      const value = textIn(element, 'value');
      const style = textIn(element, 'style');
      return {
        text: textIn(element['text'], 'text') ?? '',
        actionId,
        ...(value === undefined ? {} : { value }),
        ...(style === undefined ? {} : { style }),
      };
    });
}

function menusIn(blocks: readonly unknown[]): readonly ReadableMenu[] {
  return elementsOf(blocks)
    .filter((each) => each.input === undefined && each.element['type'] !== 'button')
    .map(({ element, actionId }) => ({ actionId, type: textIn(element, 'type') ?? '', options: optionTexts(element) }));
}

/** The options of a menu as a person reads them. */
export function optionTexts(element: JsonRecord): readonly string[] {
  return allOptions(element).map((each) => textIn(each['text'], 'text') ?? '');
}

export function allOptions(element: JsonRecord): readonly JsonRecord[] {
  const grouped = listIn(element, 'option_groups').flatMap((each) => listIn(each, 'options'));
  return [...listIn(element, 'options'), ...grouped].filter(isRecord);
}

function inputsIn(world: World, view: StoredView): readonly ReadableInput[] {
  const state = stateOf(view.blocks, view.entered);
  const errors = world.forms.errors.get(view.id) ?? {};
  return elementsOf(view.blocks).flatMap(({ element, input, blockId, actionId }) => {
    const initial = initialValue(element);
    if (input === undefined || initial === undefined) return [];
    const [key = ''] = Object.keys(initial).filter((each) => each !== 'type');
    const error = errors[blockId];
    return {
      label: textIn(input['label'], 'text') ?? '',
      blockId,
      actionId,
      type: textIn(element, 'type') ?? '',
      value: recordIn(state[blockId], actionId)?.[key],
      options: optionTexts(element),
      isOptional: input['optional'] === true,
      ...(error === undefined ? {} : { error }),
    };
  });
}
