import { INSTITUTION_KINDS, SERVICES } from '../vocabulary.ts';
import type { Collection, Field } from './collection.ts';
import * as common from './common-fields.ts';

const identity: Field[] = [
  {
    name: 'code',
    type: 'string',
    title: { zh: '机构代码', en: 'Institution code' },
    filterable: true,
    sortable: true,
  },
  {
    name: 'name',
    type: 'string',
    title: { zh: '名称', en: 'Name' },
    filterable: true,
    sortable: true,
    required: true,
  },
  {
    name: 'kind',
    type: 'string',
    title: { zh: '机构种类', en: 'Kind' },
    values: INSTITUTION_KINDS,
    filterable: true,
    sortable: true,
    required: true,
  },
  common.category,
  common.typeNo,
  { name: 'type_scheme', type: 'string', title: { zh: '类型目录', en: 'Scheme of the type number' } },
  { name: 'address', type: 'string', title: { zh: '地址', en: 'Address' } },
];

const place: Field[] = [
  { name: 'city_name', type: 'string', title: { zh: '城市（按位置）', en: 'City, by location' } },
  common.countyCode,
  common.countyName,
  common.streetCode,
  common.streetName,
  {
    name: 'stated_county',
    type: 'string',
    title: { zh: '来源所填区县', en: 'County as the source states it' },
  },
  {
    name: 'location_status',
    type: 'string',
    title: { zh: '落区状态', en: 'Whether the position lies in exactly one area' },
    values: common.locationStatuses,
    filterable: true,
    required: true,
  },
  { name: 'management_area_name', type: 'string', title: { zh: '医保管理区域', en: 'Management area' } },
  { name: 'licensing_authority', type: 'string', title: { zh: '发证机关', en: 'Licensing authority' } },
  {
    name: 'licensing_level',
    type: 'string',
    title: { zh: '发证机关层级', en: 'Level of the licensing authority' },
    values: ['province', 'city', 'county'],
  },
  {
    name: 'business_licence_area_name',
    type: 'string',
    title: { zh: '营业执照登记区域', en: 'Area of the business licence' },
  },
  { name: 'parent_fid', type: 'integer', title: { zh: '上级机构编号', en: 'fid of the parent institution' } },
  { name: 'is_branch', type: 'boolean', title: { zh: '分院区', en: 'Branch' }, required: true },
];

const today: Field[] = [
  {
    name: 'hospital_grade',
    type: 'string',
    title: { zh: '医疗机构等级（今日）', en: 'Hospital grade, today' },
    values: ['tertiary', 'secondary', 'primary', 'ungraded'],
  },
  {
    name: 'settlement_level',
    type: 'string',
    title: { zh: '门诊结算级别（今日）', en: 'Outpatient settlement level, today' },
    values: ['I', 'II', 'III'],
  },
  {
    name: 'services',
    type: 'string[]',
    title: { zh: '定点服务（今日有效）', en: 'Services designated for, in force today' },
    values: SERVICES,
    required: true,
  },
  { name: 'beds_licensed', type: 'integer', title: { zh: '核定床位（今日）', en: 'Licensed beds, today' } },
  { name: 'beds_open', type: 'integer', title: { zh: '开放床位（今日）', en: 'Open beds, today' } },
  {
    name: 'beds_designated',
    type: 'integer',
    title: { zh: '医保定点床位（今日）', en: 'Designated beds, today' },
  },
];

/** Every institution that is stored, placed or not, designated or not. */
export const institutions: Collection = {
  id: 'institutions',
  title: { zh: '医药机构', en: 'Institutions' },
  description: {
    zh: '医疗机构、药店和长期照护机构，不论是否定点。等级、床位和服务为今日数据。没有坐标的机构几何为空。',
    en: 'Medical institutions, pharmacies and care institutions, designated or not. Grades, beds and services are those of today. One without a position has a null geometry.',
  },
  source: 'layer_institutions',
  geometryType: 'Point',
  extentTable: 'institution',
  hasValidity: true,
  defaultDatetime: 'all',
  fields: [
    ...identity,
    ...place,
    ...today,
    common.sourceCrs,
    common.accuracyM,
    common.verified,
    common.source,
    { name: 'source_id', type: 'string', title: { zh: '来源编号', en: 'Id in the source' }, required: true },
    common.validFrom,
    common.validTo,
    common.warnings,
    common.isSynthetic,
    common.updatedAt,
  ],
};
