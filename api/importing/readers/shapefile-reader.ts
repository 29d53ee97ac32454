import { crsOfWkt } from '../../geo/wkt-crs.ts';
import { ByteReader } from './byte-reader.ts';
import { unreadableFile } from './byte-source.ts';
import { findDbfEncoding } from './dbf-encoding.ts';
import { type DbfField, parseDbfFields, parseDbfHeader, readDbfRecord } from './dbf-table.ts';
import { chooseLayer, type ShapefileLayer } from './shapefile-layer.ts';
import { parseShape } from './shp-geometry.ts';
import type { OpenedSource, OpenOptions, SourceEncoding, SourceRow } from './source-types.ts';
import { cleanValues } from './source-values.ts';
import { entryBytes, openZip, wholeEntry, type ZipArchive } from './zip-archive.ts';

/** Longest shape in bytes: four million corners. */
const MAX_SHAPE_BYTES = 64 * 1024 ** 2;

/**
 * Opens a zipped Shapefile (.shp, .dbf, optional .prj and .cpg) as a stream of rows, in the coordinates of the file; the
 * .prj is declared, nothing is reprojected here. With several layers `options.sheet` names one. Records deleted in the
 * .dbf are left out. Throws InvalidInputError when a part is missing or damaged, or the text encoding cannot be told.
 */
export async function openShapefile(path: string, options: OpenOptions): Promise<OpenedSource> {
  const archive = await openZip(path, options.fileName);
  const layer = chooseLayer(archive, options.sheet);
  const prj = layer.prj && crsOfWkt((await wholeEntry(archive, layer.prj, 65_536)).toString('utf8'));
  const cpg = layer.cpg && (await wholeEntry(archive, layer.cpg, 1_024)).toString('latin1');
  const table = await readTableHead(archive, layer);
  const encoding = options.encoding ?? (await findDbfEncoding(archive, layer.dbf, table.header, cpg));
  const fields = parseDbfFields(table.fieldBytes, table.header, encoding);
  if (!fields)
    throw unreadableFile(
      archive.fileName,
      `${layer.dbf.name} is damaged: its columns do not fill its records`,
    );
  const rows = records(archive, layer, fields, encoding);
  const declared = prj ? { declaredCrs: prj } : {};
  return {
    format: 'shapefile',
    encoding,
    ...declared,
    columns: fields.map((field) => field.name),
    total: table.header.records,
    rows,
  };
}

async function readTableHead(archive: ZipArchive, layer: ShapefileLayer) {
  const reader = new ByteReader(entryBytes(archive, layer.dbf));
  const head = await reader.take(32);
  const header = head && parseDbfHeader(head);
  const fieldBytes = header && (await reader.take(header.headerBytes - 32));
  await reader.close();
  if (!header || !fieldBytes) throw unreadableFile(archive.fileName, `${layer.dbf.name} is damaged`);
  if (header.headerBytes + header.records * header.recordBytes > layer.dbf.unpackedBytes) {
    throw unreadableFile(
      archive.fileName,
      `${layer.dbf.name} is cut short: it announces ${header.records} records`,
    );
  }
  return { header, fieldBytes };
}

/** Decodes strictly: a wrong encoding must fail, not load nonsense. */
function textDecoder(encoding: SourceEncoding): (bytes: Buffer) => string {
  const decoder = new TextDecoder(encoding, { fatal: true });
  return (bytes) => decoder.decode(bytes);
}

async function* records(
  archive: ZipArchive,
  layer: ShapefileLayer,
  fields: readonly DbfField[],
  encoding: SourceEncoding,
): AsyncGenerator<SourceRow> {
  const shapes = new ByteReader(entryBytes(archive, layer.shp));
  const table = new ByteReader(entryBytes(archive, layer.dbf));
  const decode = textDecoder(encoding);
  const cutShort = (part: string, row: number) =>
    unreadableFile(archive.fileName, `${part} is cut short at record ${row}`);
  try {
    const header = parseDbfHeader((await table.take(32))!)!;
    await table.take(header.headerBytes - 32);
    const shpHead = await shapes.take(100);
    if (shpHead?.readInt32BE(0) !== 9994)
      throw unreadableFile(archive.fileName, `${layer.shp.name} is no Shapefile`);
    for (let row = 1; row <= header.records; row++) {
      const shapeHead = await shapes.take(8);
      const length = (shapeHead?.readInt32BE(4) ?? -1) * 2;
      if (length > MAX_SHAPE_BYTES)
        throw unreadableFile(
          archive.fileName,
          `the shape of record ${row} is longer than ${MAX_SHAPE_BYTES} bytes`,
        );
      const content = length < 0 ? undefined : await shapes.take(length);
      if (!content) throw cutShort(layer.shp.name, row);
      const record = await table.take(header.recordBytes);
      if (!record) throw cutShort(layer.dbf.name, row);
      if (record[0] !== 0x2a) yield shapeRow(row, record, content, fields, decode);
    }
    if (await shapes.take(8))
      throw unreadableFile(
        archive.fileName,
        `${layer.shp.name} has more shapes than ${layer.dbf.name} has records`,
      );
  } finally {
    await shapes.close();
    await table.close();
  }
}

function shapeRow(
  row: number,
  record: Buffer,
  content: Buffer,
  fields: readonly DbfField[],
  decode: (bytes: Buffer) => string,
): SourceRow {
  const shape = parseShape(content);
  const geometry = shape && 'type' in shape ? shape : null;
  try {
    const { values, problem } = cleanValues(readDbfRecord(record, fields, decode));
    if (shape && 'defect' in shape)
      return {
        row,
        values,
        geometry,
        problem: { field: 'geometry', reason: shape.defect, code: 'shape-damaged' },
      };
    return problem ? { row, values, geometry, problem } : { row, values, geometry };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return {
      row,
      values: {},
      geometry,
      problem: {
        field: 'row',
        reason: 'the text is not valid in the encoding of the table',
        code: 'invalid-text',
      },
    };
  }
}
