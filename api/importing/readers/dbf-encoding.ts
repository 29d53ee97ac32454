import { unreadableFile } from './byte-source.ts';
import { type DbfHeader, statedEncoding } from './dbf-table.ts';
import { ENCODING_REMEDY, encodingOfBytes } from './encoding-detection.ts';
import type { SourceEncoding } from './source-types.ts';
import { entryBytes, type ZipArchive, type ZipEntry } from './zip-archive.ts';

/** What programs write when they do not know; it says nothing about Chinese text. */
const MEANINGLESS = /^(ascii|iso88591|(cp|ansi|windows)?1252)$/i;

/**
 * The encoding of a .dbf table: what the .cpg file or the header states; where neither does, what its bytes allow.
 * Throws InvalidInputError when another encoding is stated or none can be told.
 */
export async function findDbfEncoding(
  archive: ZipArchive,
  entry: ZipEntry,
  header: DbfHeader,
  cpg: string | undefined,
): Promise<SourceEncoding> {
  const stated = statedEncoding(cpg, header.language);
  if (stated) return stated;
  const name = cpg?.trim() ?? '';
  if (name !== '' && !MEANINGLESS.test(name.replace(/[\s_-]/g, ''))) {
    const reason = `the encoding ${JSON.stringify(name.slice(0, 40))} of the .cpg file is not read`;
    throw unreadableFile(archive.fileName, reason, ENCODING_REMEDY);
  }
  return encodingOfBytes(() => recordBytes(archive, entry, header), archive.fileName);
}

async function* recordBytes(archive: ZipArchive, entry: ZipEntry, header: DbfHeader): AsyncGenerator<Buffer> {
  let skip = header.headerBytes;
  for await (const chunk of entryBytes(archive, entry)) {
    const body = chunk.subarray(Math.min(skip, chunk.length));
    skip -= chunk.length - body.length;
    if (body.length > 0) yield body;
  }
}
