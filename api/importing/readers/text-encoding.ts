import { TextDecoder } from 'node:util';
import { unpackedBytes, unreadableFile } from './byte-source.ts';
import { ENCODING_REMEDY, encodingOfBytes } from './encoding-detection.ts';
import type { SourceEncoding } from './source-types.ts';

/** Finds the encoding of a text file, also gzipped; see encodingOfBytes. Throws InvalidInputError for UTF-16 and binary files too. */
export function detectEncoding(path: string, fileName: string, presumed?: 'utf-8'): Promise<SourceEncoding> {
  return encodingOfBytes(() => checkedBytes(path, fileName), fileName, presumed);
}

async function* checkedBytes(path: string, fileName: string): AsyncGenerator<Buffer> {
  let started = false;
  for await (const chunk of unpackedBytes(path, fileName)) {
    if (!started) checkStart(chunk, fileName);
    started = true;
    yield chunk;
  }
}

/** Refuses what is not text. */
function checkStart(chunk: Buffer, fileName: string): void {
  if ((chunk[0] === 0xff && chunk[1] === 0xfe) || (chunk[0] === 0xfe && chunk[1] === 0xff)) {
    throw unreadableFile(fileName, 'the text is UTF-16', 'save the file as "CSV UTF-8"');
  }
  if (chunk.subarray(0, 4096).includes(0)) throw unreadableFile(fileName, 'the file is binary, not text');
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
  for await (const chunk of checkedBytes(path, fileName)) {
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
      ENCODING_REMEDY,
    );
  }
}
