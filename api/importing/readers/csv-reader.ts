import { unreadableFile } from './byte-source.ts';
import { type CsvRecord, CsvTokenizer, MAX_RECORD_CHARS } from './csv-tokenizer.ts';
import type { OpenedSource, OpenOptions, SourceRow } from './source-types.ts';
import { isBlankRow, parseHeader, type TableHeader, tableRow } from './table-rows.ts';
import { decodedText, detectEncoding } from './text-encoding.ts';

const DEFECTS: Record<NonNullable<CsvRecord['defect']>, string> = {
  'quote-not-closed': 'a quoted cell begins here and is never closed',
  'text-after-quote': 'text follows a closing quote; a quote inside a quoted cell is written twice ("")',
};

/**
 * Opens a CSV file, also gzipped, as a stream of rows. The delimiter is a comma, unless the header row has none and has
 * tabs or semicolons. Blank rows are counted but left out.
 * Throws InvalidInputError when the file is empty, has no usable header or is not text.
 */
export async function openCsv(path: string, options: OpenOptions): Promise<OpenedSource> {
  const { fileName } = options;
  const encoding = options.encoding ?? (await detectEncoding(path, fileName));
  const records = numberedRecords(decodedText(path, fileName, encoding), fileName);
  let first = await records.next();
  while (!first.done && isBlankRow(first.value.record.cells)) first = await records.next();
  if (first.done)
    throw unreadableFile(fileName, 'the file is empty', 'a header row and one row for each thing');
  if (first.value.record.defect)
    throw unreadableFile(fileName, `the header cannot be read: ${DEFECTS[first.value.record.defect]}`);
  const header = parseHeader(first.value.record.cells, fileName);
  return { format: 'csv', encoding, columns: header.columns, rows: dataRows(records, header) };
}

interface Numbered {
  readonly row: number;
  readonly record: CsvRecord;
}

async function* dataRows(records: AsyncIterable<Numbered>, header: TableHeader): AsyncGenerator<SourceRow> {
  for await (const { row, record } of records) {
    if (isBlankRow(record.cells)) continue;
    const read = tableRow(header, row, record.cells, true);
    if (!record.defect) yield read;
    else {
      const value = record.cells.join(',').slice(0, 200);
      yield {
        row,
        values: read.values,
        problem: { field: 'row', value, reason: DEFECTS[record.defect], code: record.defect },
      };
    }
  }
}

async function* numberedRecords(text: AsyncIterable<string>, fileName: string): AsyncGenerator<Numbered> {
  let tokenizer: CsvTokenizer | undefined;
  let row = 0;
  try {
    for await (const piece of text) {
      tokenizer ??= new CsvTokenizer(findDelimiter(piece));
      for (const record of tokenizer.feed(piece)) yield { row: ++row, record };
    }
    for (const record of tokenizer?.end() ?? []) yield { row: ++row, record };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw unreadableFile(
      fileName,
      `row ${row + 1} is longer than ${MAX_RECORD_CHARS} characters`,
      'one line for each row',
    );
  }
}

/** The comma unless the first row that is not blank has none: then the tab or semicolon that it has most of. */
function findDelimiter(text: string): string {
  const header = /[^\r\n]*\S[^\r\n]*/.exec(text.slice(0, 65_536))?.[0].replace(/"[^"]*"/g, '') ?? '';
  const count = (delimiter: string) => header.split(delimiter).length - 1;
  if (count(',') > 0) return ',';
  return count('\t') >= count(';') && count('\t') > 0 ? '\t' : count(';') > 0 ? ';' : ',';
}
