import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { crc32, createInflateRaw } from 'node:zlib';
import { MAX_UNPACKED_BYTES, unreadableFile } from './byte-source.ts';

/** One file inside a zip archive, as its central directory describes it. */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  readonly headerOffset: number;
}

/** A zip archive whose entries are read one at a time, never more than they declare. */
export interface ZipArchive {
  readonly path: string;
  readonly fileName: string;
  readonly entries: readonly ZipEntry[];
}

const MAX_ENTRIES = 10_000;
const MAX_DIRECTORY_BYTES = 16 * 1024 ** 2;
const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const UTF8_FLAG = 0x800;

/** Reads the directory of a zip archive. Throws InvalidInputError when it is damaged, encrypted, zip64 or beyond the limits. */
export async function openZip(path: string, fileName: string): Promise<ZipArchive> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const tail = await readAt(handle, Math.max(0, size - 65_557), Math.min(size, 65_557));
    const end = findEnd(tail);
    if (end === undefined) throw unreadableFile(fileName, 'the zip archive is cut short or damaged');
    const count = end.readUInt16LE(10);
    const bytes = end.readUInt32LE(12);
    const offset = end.readUInt32LE(16);
    if (count === 0xffff || offset === 0xffffffff)
      throw unreadableFile(fileName, 'the zip archive is of the large kind (zip64)');
    if (count > MAX_ENTRIES || bytes > MAX_DIRECTORY_BYTES)
      throw unreadableFile(fileName, `the zip archive has too many files`, `at most ${MAX_ENTRIES}`);
    if (offset + bytes > size) throw unreadableFile(fileName, 'the zip archive is cut short or damaged');
    return { path, fileName, entries: parseDirectory(await readAt(handle, offset, bytes), count, fileName) };
  } finally {
    await handle.close();
  }
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

function findEnd(tail: Buffer): Buffer | undefined {
  for (let at = tail.length - 22; at >= 0; at--) {
    if (tail.readUInt32LE(at) === END_SIGNATURE) return tail.subarray(at);
  }
  return undefined;
}

function parseDirectory(bytes: Buffer, count: number, fileName: string): ZipEntry[] {
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let index = 0; index < count; index++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== ENTRY_SIGNATURE)
      throw unreadableFile(fileName, 'the directory of the zip archive is damaged');
    const flags = bytes.readUInt16LE(at + 8);
    if (flags & 1)
      throw unreadableFile(fileName, 'the zip archive is encrypted', 'save it without a password');
    const nameLength = bytes.readUInt16LE(at + 28);
    const nameBytes = bytes.subarray(at + 46, at + 46 + nameLength);
    entries.push({
      name: decodeName(nameBytes, (flags & UTF8_FLAG) !== 0),
      method: bytes.readUInt16LE(at + 10),
      crc: bytes.readUInt32LE(at + 16),
      packedBytes: bytes.readUInt32LE(at + 20),
      unpackedBytes: bytes.readUInt32LE(at + 24),
      headerOffset: bytes.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

/** Names without the UTF-8 flag come from Chinese Windows as GBK as often as in UTF-8. */
function decodeName(bytes: Buffer, flagged: boolean): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder(flagged ? 'utf-8' : 'gb18030').decode(bytes);
  }
}

/**
 * The unpacked bytes of an entry. Throws InvalidInputError when it is damaged, packed in an unknown way, or unpacks to
 * more than it declares or `maxBytes`.
 */
export async function* entryBytes(
  archive: ZipArchive,
  entry: ZipEntry,
  maxBytes = MAX_UNPACKED_BYTES,
): AsyncGenerator<Buffer> {
  const { path, fileName } = archive;
  const damaged = () => unreadableFile(fileName, `${entry.name} in the zip archive is damaged`);
  if (entry.method !== 0 && entry.method !== 8)
    throw unreadableFile(
      fileName,
      `${entry.name} is packed in a way that is not read (method ${entry.method})`,
      'deflate or stored',
    );
  if (entry.unpackedBytes > maxBytes)
    throw unreadableFile(
      fileName,
      `${entry.name} unpacks to ${entry.unpackedBytes} bytes`,
      `at most ${maxBytes} bytes`,
    );
  const start = await dataOffset(archive, entry);
  if (start === undefined) throw damaged();
  if (entry.packedBytes === 0) return;
  const file = createReadStream(path, {
    start,
    end: start + entry.packedBytes - 1,
    highWaterMark: 256 * 1024,
  });
  const stream = entry.method === 8 ? file.pipe(createInflateRaw({ chunkSize: 256 * 1024 })) : file;
  if (entry.method === 8) file.on('error', (error) => stream.destroy(error));
  let unpacked = 0;
  let crc = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      unpacked += chunk.length;
      if (unpacked > entry.unpackedBytes) throw damaged();
      crc = crc32(chunk, crc);
      yield chunk;
    }
    if (unpacked !== entry.unpackedBytes || crc !== entry.crc) throw damaged();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code?.startsWith('Z_')) throw damaged();
    throw error;
  } finally {
    file.destroy();
    stream.destroy();
  }
}

/** All the unpacked bytes of a small entry; see entryBytes. */
export async function wholeEntry(archive: ZipArchive, entry: ZipEntry, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of entryBytes(archive, entry, maxBytes)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function dataOffset(archive: ZipArchive, entry: ZipEntry): Promise<number | undefined> {
  const handle = await open(archive.path, 'r');
  try {
    const header = await readAt(handle, entry.headerOffset, 30);
    if (header.length < 30 || header.readUInt32LE(0) !== LOCAL_SIGNATURE) return undefined;
    return entry.headerOffset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  } finally {
    await handle.close();
  }
}
