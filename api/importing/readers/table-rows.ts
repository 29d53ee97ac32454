import { unreadableFile } from './byte-source.ts';
import type { SourceRow } from './source-types.ts';
import { cleanValues, MAX_COLUMNS, type SourceValue } from './source-values.ts';

type Cell = SourceValue | undefined;

/** The header of a table: the named columns with their place, in order. */
export interface TableHeader {
  readonly columns: readonly string[];
  readonly places: readonly number[];
  readonly width: number;
}

/**
 * Understands a header row. Blank names are left out: a row with something below one is reported.
 * Throws InvalidInputError when no column is named, two have one name or there are too many.
 */
export function parseHeader(cells: readonly Cell[], fileName: string): TableHeader {
  const names = cells.map((cell) => (cell === null || cell === undefined ? '' : String(cell).trim()));
  const places = names.flatMap((name, place) => (name === '' ? [] : [place]));
  const columns = places.map((place) => names[place]!);
  const twice = [...new Set(columns.filter((name, index) => columns.indexOf(name) !== index))];
  if (twice.length > 0)
    throw unreadableFile(
      fileName,
      `the header names a column twice: ${twice.slice(0, 20).join(', ')}`,
      'every column name once',
    );
  if (columns.length > MAX_COLUMNS)
    throw unreadableFile(fileName, `the header has ${columns.length} columns`, `at most ${MAX_COLUMNS}`);
  return { columns, places, width: cells.length };
}

/** True when nothing stands in the row: such rows are counted, but are no data. */
export function isBlankRow(cells: readonly Cell[]): boolean {
  return cells.every(
    (cell) => cell === null || cell === undefined || (typeof cell === 'string' && cell.trim() === ''),
  );
}

/**
 * Makes a row of a table. With `exactWidth` (CSV) fewer cells than the header are a problem, since a line break or a
 * missing comma has moved the values; cells beyond the header or below a blank name are one in every format.
 */
export function tableRow(
  header: TableHeader,
  row: number,
  cells: readonly Cell[],
  exactWidth: boolean,
): SourceRow {
  const cleaned = cleanValues(header.places.map((place, index) => [header.columns[index]!, cells[place]]));
  const problem = shapeProblem(header, cells, exactWidth) ?? cleaned.problem;
  return problem ? { row, values: cleaned.values, problem } : { row, values: cleaned.values };
}

function shapeProblem(
  header: TableHeader,
  cells: readonly Cell[],
  exactWidth: boolean,
): SourceRow['problem'] {
  const beyond = cells.slice(header.width);
  if ((exactWidth && cells.length < header.width) || !isBlankRow(beyond)) {
    const reason = `the row has ${cells.length} cells, the header ${header.width}`;
    return {
      field: 'row',
      value: beyond.join(' | ').slice(0, 200) || cells.length,
      reason,
      code: 'column-count',
    };
  }
  const unnamed = cells.findIndex(
    (cell, place) => !header.places.includes(place) && place < header.width && !isBlankRow([cell]),
  );
  if (unnamed < 0) return undefined;
  return {
    field: `column ${unnamed + 1}`,
    value: cells[unnamed],
    reason: 'the column has a value but no name in the header',
    code: 'unnamed-column',
  };
}
