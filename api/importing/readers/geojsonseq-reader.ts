import { unreadableFile } from './byte-source.ts';
import { COLUMN_SAMPLE, columnsOf, declaredCrsOf, featureRow } from './feature-row.ts';
import { MAX_PART_CHARS } from './json-splitter.ts';
import type { OpenedSource, OpenOptions, SourceRow } from './source-types.ts';
import { decodedText, detectEncoding } from './text-encoding.ts';

const RECORD_SEPARATOR = '\x1e';

/**
 * Opens GeoJSONSeq, also gzipped, as a stream of rows: one Feature on each line, or records that begin with the RS
 * character and may span lines (RFC 8142). A line that is no Feature is a problem of that row only.
 * Throws InvalidInputError when the file is empty or is one FeatureCollection.
 */
export async function openGeoJsonSeq(path: string, options: OpenOptions): Promise<OpenedSource> {
  const { fileName } = options;
  const encoding = options.encoding ?? (await detectEncoding(path, fileName, 'utf-8'));
  const records = textRecords(decodedText(path, fileName, encoding), fileName);
  const sample: TextRecord[] = [];
  for (let next = await records.next(); !next.done; next = await records.next()) {
    if (sample.push(next.value) === COLUMN_SAMPLE) break;
  }
  const first = sample[0];
  if (!first) throw unreadableFile(fileName, 'the file is empty', 'one Feature on each line');
  const crs = crsOfRecord(first.text, fileName);
  const rows = sample.map((record) => featureRow(record.line, record.text, crs));
  const declared = crs === undefined ? {} : { declaredCrs: crs };
  return {
    format: 'geojsonseq',
    encoding,
    ...declared,
    columns: columnsOf(rows),
    rows: followedBy(rows, records, crs),
  };
}

interface TextRecord {
  readonly line: number;
  readonly text: string;
}

async function* followedBy(
  read: readonly SourceRow[],
  rest: AsyncIterable<TextRecord>,
  crs: string | undefined,
): AsyncGenerator<SourceRow> {
  yield* read;
  for await (const record of rest) yield featureRow(record.line, record.text, crs);
}

/** What the first record declares stands for all; a later one that says otherwise is a problem of its row. */
function crsOfRecord(text: string, fileName: string): string | undefined {
  let value: { type?: unknown; crs?: unknown } | null;
  try {
    value = JSON.parse(text);
  } catch {
    return 'CRS84';
  }
  if (value?.type === 'FeatureCollection')
    throw unreadableFile(
      fileName,
      'this is one FeatureCollection, not a sequence',
      'read it as geojson (.geojson)',
    );
  const isObject = typeof value === 'object' && value !== null;
  return declaredCrsOf(value?.crs, isObject && 'crs' in value!);
}

/** The records of the text with the line on which each begins; blank ones are left out. */
async function* textRecords(text: AsyncIterable<string>, fileName: string): AsyncGenerator<TextRecord> {
  let separator: string | undefined;
  let rest = '';
  let line = 1;
  for await (const piece of text) {
    separator ??= piece.trimStart().startsWith(RECORD_SEPARATOR) ? RECORD_SEPARATOR : '\n';
    let from = rest.length;
    rest += piece;
    let start = 0;
    for (let end = rest.indexOf(separator, from); end >= 0; end = rest.indexOf(separator, from)) {
      const record = rest.slice(start, end);
      yield* recordAt(record, line);
      line += separator === '\n' ? 1 : countLines(record);
      start = end + 1;
      from = start;
    }
    rest = rest.slice(start);
    if (rest.length > MAX_PART_CHARS) {
      throw unreadableFile(
        fileName,
        `the record in line ${line} is longer than 64 MiB`,
        'one Feature on each line',
      );
    }
  }
  yield* recordAt(rest, line);
}

function* recordAt(record: string, line: number): Generator<TextRecord> {
  const before = /^\s*/.exec(record)![0];
  const text = record.slice(before.length).trimEnd();
  if (text !== '') yield { line: line + countLines(before), text };
}

function countLines(text: string): number {
  return text.split('\n').length - 1;
}
