import { TextDecoder } from 'node:util';
import { unreadableFile } from './byte-source.ts';
import type { SourceEncoding } from './source-types.ts';

/**
 * A Chinese character in GB18030 looks like a two-byte UTF-8 sequence in about one case of seven: eight in a row, and
 * nothing else, happen once in ten million files.
 */
const CERTAIN_SEQUENCES = 8;
const UTF8_MARK = Buffer.from('\ufeff');
export const ENCODING_REMEDY = 'state the encoding (utf-8 or gb18030), or save the file as "CSV UTF-8"';

/**
 * Finds the encoding of text by reading all of it (`read` is called once or twice): UTF-8 when every byte is valid UTF-8, else GB18030 when every
 * byte is valid there. Nothing is guessed: damaged UTF-8 would also decode as GB18030 (into nonsense), and a short
 * GB18030 text may be valid UTF-8, so both are refused. With `presumed`, what the format's standard prescribes is taken
 * whenever the bytes allow it.
 * Throws InvalidInputError for bytes that are neither and for those doubtful cases.
 */
export async function encodingOfBytes(
  read: () => AsyncIterable<Buffer>,
  fileName: string,
  presumed?: 'utf-8',
): Promise<SourceEncoding> {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  const seen = { any: false, bom: false, two: 0, more: false };
  let valid = true;
  try {
    for await (const chunk of read()) {
      if (!seen.any) seen.bom = chunk.subarray(0, 3).equals(UTF8_MARK);
      seen.any = true;
      utf8.decode(chunk, { stream: true });
      if (!seen.more) noteSequences(chunk, seen);
    }
    utf8.decode();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    valid = false;
  }
  const certain = presumed || seen.bom || seen.more || seen.two === 0 || seen.two >= CERTAIN_SEQUENCES;
  if (valid && certain) return 'utf-8';
  const chinese = await inspectAsGb18030(read());
  if (valid && chinese.valid) {
    throw unreadableFile(fileName, 'the text can be read both as UTF-8 and as GB18030', ENCODING_REMEDY);
  }
  if (valid) return 'utf-8';
  if (seen.bom || chinese.utf8Share > 0.5) {
    throw unreadableFile(
      fileName,
      `the text is UTF-8 with damaged bytes; the first is in line ${chinese.firstBadUtf8Line}`,
      ENCODING_REMEDY,
    );
  }
  if (!chinese.valid)
    throw unreadableFile(fileName, 'the text is neither UTF-8 nor GB18030', ENCODING_REMEDY);
  return 'gb18030';
}

function noteSequences(chunk: Buffer, seen: { two: number; more: boolean }): void {
  for (const byte of chunk) {
    if (byte >= 0xe0) {
      seen.more = true;
      return;
    }
    if (byte >= 0xc0) seen.two++;
  }
}

interface Gb18030Findings {
  readonly valid: boolean;
  /** Share of the non-ASCII bytes that stand in valid three-byte UTF-8 sequences: near 1 in damaged UTF-8, about 0.02 in GB18030. */
  readonly utf8Share: number;
  readonly firstBadUtf8Line: number;
}

async function inspectAsGb18030(chunks: AsyncIterable<Buffer>): Promise<Gb18030Findings> {
  const decoder = new TextDecoder('gb18030', { fatal: true });
  let valid = true;
  let carried: Buffer = Buffer.alloc(0);
  const count = { high: 0, utf8: 0, line: 1, badLine: 0 };
  for await (const chunk of chunks) {
    valid &&= decodes(decoder, chunk);
    carried = countUtf8(carried.length > 0 ? Buffer.concat([carried, chunk]) : chunk, count, false);
  }
  countUtf8(carried, count, true);
  valid &&= decodes(decoder);
  return {
    valid,
    utf8Share: count.high === 0 ? 0 : count.utf8 / count.high,
    firstBadUtf8Line: count.badLine || count.line,
  };
}

function decodes(decoder: TextDecoder, chunk?: Buffer): boolean {
  try {
    decoder.decode(chunk, { stream: chunk !== undefined });
    return true;
  } catch {
    return false;
  }
}

/** Counts the bytes of three-byte UTF-8 sequences; returns the up to two bytes that need the next chunk. */
function countUtf8(
  bytes: Buffer,
  count: { high: number; utf8: number; line: number; badLine: number },
  last: boolean,
): Buffer {
  const trail = (index: number) => (bytes[index] ?? 0) >> 6 === 2;
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index]!;
    if (byte === 0x0a) count.line++;
    if (byte < 0x80) continue;
    if (!last && index > bytes.length - 3) return bytes.subarray(index);
    const wide = byte >> 4 === 0xe && trail(index + 1) && trail(index + 2);
    const narrow = !wide && byte >= 0xc2 && byte < 0xe0 && trail(index + 1);
    if (!wide && !narrow) count.badLine ||= count.line;
    count.high += wide ? 3 : narrow ? 2 : 1;
    count.utf8 += wide ? 3 : 0;
    index += wide ? 2 : narrow ? 1 : 0;
  }
  return Buffer.alloc(0);
}
