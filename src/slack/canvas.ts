// A channel's canvas, where the workspace has canvases. https://docs.slack.dev/surfaces/canvases

import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { failureOf } from './clients.ts';

const info = z.object({
  channel: z.object({
    properties: z.object({ canvas: z.object({ file_id: z.string().min(1) }).optional() }).optional(),
  }),
});

/** False where there are none: by plan, by a setting, or for want of a right. */
export async function putCanvas(client: WebClient, channel: string, markdown: string): Promise<boolean> {
  const document_content = { type: 'markdown', markdown } as const;
  const known = info.safeParse(await client.conversations.info({ channel })).data?.channel.properties?.canvas;
  try {
    if (known === undefined) await client.conversations.canvases.create({ channel_id: channel, document_content });
    else
      await client.canvases.edit({ canvas_id: known.file_id, changes: [{ operation: 'replace', document_content }] });
    return true;
  } catch (thrown) {
    if (failureOf(thrown).kind !== 'refused') throw thrown;
    return false;
  }
}
