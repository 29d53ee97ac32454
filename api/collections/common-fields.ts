import type { Field } from './collection.ts';

/** Fields that several layers have under the same name and meaning. */

export const isSynthetic: Field = {
  name: 'is_synthetic',
  type: 'boolean',
  title: { zh: '合成数据', en: 'Synthetic (not real) data' },
  filterable: true,
  required: true,
};

export const validFrom: Field = {
  name: 'valid_from',
  type: 'date',
  title: { zh: '生效日期', en: 'First day of validity' },
  sortable: true,
};

export const validTo: Field = {
  name: 'valid_to',
  type: 'date',
  title: { zh: '失效日期', en: 'Last day of validity' },
  sortable: true,
};

export const updatedAt: Field = {
  name: 'updated_at',
  type: 'date-time',
  title: { zh: '更新时间', en: 'Last change in this system' },
  sortable: true,
  required: true,
};

export const source: Field = {
  name: 'source',
  type: 'string',
  title: { zh: '数据来源', en: 'Source of the data' },
  required: true,
};

export const sourceCrs: Field = {
  name: 'source_crs',
  type: 'string',
  title: { zh: '原始坐标系', en: 'Coordinate system of the source' },
};

export const document: Field = {
  name: 'document',
  type: 'string',
  title: { zh: '依据文件', en: 'Document' },
};

export const accuracyM: Field = {
  name: 'accuracy_m',
  type: 'number',
  unit: 'm',
  title: { zh: '定位精度', en: 'Radius within which the entrance lies' },
  sortable: true,
  required: true,
};

export const verified: Field = {
  name: 'verified',
  type: 'boolean',
  title: { zh: '位置已核实', en: 'Position verified' },
  filterable: true,
  required: true,
};

export const warnings: Field = {
  name: 'warnings',
  type: 'string[]',
  title: { zh: '数据警告', en: 'Warnings of the import' },
  required: true,
};

export const countyCode: Field = {
  name: 'county_code',
  type: 'string',
  title: { zh: '区县代码（按位置）', en: 'County code, by location' },
  filterable: true,
};

export const countyName: Field = {
  name: 'county_name',
  type: 'string',
  title: { zh: '区县（按位置）', en: 'County, by location' },
  filterable: true,
};

export const streetCode: Field = {
  name: 'street_code',
  type: 'string',
  title: { zh: '街道/乡镇代码（按位置）', en: 'Street or township code, by location' },
  filterable: true,
};

export const streetName: Field = {
  name: 'street_name',
  type: 'string',
  title: { zh: '街道/乡镇（按位置）', en: 'Street or township, by location' },
  filterable: true,
};

export const category: Field = {
  name: 'category',
  type: 'string',
  title: { zh: '医疗机构类别（执业许可证）', en: 'Category as printed on the licence' },
};

export const typeNo: Field = {
  name: 'type_no',
  type: 'integer',
  title: { zh: '类型序号', en: 'Same-type number' },
  filterable: true,
  sortable: true,
};

export const locationStatuses = ['located', 'border', 'outside', 'unlocated'] as const;
