// files.*: the three-step upload. A file is seen by nobody until it is completed and shared.

import { randomBytes } from 'node:crypto';
import { ApiError, invalidArguments } from '../api-error.ts';
import { fileJson } from '../api-shapes.ts';
import { isRecord, textIn } from '../json-values.ts';
import { postMessage } from '../messages.ts';
import { nextId, type StoredFile } from '../workspace.ts';
import {
  joinedConversation,
  json,
  knownMessage,
  requiredText,
  text,
  textList,
  type Answer,
  type Call,
} from './arguments.ts';
import { TIER_4, type Method } from './method.ts';

function getUploadUrl({ world, args }: Call): Answer {
  const bytes = Number(requiredText(args, 'length'));
  if (!Number.isInteger(bytes) || bytes <= 0)
    throw invalidArguments(['must be a number greater than 0 [json-pointer:/length]']);
  const name = requiredText(args, 'filename');
  const altText = text(args, 'alt_txt');
  const file: StoredFile = {
    id: nextId(world.workspace, 'F'),
    name,
    title: name,
    declaredBytes: bytes,
    uploadKey: randomBytes(18).toString('base64url'),
    created: Math.floor(world.now() / 1000),
    isComplete: false,
    channels: [],
    ...(altText === undefined ? {} : { altText }),
  };
  world.workspace.files.set(file.id, file);
  return { upload_url: `${world.origin}/upload/v1/${file.uploadKey}`, file_id: file.id };
}

function uploaded(call: Call): readonly StoredFile[] {
  const { workspace } = call.world;
  const listed = json(call.args, 'files');
  if (!Array.isArray(listed)) throw invalidArguments(['must provide an array [json-pointer:/files]']);
  return listed.filter(isRecord).map((each) => {
    const file = workspace.files.get(textIn(each, 'id') ?? '');
    if (file?.content === undefined || file.isComplete) throw new ApiError('file_not_found');
    return { ...file, title: textIn(each, 'title') ?? file.title, isComplete: true };
  });
}

function completeUpload(call: Call): Answer {
  const { world, args } = call;
  const files = uploaded(call);
  const channelKey = text(args, 'channel_id') ?? textList(args, 'channels')[0];
  const place = channelKey === undefined ? undefined : { ...call, args: { channel: channelKey } };
  const conversation = place === undefined ? undefined : joinedConversation(place);
  if (conversation?.isArchived === true) throw new ApiError('posting_to_channel_denied');
  const threadTs = text(args, 'thread_ts');
  if (conversation !== undefined && threadTs !== undefined) knownMessage(conversation, threadTs, 'invalid_thread_ts');
  for (const file of files) {
    world.workspace.files.set(file.id, { ...file, channels: conversation === undefined ? [] : [conversation.id] });
  }
  if (conversation !== undefined) {
    postMessage(world, conversation, {
      user: world.app.user,
      text: text(args, 'initial_comment') ?? '',
      files: files.map((each) => each.id),
      ...(threadTs === undefined ? {} : { threadTs }),
    });
  }
  return { files: files.map((each) => fileJson(world, each)) };
}

function info({ world, args }: Call): Answer {
  const file = world.workspace.files.get(requiredText(args, 'file'));
  if (file === undefined || !file.isComplete) throw new ApiError('file_not_found');
  return { file: fileJson(world, file), comments: [] };
}

const write = { token: 'bot', scopes: ['files:write'], perMinute: TIER_4 } as const;

export const filesMethods: Readonly<Record<string, Method>> = {
  'files.getUploadURLExternal': { ...write, required: ['filename', 'length'], act: getUploadUrl },
  'files.completeUploadExternal': { ...write, required: ['files'], act: completeUpload },
  'files.info': { token: 'bot', scopes: ['files:read'], perMinute: TIER_4, required: ['file'], act: info },
};
