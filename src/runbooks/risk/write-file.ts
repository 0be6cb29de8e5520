// What writing to a file means: nothing for the null device and the terminal, the loss of a disk for a disk, else a change.

import type { Finding } from './finding.ts';
import { isOpen } from './word.ts';
import type { Word } from './word.ts';

const nowhere = /^(-|\/dev\/(null|stdout|stderr|tty|fd\/[12]))$/;
const disk = /^\/dev\/(sd|hd|vd|xvd|nvme|mmcblk|md|dm-|loop|mapper\/|disk\/)/;

/** `how` says who writes: "`curl -o`" or "`>`". */
export function writeFindings(how: string, file: Word): Finding[] {
  if (nowhere.test(file.text)) return [];
  if (disk.test(file.text)) return [{ risk: 'destroy', say: `${how} overwrites the disk \`${file.text}\`` }];
  const name = isOpen(file) ? file.written : file.text;
  return [{ risk: 'change', say: `${how} writes the file \`${name}\`` }];
}
