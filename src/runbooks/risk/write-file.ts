// What writing to a file means: nothing for the null device and the terminal, the loss of a disk for a disk, else a change.

import type { Finding } from './finding.ts';
import { isOpen } from './word.ts';
import type { Word } from './word.ts';

const nowhere = /^(-|\/dev\/(null|stdout|stderr|tty|fd\/[12]))$/;
// What is written there is a command to the kernel.
const kernel = /^\/proc\/sysrq-trigger$/;
const device = /^\/sys\/(?!.*\.\.).*\/(delete|remove|unbind|reset)$/;
const scratch = /^\/(var\/)?tmp\/(?!.*\.\.)/;
const disk = /^\/dev\/(sd|hd|vd|xvd|nvme|mmcblk|md|dm-|loop|mapper\/|disk\/)/;

/** `how` says who writes: "`curl -o`" or "`>`"; `empties` that nothing is put into a file that was there. */
export function writeFindings(how: string, file: Word, empties = false): Finding[] {
  if (nowhere.test(file.text)) return [];
  if (disk.test(file.text)) return [{ risk: 'destroy', say: `${how} overwrites the disk \`${file.text}\`` }];
  if (kernel.test(file.text))
    return [{ risk: 'destroy', say: `${how} tells the kernel to crash or restart the machine` }];
  const name = isOpen(file) ? file.written : file.text;
  if (device.test(file.text)) return [{ risk: 'destroy', say: `${how} takes a device away: \`${name}\`` }];
  if (empties && !scratch.test(file.text)) return [{ risk: 'destroy', say: `${how} empties the file \`${name}\`` }];
  return [{ risk: 'change', say: `${how} writes the file \`${name}\`` }];
}
