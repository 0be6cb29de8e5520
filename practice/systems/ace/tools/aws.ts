// The stand-in for `aws s3`, for the one bucket of the backups. Its objects are files in the practice system's folder.

import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { type Answer, failed, printed, unsupported } from '../../../kit/answer.ts';
import type { Call, Tool } from '../../../kit/tool.ts';
import { filesIn } from '../stored-files.ts';
import type { World } from '../world.ts';

const bucket = 'ace-backups';
const usages = [`aws s3 cp FILE s3://${bucket}/YYYY/MM/DD/`, `aws s3 ls s3://${bucket}/[PREFIX] [--recursive]`];
const address = /^s3:\/\/ace-backups\/((?:[\w.-]+\/)*)([\w.-]*)$/;

export function aws(world: World): Tool {
  return { name: 'aws', run: (call) => run(world, call) };
}

function run({ places }: World, { args, cwd }: Call): Answer {
  const root = join(places.buckets, bucket);
  const [service, verb, ...rest] = args;
  const words = rest.filter((word) => word !== '--recursive');
  const [from = '', to = ''] = words;
  if (service === 's3' && verb === 'cp' && words.length === 2 && words.length === rest.length) {
    const file = resolve(cwd, from);
    const [, folder, name = ''] = address.exec(to) ?? [];
    if (folder === undefined || folder.includes('..')) return unsupported(['aws', ...args], usages);
    if (!file.startsWith(`${places.root}/`) || !existsSync(file))
      return failed(`The user-provided path ${from} does not exist.`);
    const target = join(root, folder, name === '' ? basename(file) : name);
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(file, target);
    return printed(`upload: ${from} to s3://${bucket}/${relative(root, target)}`);
  }
  if (service === 's3' && verb === 'ls' && words.length === 1 && address.test(from)) {
    const prefix = from.slice(`s3://${bucket}/`.length);
    const found = filesIn(root).filter(({ key }) => key.startsWith(prefix));
    if (found.length === 0) return { exit: 1, stdout: '', stderr: '' };
    return printed(...found.map(({ key, size, at }) => `${at} ${String(size).padStart(10)} ${key}`));
  }
  return unsupported(['aws', ...args], usages);
}
