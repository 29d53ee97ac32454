import type { Collection } from './collection.ts';
import * as common from './common-fields.ts';

/** Lower and upper number of pharmacies of an area, drawn as the area's polygon. */
export const pharmacyBounds: Collection = {
  id: 'pharmacy-bounds',
  title: { zh: '药店数量上下限', en: 'Pharmacy bounds' },
  description: {
    zh: '各区域定点药店数量的上下限界值，几何为该区域的边界（管理区域可能为空）。未给出 datetime 时为今日有效者。',
    en: 'Lower and upper number of designated pharmacies per area. The geometry is the polygon of the area, null for a management area without one. Without datetime those valid today.',
  },
  source: 'layer_pharmacy_bounds',
  geometryType: 'MultiPolygon',
  extentTable: 'area',
  hasValidity: true,
  defaultDatetime: 'today',
  fields: [
    {
      name: 'area_code',
      type: 'string',
      title: { zh: '区域代码', en: 'Area code' },
      filterable: true,
      sortable: true,
      required: true,
    },
    {
      name: 'area_level',
      type: 'string',
      title: { zh: '区域层级', en: 'Level of the area' },
      values: ['city', 'county', 'street', 'management'],
      filterable: true,
      required: true,
    },
    {
      name: 'area_name',
      type: 'string',
      title: { zh: '区域名称', en: 'Area name' },
      filterable: true,
      sortable: true,
      required: true,
    },
    {
      name: 'pharmacy_kind',
      type: 'string',
      title: { zh: '药店种类', en: 'Kind of pharmacy' },
      values: ['all', 'personal_account', 'outpatient_pooling', 'dual_channel'],
      filterable: true,
      required: true,
    },
    {
      name: 'lower_bound',
      type: 'number',
      unit: '{institutions}',
      title: { zh: '下限', en: 'Lower bound' },
      sortable: true,
    },
    {
      name: 'upper_bound',
      type: 'number',
      unit: '{institutions}',
      title: { zh: '上限', en: 'Upper bound' },
      sortable: true,
    },
    {
      name: 'version',
      type: 'string',
      title: { zh: '版本', en: 'Version of the bounds' },
      filterable: true,
      required: true,
    },
    common.document,
    common.validFrom,
    common.validTo,
    common.isSynthetic,
    common.updatedAt,
  ],
};
