// canvases.*: a channel's own canvas, where the workspace's plan has them. https://docs.slack.dev/surfaces/canvases

import { ApiError, invalidArguments } from '../api-error.ts';
import { isRecord, listIn, recordIn, textIn } from '../json-values.ts';
import { nextId, type Conversation } from '../workspace.ts';
import { joinedConversation, json, requiredText, type Answer, type Call } from './arguments.ts';
import { TIER_2, TIER_3, type Method } from './method.ts';

/** 1 MiB: https://docs.slack.dev/reference/methods/conversations.canvases.create */
const LONGEST = 1_048_576;

function markdownIn(content: unknown): string {
  const markdown = isRecord(content) && content['type'] === 'markdown' ? textIn(content, 'markdown') : undefined;
  if (markdown === undefined)
    throw invalidArguments(['missing required field: markdown [json-pointer:/document_content]']);
  if (markdown.length > LONGEST) throw new ApiError('canvas_creation_failed');
  return markdown;
}

function create(call: Call): Answer {
  const { world, args } = call;
  const conversation = joinedConversation(call, 'channel_id');
  if (!world.workspace.hasCanvases) throw new ApiError('team_tier_cannot_create_channel_canvases');
  if (conversation.canvas !== undefined) throw new ApiError('channel_canvas_already_exists');
  const id = nextId(world.workspace, 'F');
  conversation.canvas = { id, markdown: markdownIn(json(args, 'document_content')) };
  world.changes.announce({ kind: 'channel', conversation });
  return { canvas_id: id };
}

function withCanvas({ world }: Call, id: string): Conversation {
  const found = [...world.workspace.conversations.values()].find((each) => each.canvas?.id === id);
  if (found === undefined) throw new ApiError('canvas_not_found');
  return found;
}

function edit(call: Call): Answer {
  const { args } = call;
  const id = requiredText(args, 'canvas_id');
  const conversation = withCanvas(call, id);
  const [change, ...more] = listIn({ changes: json(args, 'changes') }, 'changes');
  if (!isRecord(change) || more.length > 0) throw invalidArguments(['must have one change [json-pointer:/changes]']);
  if (change['operation'] !== 'replace') throw new ApiError('canvas_editing_failed');
  conversation.canvas = { id, markdown: markdownIn(recordIn(change, 'document_content')) };
  call.world.changes.announce({ kind: 'channel', conversation });
  return {};
}

export const canvasesMethods: Readonly<Record<string, Method>> = {
  'conversations.canvases.create': {
    token: 'bot',
    scopes: ['canvases:write'],
    perMinute: TIER_2,
    required: ['channel_id'],
    act: create,
  },
  'canvases.edit': {
    token: 'bot',
    scopes: ['canvases:write'],
    perMinute: TIER_3,
    required: ['canvas_id', 'changes'],
    act: edit,
  },
};
