import { InvalidInputError } from '../errors.ts';
import { type Crs, parseCrs } from '../geo/crs.ts';
import { ALLOWED_CRS } from '../geo/crs-names.ts';
import { note } from './build-report.ts';
import type { FileFinding } from './import-report.ts';
import type { OpenedSource } from './readers/open-source.ts';

/** CRS84 and EPSG:4326 differ in axis order only, and columns and GeoJSON here are always longitude first. */
const sameSystem = (one: string, other: string) => plain(one) === plain(other);
const plain = (id: string) => (id === 'EPSG:4326' ? 'CRS84' : id);

/**
 * The coordinate system of a file's positions: what the file declares, else what was stated.
 * GeoJSON without a `crs` member means CRS84 by its standard, but map services hand out GCJ-02 in exactly that form: a stated
 * system replaces that default and is reported. An explicit declaration is never overruled.
 * Throws InvalidInputError when nothing is known or the two contradict, GeoInputError for an unknown name.
 */
export function resolveCrs(
  source: OpenedSource,
  stated: string | undefined,
): { crs: Crs; findings: FileFinding[] } {
  const wanted = stated === undefined ? undefined : parseCrs(stated, 'crs');
  if (source.declaredCrs === undefined) {
    if (wanted) return { crs: wanted, findings: [] };
    throw new InvalidInputError([
      {
        field: 'crs',
        reason: `the ${source.format} file does not say its coordinate system; it must be stated, because it is never guessed`,
        allowed: ALLOWED_CRS,
      },
    ]);
  }
  const declared = parseCrs(source.declaredCrs, 'crs');
  if (!wanted || sameSystem(wanted.id, declared.id)) return { crs: declared, findings: [] };
  if (source.declaredCrs === 'CRS84' && (source.format === 'geojson' || source.format === 'geojsonseq'))
    return {
      crs: wanted,
      findings: [
        note(
          'crs-replaces-geojson-default',
          `GeoJSON 默认坐标系为 CRS84，按声明改用 ${wanted.id}`,
          `GeoJSON means CRS84 unless it says otherwise; read as ${wanted.id}, as stated`,
        ),
      ],
    };
  throw new InvalidInputError([
    {
      field: 'crs',
      value: stated,
      reason: `the file itself declares ${declared.id}; if the file is wrong, correct its declaration (the crs member or the .prj file)`,
      allowed: declared.id,
    },
  ]);
}
