import type { SourceEncoding } from './source-types.ts';

/** A column of a dBASE table. */
export interface DbfField {
  readonly name: string;
  /** C text, N and F numbers, D date, L yes or no; others are read as text. */
  readonly type: string;
  readonly offset: number;
  readonly length: number;
  readonly decimals: number;
}

/** The head of a dBASE table (.dbf): where records begin, how long and how many they are. */
export interface DbfHeader {
  readonly records: number;
  readonly headerBytes: number;
  readonly recordBytes: number;
  /** Language driver; 0x4d is GBK. */
  readonly language: number;
}

export function parseDbfHeader(head: Buffer): DbfHeader | undefined {
  const header = {
    records: head.readUInt32LE(4),
    headerBytes: head.readUInt16LE(8),
    recordBytes: head.readUInt16LE(10),
    language: head[29]!,
  };
  return header.headerBytes >= 33 && header.recordBytes >= 1 ? header : undefined;
}

/**
 * The columns, from the header without its first 32 bytes. Undefined when they do not fill the record exactly: then
 * every value would be cut at the wrong place.
 */
export function parseDbfFields(
  bytes: Buffer,
  header: DbfHeader,
  encoding: SourceEncoding,
): DbfField[] | undefined {
  // Names are cut at ten bytes, also inside a character: the rest of one is dropped, not refused.
  const decoder = new TextDecoder(encoding);
  const fields: DbfField[] = [];
  let offset = 1;
  for (let at = 0; at + 32 <= bytes.length && bytes[at] !== 0x0d; at += 32) {
    const end = bytes.subarray(at, at + 11).indexOf(0);
    const name = decoder
      .decode(bytes.subarray(at, at + (end < 0 ? 11 : end)))
      .replace(/\ufffd+$/, '')
      .trim();
    const length = bytes[at + 16]!;
    fields.push({
      name,
      type: String.fromCharCode(bytes[at + 11]!),
      offset,
      length,
      decimals: bytes[at + 17]!,
    });
    offset += length;
  }
  return offset === header.recordBytes ? fields : undefined;
}

/** The values of a record by column name. Throws TypeError when a text is not valid in the encoding. */
export function readDbfRecord(
  record: Buffer,
  fields: readonly DbfField[],
  decode: (bytes: Buffer) => string,
): [string, unknown][] {
  return fields.map((field) => [
    field.name,
    readValue(record.subarray(field.offset, field.offset + field.length), field, decode),
  ]);
}

function readValue(bytes: Buffer, field: DbfField, decode: (bytes: Buffer) => string): unknown {
  if (field.type === 'N' || field.type === 'F') return readNumber(bytes.toString('latin1'), field);
  const end = bytes.indexOf(0);
  const text = decode(end < 0 ? bytes : bytes.subarray(0, end)).trim();
  if (field.type === 'L') return /^[YyTt]$/.test(text) ? true : /^[NnFf]$/.test(text) ? false : null;
  if (field.type === 'D' && /^\d{8}$/.test(text))
    return /^0+$/.test(text) ? null : text.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
  return text;
}

/** Blank and starred numbers are missing ones; what is no number stays text, for the validation of the row to refuse. */
function readNumber(raw: string, field: DbfField): number | string | null {
  const text = raw.replace(/\0/g, '').trim();
  if (text === '' || /^\*+$/.test(text)) return null;
  const number = Number(text);
  if (!Number.isFinite(number)) return text;
  return field.decimals === 0 && Number.isInteger(number) && !Number.isSafeInteger(number) ? text : number;
}

/** The encoding that the .cpg file or, without it, the language driver of the header states. */
export function statedEncoding(cpg: string | undefined, language: number): SourceEncoding | undefined {
  const name = cpg
    ?.trim()
    .toLowerCase()
    .replace(/[\s_-]/g, '');
  if (name === 'utf8' || name === '65001' || name === 'cp65001') return 'utf-8';
  if (name && /^(gbk|gb2312|gb18030|(ansi|cp|ms|windows|oem)?936|euccn)$/.test(name)) return 'gb18030';
  return name === undefined && language === 0x4d ? 'gb18030' : undefined;
}
