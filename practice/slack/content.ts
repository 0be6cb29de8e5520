// Checks what an app wants to post: text, blocks, metadata. Used by the Web API, response URLs and acknowledgements alike.

import { codePoints, firstCodePoints } from './code-points.ts';
import { ApiError } from './api-error.ts';
import { blockProblems, blockTextLength } from './block-kit/check.ts';
import { withIds } from './block-kit/elements.ts';
import { isRecord, parseJson, type JsonRecord } from './json-values.ts';
import type { Block } from './page/protocol.ts';

/** Over this, Slack cuts a posted text. https://docs.slack.dev/reference/methods/chat.postMessage */
const POSTED_TEXT = 40_000;
/** Over this, chat.update refuses (msg_too_long); ephemeral posts are held to the same. */
const EDITED_TEXT = 4_000;
const MARKDOWN_TEXT = 12_000;
/** Undocumented; seen between 12,000 and 13,200 characters: github.com/slackapi/bolt-js/issues/2509. */
const TEXT_OF_ALL_BLOCKS = 12_000;
const METADATA_CHARACTERS = 8_000;

export interface Content {
  readonly text?: string;
  readonly blocks?: readonly Block[];
  readonly metadata?: JsonRecord;
  readonly warnings: readonly string[];
}

export interface ContentRules {
  readonly use: 'post' | 'edit' | 'ephemeral' | 'respond';
}

/** Reads `text`, `blocks`, `markdown_text` and `metadata`. Throws ApiError with Slack's error name. */
export function readContent(args: JsonRecord, { use }: ContentRules): Content {
  if (hasValue(args['attachments'])) {
    throw new ApiError('invalid_attachments', { detail: 'This workspace takes blocks only.' });
  }
  const blocks = readBlocks(args['blocks'], use);
  const markdown = readMarkdown(args);
  const given = typeof args['text'] === 'string' ? args['text'] : undefined;
  const text = markdown ?? given;
  if (!hasValue(text) && (blocks === undefined || blocks.length === 0)) throw new ApiError('no_text');
  const isStrict = use === 'edit' || use === 'ephemeral';
  const length = text === undefined ? 0 : codePoints(text);
  if (isStrict && length > EDITED_TEXT) throw new ApiError('msg_too_long');
  const isCut = length > POSTED_TEXT;
  const kept = text !== undefined && isCut ? firstCodePoints(text, POSTED_TEXT) : text;
  const shown = markdown === undefined ? blocks : withIds([{ type: 'markdown', text: markdown }]);
  const metadata = readMetadata(args['metadata']);
  return {
    ...(kept === undefined ? {} : { text: kept }),
    ...(shown === undefined ? {} : { blocks: shown }),
    ...(metadata === undefined ? {} : { metadata }),
    warnings: isCut ? ['message_truncated'] : [],
  };
}

function hasValue(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
}

function readMarkdown(args: JsonRecord): string | undefined {
  const markdown = args['markdown_text'];
  if (typeof markdown !== 'string') return undefined;
  if (hasValue(args['text']) || hasValue(args['blocks'])) throw new ApiError('markdown_text_conflict');
  if (codePoints(markdown) > MARKDOWN_TEXT) throw new ApiError('msg_too_long');
  return markdown;
}

function readBlocks(given: unknown, use: ContentRules['use']): readonly Block[] | undefined {
  const blocks: unknown = typeof given === 'string' ? (given === '' ? undefined : (parseJson(given) ?? given)) : given;
  if (blocks === undefined || blocks === null) return undefined;
  if (!Array.isArray(blocks)) throw new ApiError('invalid_blocks_format');
  const list: readonly unknown[] = blocks;
  const problems = blockProblems(list, 'message', '');
  if (problems.length > 0) throw invalidBlocks(problems);
  if (use !== 'respond' && blockTextLength(list) > TEXT_OF_ALL_BLOCKS) throw new ApiError('msg_blocks_too_long');
  return withIds(list);
}

function invalidBlocks(problems: readonly string[]): ApiError {
  return new ApiError('invalid_blocks', {
    errors: problems,
    response_metadata: { messages: problems.map((each) => `[ERROR] ${each}`) },
  });
}

function readMetadata(given: unknown): JsonRecord | undefined {
  const metadata = typeof given === 'string' ? parseJson(given) : given;
  if (given === undefined || given === null || given === '') return undefined;
  if (!isRecord(metadata) || typeof metadata['event_type'] !== 'string' || !isRecord(metadata['event_payload'])) {
    throw new ApiError('invalid_metadata_format');
  }
  if (JSON.stringify(metadata).length > METADATA_CHARACTERS) throw new ApiError('metadata_too_large');
  return metadata;
}
