import { unreadableFile } from './byte-source.ts';
import type { OpenedSource, OpenOptions, SourceRow } from './source-types.ts';
import { isBlankRow, parseHeader, type TableHeader, tableRow } from './table-rows.ts';
import { type MergedRange, mergedRanges } from './xlsx-merges.ts';
import { SheetHandler, type SheetRow } from './xlsx-sheet.ts';
import { entryText, openWorkbook, type Workbook, xmlRefusal } from './xlsx-workbook.ts';
import { XmlTokenizer } from './xml-tokenizer.ts';

/**
 * Opens one sheet of an .xlsx workbook as a stream of rows: stored results of formulas, dates as `2025-10-14`, numbers
 * with a zero-filled format (000000) as the text that is seen. The first row with a value is the header.
 * Throws InvalidInputError when it is no workbook, is damaged or beyond the limits, or the sheet is empty.
 */
export async function openXlsx(path: string, options: OpenOptions): Promise<OpenedSource> {
  const { fileName, sheet } = options;
  const workbook = await openWorkbook(path, fileName, sheet);
  const merged = await mergedRanges(workbook);
  const rows = sheetRows(workbook);
  let first = await rows.next();
  while (!first.done && isBlankRow(first.value.cells)) first = await rows.next();
  if (first.done)
    throw unreadableFile(fileName, 'the sheet is empty', 'a header row and one row for each thing');
  const header = parseHeader(first.value.cells, fileName);
  return { format: 'xlsx', columns: header.columns, rows: dataRows(rows, header, merged) };
}

async function* dataRows(
  rows: AsyncIterable<SheetRow>,
  header: TableHeader,
  merged: readonly MergedRange[],
): AsyncGenerator<SourceRow> {
  let next = 0;
  let open: MergedRange[] = [];
  for await (const { row, cells, defect } of rows) {
    while (next < merged.length && merged[next]!.top <= row) open.push(merged[next++]!);
    open = open.filter((range) => range.bottom >= row);
    if (isBlankRow(cells) && !defect) continue;
    const read = tableRow(header, row, cells, false);
    const problem = defect
      ? problemAt(header, defect.column, defect)
      : (coveredCell(header, row, open) ?? read.problem);
    yield problem ? { ...read, problem } : read;
  }
}

function problemAt(
  header: TableHeader,
  column: number,
  defect: { value: string; reason: string; code: string },
): SourceRow['problem'] {
  const field = header.columns[header.places.indexOf(column)] ?? `column ${column + 1}`;
  return { field, value: defect.value, reason: defect.reason, code: defect.code };
}

/** A cell that a merge covers looks filled and is empty: its value would be lost without a word. */
function coveredCell(header: TableHeader, row: number, merged: readonly MergedRange[]): SourceRow['problem'] {
  for (const { top, left, right } of merged) {
    const column = header.places.find(
      (place) => place >= left && place <= right && !(row === top && place === left),
    );
    if (column !== undefined) {
      return problemAt(header, column, {
        value: '',
        reason: 'the cell is merged with another; undo the merge and fill each cell',
        code: 'merged-cell',
      });
    }
  }
  return undefined;
}

async function* sheetRows(workbook: Workbook): AsyncGenerator<SheetRow> {
  const handler = new SheetHandler(workbook);
  const tokenizer = new XmlTokenizer(handler);
  try {
    for await (const text of entryText(workbook.archive, workbook.sheet)) {
      tokenizer.feed(text);
      yield* handler.rows.splice(0);
    }
    tokenizer.end();
  } catch (error) {
    throw xmlRefusal(error, workbook.archive, workbook.sheet);
  }
}
