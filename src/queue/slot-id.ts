// The id of a job that must exist once: the same slot key gives the same id in every replica.

import { createHash } from 'node:crypto';

// Our own namespace, drawn once; another one would make every waiting slot a second time.
const namespace = Buffer.from('6f0d1c7e8a5b4f1e9b6d2f7c3e4a9d10', 'hex');

/** UUID version 5 (RFC 9562, section 5.5) of a slot key such as `incident:42:update:7`. */
export function slotId(key: string): string {
  const hash = createHash('sha1').update(namespace).update(key).digest().subarray(0, 16);
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
