import type { Collection, Field } from '../collections/collection.ts';
import type { Item } from '../collections/item-query.ts';
import type { ItemChunk } from '../collections/read-items.ts';

export interface CsvOptions {
  readonly collection: Collection;
  readonly properties: readonly Field[];
  /** Byte order mark, and cells that a spreadsheet program would run as formulas made harmless by an apostrophe. */
  readonly forSpreadsheet: boolean;
}

/**
 * CSV as in RFC 4180 (UTF-8, CRLF), a piece a chunk. Columns: fid; `lon`,`lat` (degrees) of points or `wkt` of lines and polygons; the properties.
 * An empty cell is "no value", an empty text stands as "". Several values of one cell are separated by `|`.
 */
export async function* csvText(
  chunks: AsyncIterable<ItemChunk>,
  options: CsvOptions,
): AsyncGenerator<string> {
  const { collection, properties, forSpreadsheet } = options;
  const place =
    collection.geometryType === null ? [] : collection.geometryType === 'Point' ? ['lon', 'lat'] : ['wkt'];
  const header = ['fid', ...place, ...properties.map((field) => field.name)].join(',');
  let opening = `${forSpreadsheet ? '\uFEFF' : ''}${header}\r\n`;
  for await (const chunk of chunks) {
    yield opening + chunk.items.map((item) => rowText(item, options)).join('');
    opening = '';
  }
}

function rowText(item: Item, { collection, properties, forSpreadsheet }: CsvOptions): string {
  const values = JSON.parse(item.properties) as Readonly<Record<string, unknown>>;
  const cells = properties.map((field) => cellText(values[field.name], forSpreadsheet));
  return `${[String(item.fid), ...placeCells(collection, item.geometry), ...cells].join(',')}\r\n`;
}

/** A point's text is already `lon,lat`. */
function placeCells(collection: Collection, geometry: string | null): string[] {
  if (collection.geometryType === null) return [];
  if (collection.geometryType === 'Point') return [geometry ?? ','];
  return [geometry === null ? '' : `"${geometry}"`];
}

function cellText(value: unknown, forSpreadsheet: boolean): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = Array.isArray(value) ? value.join('|') : String(value);
  return quoted(forSpreadsheet && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
}

function quoted(text: string): string {
  return text === '' || /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
