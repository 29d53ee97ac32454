import type { Collection } from './collection.ts';
import * as common from './common-fields.ts';

/** Residents in H3 cells, of every surface that is stored; `surface_code` picks one. */
export const populationCells: Collection = {
  id: 'population-cells',
  title: { zh: '人口网格', en: 'Population cells' },
  description: {
    zh: 'H3 网格中的常住人口。population_basis 为 modelled 的数值由区域总数推算，不是普查计数。存有多个人口面时用 surface_code 选择其一，否则会重复计人。',
    en: 'Residents in H3 cells. Figures whose population_basis is modelled were spread from area totals, not counted. Where several surfaces are stored pick one by surface_code, or people are counted twice.',
  },
  source: 'layer_population_cells',
  geometryType: 'MultiPolygon',
  extentTable: 'population_cell',
  hasValidity: false,
  defaultDatetime: 'all',
  fields: [
    {
      name: 'h3',
      type: 'string',
      title: { zh: 'H3 编号', en: 'H3 index (hexadecimal)' },
      required: true,
    },
    {
      name: 'surface_code',
      type: 'string',
      title: { zh: '人口面代码', en: 'Code of the population surface' },
      filterable: true,
      required: true,
    },
    {
      name: 'surface_title_zh',
      type: 'string',
      title: { zh: '人口面名称（中文）', en: 'Name of the surface in Chinese' },
      required: true,
    },
    {
      name: 'surface_title_en',
      type: 'string',
      title: { zh: '人口面名称（英文）', en: 'Name of the surface in English' },
      required: true,
    },
    { name: 'as_of', type: 'date', title: { zh: '数据日期', en: 'Date of the figures' }, required: true },
    {
      name: 'population',
      type: 'number',
      unit: '{persons}',
      title: { zh: '常住人口', en: 'Residents' },
      sortable: true,
      required: true,
    },
    {
      name: 'is_modelled',
      type: 'boolean',
      title: { zh: '推算数据', en: 'Modelled, not counted' },
      filterable: true,
      required: true,
    },
    {
      name: 'population_basis',
      type: 'string',
      title: { zh: '人口数据性质', en: 'Basis of the figure' },
      values: ['modelled', 'counted'],
      required: true,
    },
    { name: 'method', type: 'string', title: { zh: '推算方法', en: 'Method' }, required: true },
    common.countyCode,
    common.countyName,
    common.streetCode,
    common.streetName,
    {
      name: 'location_status',
      type: 'string',
      title: { zh: '落区状态', en: 'Whether the centre lies in exactly one area' },
      values: ['located', 'border', 'outside'],
      filterable: true,
      required: true,
    },
    common.document,
    common.isSynthetic,
  ],
};
