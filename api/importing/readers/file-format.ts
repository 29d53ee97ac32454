import { stat } from 'node:fs/promises';
import { isGzip, readHead, unreadableFile } from './byte-source.ts';
import type { SourceFormat } from './source-types.ts';

const BY_ENDING: Readonly<Record<string, SourceFormat>> = {
  csv: 'csv',
  tsv: 'csv',
  txt: 'csv',
  xlsx: 'xlsx',
  xlsm: 'xlsx',
  geojson: 'geojson',
  json: 'geojson',
  geojsonl: 'geojsonseq',
  geojsons: 'geojsonseq',
  geojsonseq: 'geojsonseq',
  ndjson: 'geojsonseq',
  jsonl: 'geojsonseq',
  zip: 'shapefile',
};

const ALLOWED_FORMATS =
  'CSV (.csv, .tsv, .txt), Excel (.xlsx), GeoJSON (.geojson, .json), GeoJSONSeq (.geojsonl, .geojsons, .ndjson, .jsonl), ' +
  'each text format also .gz, zipped Shapefile (.zip)';

/**
 * Finds the format of a file from what the caller states, else from the ending of its name (`.gz` aside), and checks it
 * against the first bytes. Throws InvalidInputError for an unknown ending or when the bytes are plainly something else.
 */
export async function findFormat(
  path: string,
  fileName: string,
  stated?: SourceFormat,
): Promise<SourceFormat> {
  if ((await stat(path)).size === 0) throw unreadableFile(fileName, 'the file is empty');
  const head = await readHead(path, 8);
  const kind = binaryKind(head);
  if (kind === 'old office file')
    throw unreadableFile(fileName, 'this is an Excel 97-2003 workbook (.xls)', 'save it as .xlsx');
  if (kind === 'pdf') throw unreadableFile(fileName, 'this is a PDF document', ALLOWED_FORMATS);
  const gzipNamed = /\.gz$/i.test(fileName);
  if (gzipNamed && kind !== 'gzip')
    throw unreadableFile(fileName, 'the name ends in .gz but the file is not gzip');
  const ending = /\.([^./\\]+)$/.exec(fileName.replace(/\.gz$/i, ''))?.[1]?.toLowerCase() ?? '';
  const format = stated ?? (Object.hasOwn(BY_ENDING, ending) ? BY_ENDING[ending] : undefined);
  if (!format)
    throw unreadableFile(
      fileName,
      ending ? `files ending in .${ending} are not read` : 'the format cannot be told from the name',
      ALLOWED_FORMATS,
    );
  const zipped = format === 'xlsx' || format === 'shapefile';
  if (zipped !== (kind === 'zip')) {
    throw unreadableFile(
      fileName,
      zipped ? `it is not a zip archive, so it is no ${format}` : `it is a zip archive, not ${format}`,
      ALLOWED_FORMATS,
    );
  }
  return format;
}

function binaryKind(head: Buffer): 'gzip' | 'zip' | 'old office file' | 'pdf' | undefined {
  if (isGzip(head)) return 'gzip';
  const hex = head.toString('hex');
  if (hex.startsWith('504b0304') || hex.startsWith('504b0506')) return 'zip';
  if (hex.startsWith('d0cf11e0a1b11ae1')) return 'old office file';
  return hex.startsWith('25504446') ? 'pdf' : undefined;
}
