import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PROGRAM_ROOT } from '../../api/paths.ts';

/** Folder of the real files: REAL_DATA_DIR, else `../shared/data` beside the project. */
export function realDataFolder(): string {
  return resolve(process.env.REAL_DATA_DIR ?? join(PROGRAM_ROOT, '../shared/data'));
}

export const REAL_FILES = [
  'xian/districts.wgs84.geojson',
  'xian/poi-medical.bd09.csv',
  'xian/residential.bd09.csv',
  'xian/roads.wgs84.geojsonl.gz',
  'qingdao/admin-osm.wgs84.geojson',
  'qingdao/population-2020.csv',
] as const;

/** The files that are not there; empty when the run can start. */
export function missingRealFiles(folder: string): string[] {
  return REAL_FILES.filter((file) => !existsSync(join(folder, file)));
}
