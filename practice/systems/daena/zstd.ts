// A valid Zstandard frame whose blocks are stored as they are: enough for an archive that any zstd can open, without a compressor.
// https://datatracker.ietf.org/doc/html/rfc8878#section-3.1.1

const magic = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);
/** Single segment, content size in four bytes, no checksum. */
const descriptor = 0b1010_0000;
const largestBlock = 128 * 1024;

export function storedFrame(content: Buffer): Buffer {
  const size = Buffer.alloc(5);
  size.writeUInt8(descriptor, 0);
  size.writeUInt32LE(content.length, 1);
  const blocks: Buffer[] = [];
  for (let at = 0; at === 0 || at < content.length; at += largestBlock) {
    const block = content.subarray(at, at + largestBlock);
    const isLast = at + largestBlock >= content.length ? 1 : 0;
    const header = Buffer.alloc(3);
    header.writeUIntLE(isLast + block.length * 8, 0, 3);
    blocks.push(header, block);
  }
  return Buffer.concat([magic, size, ...blocks]);
}
