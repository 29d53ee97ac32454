import type { Field } from './collection.ts';
import * as common from './common-fields.ts';

/** Fields and wording that the layers of areas share. */

export const code: Field = {
  name: 'code',
  type: 'string',
  title: { zh: '代码', en: 'Code' },
  filterable: true,
  sortable: true,
  required: true,
};
export const name: Field = {
  name: 'name',
  type: 'string',
  title: { zh: '名称', en: 'Name' },
  filterable: true,
  sortable: true,
  required: true,
};
export const nameEn: Field = {
  name: 'name_en',
  type: 'string',
  title: { zh: '英文名称', en: 'English name' },
};

export const areaKm2: Field = {
  name: 'area_km2',
  type: 'number',
  unit: 'km2',
  title: { zh: '面积', en: 'Area on the ellipsoid' },
  sortable: true,
};
export const residentPop: Field[] = [
  {
    name: 'resident_pop',
    type: 'number',
    unit: '{persons}',
    title: { zh: '常住人口（最新）', en: 'Resident population, latest' },
  },
  {
    name: 'resident_pop_as_of',
    type: 'date',
    title: { zh: '常住人口日期', en: 'Date of the resident population' },
  },
];
export const upkeep: Field[] = [
  common.source,
  common.validFrom,
  common.validTo,
  common.isSynthetic,
  common.updatedAt,
];
export const validityNote = {
  zh: '未给出 datetime 时为今日有效者；datetime=../.. 为全部时期。',
  en: 'Without datetime those valid today; datetime=../.. gives those of all times.',
};
