import { openCsv } from './csv-reader.ts';
import { findFormat } from './file-format.ts';
import { openGeoJson } from './geojson-reader.ts';
import { openGeoJsonSeq } from './geojsonseq-reader.ts';
import { openShapefile } from './shapefile-reader.ts';
import type { OpenedSource, OpenOptions, SourceFormat } from './source-types.ts';
import { openXlsx } from './xlsx-reader.ts';

export type { OpenedSource, OpenOptions, SourceFormat, SourceRow } from './source-types.ts';

const OPENERS: Record<SourceFormat, (path: string, options: OpenOptions) => Promise<OpenedSource>> = {
  csv: openCsv,
  geojson: openGeoJson,
  geojsonseq: openGeoJsonSeq,
  xlsx: openXlsx,
  shapefile: openShapefile,
};

/**
 * Opens a file for import: finds its format (by `options.format`, else by the name's ending, checked against its first
 * bytes), its encoding, columns and declared coordinate system, and streams its rows.
 * Throws InvalidInputError naming what is wrong with the file and what is read instead.
 */
export async function openSource(path: string, options: OpenOptions): Promise<OpenedSource> {
  const format = await findFormat(path, options.fileName, options.format);
  return OPENERS[format](path, options);
}
