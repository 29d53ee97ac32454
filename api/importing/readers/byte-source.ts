import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { InvalidInputError } from '../../errors.ts';

/** Largest size of a text file after unpacking; rows are streamed, so this bounds time, not memory. */
export const MAX_UNPACKED_BYTES = 4 * 1024 ** 3;
/** A gzip file that swells more than this beyond the first 64 MiB is a bomb, not a table. */
const MAX_RATIO = 250;
const RATIO_FREE_BYTES = 64 * 1024 ** 2;

/** The refusal of a whole file; `field` is always `file`. */
export function unreadableFile(fileName: string, reason: string, allowed?: string): InvalidInputError {
  return new InvalidInputError([{ field: 'file', value: fileName, reason, ...(allowed ? { allowed } : {}) }]);
}

/** Reads up to `length` bytes from the start of a file, still packed. */
export async function readHead(path: string, length: number): Promise<Buffer> {
  const handle = await open(path, 'r');
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** True when the bytes begin a gzip stream. */
export function isGzip(head: Buffer): boolean {
  return head.length > 2 && head[0] === 0x1f && head[1] === 0x8b && head[2] === 8;
}

/**
 * The bytes of a file, unpacked when it is gzip. Throws InvalidInputError when the gzip stream is damaged or cut short,
 * or when it unpacks to more than MAX_UNPACKED_BYTES or swells like a bomb.
 */
export async function* unpackedBytes(path: string, fileName: string): AsyncGenerator<Buffer> {
  const gzip = isGzip(await readHead(path, 3));
  const file = createReadStream(path, { highWaterMark: 256 * 1024 });
  const stream = gzip ? file.pipe(createGunzip({ chunkSize: 256 * 1024 })) : file;
  if (gzip) file.on('error', (error) => stream.destroy(error));
  let unpacked = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      unpacked += chunk.length;
      const bomb = gzip && unpacked > RATIO_FREE_BYTES && unpacked > MAX_RATIO * file.bytesRead;
      if (unpacked > MAX_UNPACKED_BYTES || bomb) {
        throw unreadableFile(
          fileName,
          `it unpacks to more than is accepted (${unpacked} bytes so far)`,
          `${MAX_UNPACKED_BYTES} bytes, ${MAX_RATIO} times the packed size`,
        );
      }
      yield chunk;
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (!code?.startsWith('Z_')) throw error;
    throw unreadableFile(
      fileName,
      code === 'Z_BUF_ERROR' ? 'the gzip file is cut short' : 'the gzip file is damaged',
    );
  } finally {
    file.destroy();
    stream.destroy();
  }
}
