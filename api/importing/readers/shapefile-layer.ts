import { unreadableFile } from './byte-source.ts';
import type { ZipArchive, ZipEntry } from './zip-archive.ts';

/** The parts of one Shapefile inside an archive. */
export interface ShapefileLayer {
  readonly name: string;
  readonly shp: ZipEntry;
  readonly dbf: ZipEntry;
  readonly prj: ZipEntry | undefined;
  readonly cpg: ZipEntry | undefined;
}

/**
 * The Shapefile of that name, or the only one. Throws InvalidInputError naming the layers when there are several and none
 * is named, and when the .dbf is missing: without it no row has a code.
 */
export function chooseLayer(archive: ZipArchive, wanted: string | undefined): ShapefileLayer {
  const entries = archive.entries.filter((entry) => !/(^|\/)(__MACOSX\/|\._)/.test(entry.name));
  const shapes = entries.filter((entry) => /\.shp$/i.test(entry.name));
  const names = shapes.map((entry) => layerName(entry.name));
  const { fileName } = archive;
  if (shapes.length === 0)
    throw unreadableFile(
      fileName,
      'the zip archive holds no Shapefile (.shp)',
      'a zip with .shp, .dbf, .prj and, for Chinese text, .cpg',
    );
  if (wanted === undefined && shapes.length > 1)
    throw unreadableFile(
      fileName,
      'the zip archive holds several Shapefiles; name one as the sheet',
      names.join(', '),
    );
  const index = wanted === undefined ? 0 : names.indexOf(wanted);
  const shp = shapes[index];
  if (!shp)
    throw unreadableFile(
      fileName,
      `the zip archive has no Shapefile ${JSON.stringify(wanted)}`,
      names.join(', '),
    );
  const part = (ending: string) => {
    const path = shp.name.slice(0, -3).toLowerCase() + ending;
    return entries.find((entry) => entry.name.toLowerCase() === path);
  };
  const dbf = part('dbf');
  if (!dbf) throw unreadableFile(fileName, `${shp.name} has no .dbf beside it`);
  return {
    name: names[index]!,
    shp,
    dbf,
    prj: part('prj'),
    cpg: part('cpg') ?? entries.find((entry) => entry.name.toLowerCase() === `${shp.name}.cpg`.toLowerCase()),
  };
}

function layerName(path: string): string {
  return path.replace(/^.*\//, '').replace(/\.shp$/i, '');
}
