import { TextDecoder } from 'node:util';
import { unpackedBytes, unreadableFile } from './byte-source.ts';
import type { SourceEncoding } from './source-types.ts';

/**
 * A Chinese character in GB18030 looks like a two-byte UTF-8 sequence in about one case of seven: eight in a row, and
 * nothing else, happen once in ten million files.
 */
const CERTAIN_SEQUENCES = 8;
const REMEDY = 'state the encoding (utf-8 or gb18030), or save the file as "CSV UTF-8"';

/**
 * Finds the encoding of a text file by reading all of it: UTF-8 when every byte is valid UTF-8, else GB18030 when every
 * byte is valid there. Nothing is guessed: damaged UTF-8 would also decode as GB18030 (into nonsense), and a short
 * GB18030 text may be valid UTF-8, so both are refused. With `presumed`, what the format's standard prescribes is taken
 * whenever the bytes allow it.
 * Throws InvalidInputError for UTF-16, for bytes that are neither, and for those doubtful cases.
 */
export async function detectEncoding(
  path: string,
  fileName: string,
  presumed?: 'utf-8',
): Promise<SourceEncoding> {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  const seen = { any: false, bom: false, two: 0, more: false };
  let valid = true;
  try {
    for await (const chunk of unpackedBytes(path, fileName)) {
      if (!seen.any) seen.bom = checkStart(chunk, fileName);
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
  const chinese = await inspectAsGb18030(path, fileName);
  if (valid && chinese.valid) {
    throw unreadableFile(fileName, 'the text can be read both as UTF-8 and as GB18030', REMEDY);
  }
  if (valid) return 'utf-8';
  if (seen.bom || chinese.utf8Share > 0.5) {
    throw unreadableFile(
      fileName,
      `the text is UTF-8 with damaged bytes; the first is in line ${chinese.firstBadUtf8Line}`,
      REMEDY,
    );
  }
  if (!chinese.valid) throw unreadableFile(fileName, 'the text is neither UTF-8 nor GB18030', REMEDY);
  return 'gb18030';
}

/** Refuses what is not text; answers whether the file begins with the UTF-8 byte order mark. */
function checkStart(chunk: Buffer, fileName: string): boolean {
  if ((chunk[0] === 0xff && chunk[1] === 0xfe) || (chunk[0] === 0xfe && chunk[1] === 0xff)) {
    throw unreadableFile(fileName, 'the text is UTF-16', 'save the file as "CSV UTF-8"');
  }
  if (chunk.subarray(0, 4096).includes(0)) throw unreadableFile(fileName, 'the file is binary, not text');
  return chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf;
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

async function inspectAsGb18030(path: string, fileName: string): Promise<Gb18030Findings> {
  const decoder = new TextDecoder('gb18030', { fatal: true });
  let valid = true;
  let carried: Buffer = Buffer.alloc(0);
  const count = { high: 0, utf8: 0, line: 1, badLine: 0 };
  for await (const chunk of unpackedBytes(path, fileName)) {
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

/**
 * The text of a file in pieces, without byte order mark. Throws InvalidInputError, with the line, at the first byte that
 * is not valid in `encoding`.
 */
export async function* decodedText(
  path: string,
  fileName: string,
  encoding: SourceEncoding,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  let started = false;
  let line = 1;
  for await (const chunk of unpackedBytes(path, fileName)) {
    if (!started) checkStart(chunk, fileName);
    const text = decodeOrRefuse(decoder, fileName, encoding, line, chunk);
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) line++;
    const piece = !started && text.startsWith('\ufeff') ? text.slice(1) : text;
    started ||= text !== '';
    if (piece !== '') yield piece;
  }
  const rest = decodeOrRefuse(decoder, fileName, encoding, line);
  if (rest !== '') yield rest;
}

function decodeOrRefuse(
  decoder: TextDecoder,
  fileName: string,
  encoding: string,
  line: number,
  chunk?: Buffer,
): string {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined });
  } catch {
    throw unreadableFile(
      fileName,
      `the text is not ${encoding} (a byte after line ${line} is not valid in it)`,
      REMEDY,
    );
  }
}
