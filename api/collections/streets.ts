import { areaKm2, code, name, nameEn, residentPop, upkeep, validityNote } from './area-fields.ts';
import type { Collection } from './collection.ts';
import * as common from './common-fields.ts';

/** Streets and townships (街道/乡镇) as polygons. */
export const streets: Collection = {
  id: 'streets',
  title: { zh: '街道和乡镇', en: 'Streets and townships' },
  description: {
    zh: `街道、镇、乡的边界。${validityNote.zh}`,
    en: `Street offices, towns and townships. ${validityNote.en}`,
  },
  source: 'layer_streets',
  geometryType: 'MultiPolygon',
  extentTable: 'area',
  hasValidity: true,
  defaultDatetime: 'today',
  fields: [
    code,
    name,
    nameEn,
    { name: 'county_code', type: 'string', title: { zh: '区县代码', en: 'County code' }, filterable: true },
    { name: 'county_name', type: 'string', title: { zh: '区县', en: 'County' }, filterable: true },
    areaKm2,
    ...residentPop,
    common.sourceCrs,
    ...upkeep,
  ],
};
