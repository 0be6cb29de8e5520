// The stand-in for `gsutil`: buckets are folders. It lists and copies, and removes nothing.

import { existsSync } from 'node:fs';
import { cp, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Answer, failed, printed, unsupported } from '../../kit/answer.ts';
import type { Tool } from '../../kit/tool.ts';

const usages = ['gsutil ls [-r] gs://BUCKET/[FOLDER/]', 'gsutil -m cp -r gs://BUCKET/FOLDER/* gs://BUCKET/'];
const address = /^gs:\/\/([a-z0-9-]+)\/((?:[\w.-]+\/)*)(\*?)$/;

export function gsutil(buckets: string): Tool {
  return {
    name: 'gsutil',
    run: async ({ args }) => {
      const words = args.join(' ');
      const list = /^ls (-r )?(\S+)$/.exec(words);
      if (list !== null) return listFolder(buckets, list[2] ?? '', list[1] !== undefined);
      const copy = /^-m cp -r (\S+\*) (\S+)$/.exec(words);
      if (copy !== null) return copyFolder(buckets, copy[1] ?? '', copy[2] ?? '');
      return unsupported(['gsutil', ...args], usages);
    },
  };
}

/** The folder of an address whose bucket exists; undefined otherwise. */
function folderOf(buckets: string, url: string): string | undefined {
  const [, bucket = '', path = ''] = address.exec(url) ?? [];
  const isThere = bucket !== '' && !path.includes('..') && existsSync(join(buckets, bucket));
  return isThere ? join(buckets, bucket, path) : undefined;
}

async function listFolder(buckets: string, url: string, isDeep: boolean): Promise<Answer> {
  const folder = folderOf(buckets, url);
  if (folder === undefined || !existsSync(folder))
    return failed('CommandException: One or more URLs matched no objects.');
  const entries = await readdir(folder, { withFileTypes: true, recursive: isDeep });
  const shown = entries.filter((entry) => !isDeep || entry.isFile());
  const names = shown.map((entry) => `${join(entry.parentPath, entry.name)}${entry.isDirectory() ? '/' : ''}`);
  return printed(...names.map((name) => `gs://${name.slice(buckets.length + 1)}`).sort());
}

async function copyFolder(buckets: string, from: string, to: string): Promise<Answer> {
  const source = folderOf(buckets, from);
  const target = folderOf(buckets, to);
  if (source === undefined || target === undefined || !existsSync(source))
    return failed('CommandException: No URLs matched. Give a folder that gsutil ls shows, and a bucket that is there.');
  await mkdir(target, { recursive: true });
  await cp(source, target, { recursive: true });
  const copied = await readdir(source, { recursive: true, withFileTypes: true });
  return { ...printed(), stderr: `Copied ${String(copied.filter((entry) => entry.isFile()).length)} objects.\n` };
}
