import { areaKm2, code, name, nameEn, residentPop, upkeep, validityNote } from './area-fields.ts';
import type { Collection, Field } from './collection.ts';
import * as common from './common-fields.ts';

const insuredPop: Field[] = [
  {
    name: 'insured_pop',
    type: 'number',
    unit: '{persons}',
    title: { zh: '参保人口（最新）', en: 'Insured population, latest' },
  },
  {
    name: 'insured_pop_as_of',
    type: 'date',
    title: { zh: '参保人口日期', en: 'Date of the insured population' },
  },
];
/** Counties (区市县) as polygons. */
export const counties: Collection = {
  id: 'counties',
  title: { zh: '区县', en: 'Counties' },
  description: {
    zh: `区、县级市和县的边界及人口。${validityNote.zh}`,
    en: `Districts, county-level cities and counties with population. ${validityNote.en}`,
  },
  source: 'layer_counties',
  geometryType: 'MultiPolygon',
  extentTable: 'area',
  hasValidity: true,
  defaultDatetime: 'today',
  fields: [
    code,
    name,
    nameEn,
    { name: 'city_code', type: 'string', title: { zh: '城市代码', en: 'City code' }, filterable: true },
    { name: 'city_name', type: 'string', title: { zh: '城市', en: 'City' }, filterable: true },
    areaKm2,
    ...residentPop,
    ...insuredPop,
    common.sourceCrs,
    ...upkeep,
  ],
};
