import { unreadableFile } from './byte-source.ts';
import { COLUMN_SAMPLE, columnsOf, declaredCrsOf, featureRow } from './feature-row.ts';
import { JsonSplitter, JsonStructureError, parseText } from './json-splitter.ts';
import type { OpenedSource, OpenOptions, SourceEncoding, SourceRow } from './source-types.ts';
import { decodedText, detectEncoding } from './text-encoding.ts';

const SEQUENCE_REMEDY =
  'one FeatureCollection; a file with one Feature on each line is GeoJSONSeq (.geojsonl)';

/**
 * Opens a GeoJSON FeatureCollection (or a single Feature), also gzipped, as a stream of rows. The file is read twice:
 * once to see that it is whole, what it declares and which properties it has, then feature by feature.
 * Throws InvalidInputError when it is no GeoJSON object, is cut short or is another GeoJSON object.
 */
export async function openGeoJson(path: string, options: OpenOptions): Promise<OpenedSource> {
  const { fileName } = options;
  const encoding = options.encoding ?? (await detectEncoding(path, fileName, 'utf-8'));
  const outline = await readOutline(path, fileName, encoding);
  const type = outline.members.get('type');
  const crs = declaredCrsOf(outline.members.get('crs'), outline.members.has('crs'));
  const declared = crs === undefined ? {} : { declaredCrs: crs };
  if (type === 'Feature') {
    const row = featureRow(1, await wholeText(path, fileName, encoding), crs);
    return { format: 'geojson', encoding, ...declared, columns: columnsOf([row]), total: 1, rows: only(row) };
  }
  if (type !== 'FeatureCollection' || outline.count === undefined) {
    const what =
      type === 'FeatureCollection'
        ? 'a FeatureCollection without features'
        : `of type ${JSON.stringify(type) ?? 'none'}`;
    throw unreadableFile(fileName, `the GeoJSON object is ${what}`, 'a FeatureCollection or a Feature');
  }
  const rows = features(path, fileName, encoding, crs);
  return { format: 'geojson', encoding, ...declared, columns: outline.columns, total: outline.count, rows };
}

interface Outline {
  /** `type` and `crs` of the root object. */
  readonly members: Map<string, unknown>;
  readonly columns: string[];
  /** Features in the file; undefined without a `features` array. */
  readonly count: number | undefined;
}

async function readOutline(path: string, fileName: string, encoding: SourceEncoding): Promise<Outline> {
  const members = new Map<string, unknown>();
  const columns = new Set<string>();
  let features = 0;
  const splitter = new JsonSplitter();
  try {
    for await (const piece of decodedText(path, fileName, encoding)) {
      for (const part of splitter.feed(piece)) {
        if (part.kind === 'feature') {
          if (features++ >= COLUMN_SAMPLE) continue;
          for (const name of columnsOf([featureRow(features, part.text, undefined)])) columns.add(name);
        } else if (part.name === 'type' || part.name === 'crs') members.set(part.name, parseText(part.text));
      }
    }
    splitter.end();
  } catch (error) {
    throw structureRefusal(error, fileName, features);
  }
  return { members, columns: [...columns], count: splitter.hadFeatures ? features : undefined };
}

async function* features(
  path: string,
  fileName: string,
  encoding: SourceEncoding,
  crs: string | undefined,
): AsyncGenerator<SourceRow> {
  const splitter = new JsonSplitter();
  let row = 0;
  try {
    for await (const piece of decodedText(path, fileName, encoding)) {
      for (const part of splitter.feed(piece))
        if (part.kind === 'feature') yield featureRow(++row, part.text, crs);
    }
  } catch (error) {
    throw structureRefusal(error, fileName, row);
  }
}

function structureRefusal(error: unknown, fileName: string, features: number): unknown {
  if (!(error instanceof JsonStructureError)) return error;
  return unreadableFile(
    fileName,
    `not valid GeoJSON after ${features} features: ${error.message}`,
    SEQUENCE_REMEDY,
  );
}

async function wholeText(path: string, fileName: string, encoding: SourceEncoding): Promise<string> {
  let text = '';
  for await (const piece of decodedText(path, fileName, encoding)) text += piece;
  return text;
}

async function* only(row: SourceRow): AsyncGenerator<SourceRow> {
  yield row;
}
