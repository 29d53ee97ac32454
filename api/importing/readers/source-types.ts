import type { Geometry } from 'geojson';

/** One row of a file, read but not yet understood. */
export interface SourceRow {
  /** As the user counts: CSV and .xlsx = sheet row (header is 1), GeoJSON = feature from 1, GeoJSONSeq = line, Shapefile = record from 1. */
  readonly row: number;
  /** By column or property name; text is trimmed, empty text is null, nested values are JSON text. */
  readonly values: Readonly<Record<string, string | number | boolean | null>>;
  /** As in the file, not yet converted; absent where the format has no geometry. */
  readonly geometry?: Geometry | null;
  /** Why the row cannot be read; `values` then holds what could be. */
  readonly problem?: {
    readonly field: string;
    readonly value?: unknown;
    readonly reason: string;
    readonly code: string;
  };
}

export type SourceFormat = 'csv' | 'xlsx' | 'geojson' | 'geojsonseq' | 'shapefile';
export type SourceEncoding = 'utf-8' | 'gb18030';

export interface OpenedSource {
  readonly format: SourceFormat;
  readonly encoding?: SourceEncoding;
  /** The coordinate system the file itself states; absent when it states none. */
  readonly declaredCrs?: string;
  /** Header of a table, else the property names of the first features. */
  readonly columns: readonly string[];
  /** Number of rows, where the format tells before they are read. */
  readonly total?: number;
  /** Read once. Throws InvalidInputError when the rest of the file cannot be read (an unclosed quote, damaged gzip). */
  readonly rows: AsyncIterable<SourceRow>;
}

export interface OpenOptions {
  readonly fileName: string;
  readonly format?: SourceFormat;
  readonly encoding?: SourceEncoding;
  /** Sheet of a workbook or layer of a zipped Shapefile, by name (a workbook also by number from 1). */
  readonly sheet?: string;
}
