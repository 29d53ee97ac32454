import type { Localized } from '../localized.ts';

/** rejected: the row is not loaded. warning: loaded and reported. excluded: left out on purpose, counted apart. */
export type Severity = 'rejected' | 'warning' | 'excluded';

const rejected = (zh: string, en: string) => ({ severity: 'rejected', zh, en }) as const;
const warning = (zh: string, en: string) => ({ severity: 'warning', zh, en }) as const;
const excluded = (zh: string, en: string) => ({ severity: 'excluded', zh, en }) as const;

/**
 * Every reason that an import names for a row, in both languages. `{detail}` is filled in per row.
 * Codes are stable: bureaus build their correction lists on them.
 */
export const ISSUE_CODES = {
  'unreadable-row': rejected('无法读取该行：{detail}', 'the row cannot be read: {detail}'),
  'unmapped-value': rejected('映射文件没有该值的对应项', 'the mapping file has no entry for this value'),
  required: rejected('必填项为空', 'is required'),
  'not-a-number': rejected('不是数字', 'is not a number'),
  'not-an-integer': rejected('不是整数', 'is not a whole number'),
  'number-lost-digits': rejected(
    '数字过长，表格软件已丢失末位，请以文本格式保存',
    'is a number too long for a spreadsheet cell, which has lost its last digits: store it as text',
  ),
  'not-a-boolean': rejected('不是是/否值', 'is not a yes/no value'),
  'not-a-date': rejected('不是存在的日期', 'is not a calendar date that exists'),
  'not-allowed': rejected('不在允许值之内', 'is not one of the allowed values'),
  negative: rejected('不能为负数', 'must not be negative'),
  'out-of-range': rejected('超出允许范围', 'is outside the allowed range'),
  'too-long': rejected('文字过长', 'is too long'),
  'bad-characters': rejected('含有不可用的控制字符或损坏的字符', 'holds control or broken characters'),
  'missing-key': rejected(
    '缺少机构编码 code 或来源编号 source_id',
    'needs code or source_id, by which the row is known again',
  ),
  'missing-coordinates': rejected('缺少坐标', 'has no coordinates'),
  'coordinates-zero': rejected('坐标为 0,0', 'is the position 0,0, which stands for no position'),
  'coordinates-swapped': rejected(
    '经度与纬度（或东坐标与北坐标）颠倒',
    'longitude and latitude (or easting and northing) are exchanged: read the other way round it lies in China',
  ),
  'coordinates-not-in-crs': rejected(
    '坐标不属于所声明的坐标系：{detail}',
    'is not a position of the stated coordinate system: {detail}',
  ),
  'missing-geometry': rejected('缺少几何图形', 'has no geometry'),
  'wrong-geometry-type': rejected('几何类型不符：{detail}', 'has the wrong geometry type: {detail}'),
  'invalid-geometry': rejected('几何图形无效：{detail}', 'the geometry is not valid: {detail}'),
  'duplicate-differs': rejected(
    '文件内同一主键出现多次且内容不同（行 {detail}）',
    'the same key stands in rows {detail} with different content',
  ),
  'key-collision': rejected(
    '主键与另一机构冲突：{detail}',
    'the key belongs to another institution: {detail}',
  ),
  'unknown-area': rejected('没有该编码且当日有效的区域', 'no area with this code is valid on the date'),
  'ambiguous-area': rejected('该编码对应多个区域：{detail}', 'several areas have this code: {detail}'),
  'unknown-indicator': rejected('没有该指标', 'is not a known indicator'),
  'unknown-parent': rejected('没有该编码的上级', 'no parent with this code is stored or in the file'),
  'parent-cycle': rejected('上级关系成环', 'the parents form a circle'),
  'validity-reversed': rejected('起始日期晚于终止日期', 'the first day is after the last day'),
  'validity-overlap': rejected(
    '有效期与同一主键的其他记录重叠：{detail}',
    'the validity overlaps that of {detail}',
  ),
  'bounds-reversed': rejected('下限大于上限', 'the lower bound is above the upper bound'),
  'designation-without-service': rejected(
    '填写了定点状态或日期，但未填写服务项目 services',
    'states a designation without saying for which services',
  ),
  'ended-with-last-day': rejected(
    '已终止或退出的协议不填 designated_to：designated_from 为协议不再有效的首日；协议有约定期限的，状态填 active',
    'a terminated or withdrawn agreement has no last day: designated_from is the first day on which it is over; an agreement that ran until a day is active with that last day',
  ),
  'not-an-h3-cell': rejected('不是 H3 单元', 'is not an H3 cell'),
  'wrong-h3-resolution': rejected('H3 分辨率不符：{detail}', 'is an H3 cell of another resolution: {detail}'),
  'duplicate-row': warning(
    '与文件中第 {detail} 行完全相同，只计一次',
    'is identical to row {detail} and counted once',
  ),
  'geometry-repaired': warning('几何图形已修复：{detail}', 'the geometry was repaired: {detail}'),
  'category-not-listed': warning(
    '类别不在类型表中，机构无类型序号',
    'the category is not in the type scheme: the institution stays without a type',
  ),
  'category-missing': warning(
    '医疗机构缺少类别，机构无类型序号',
    'a medical institution without category stays without a type',
  ),
  'category-several-types': warning(
    '类别对应多个类型序号：{detail}',
    'the category names several types ({detail}): the institution stays without a type',
  ),
  'history-replaced': warning(
    '已存的定点历史被缩短或改写：{detail}',
    'shortens or rewrites the stored history of designations: {detail}',
  ),
  'possible-duplicate': warning(
    '与已存的另一来源的机构同名、同类、同位：{detail}',
    'has name, kind and position of an institution stored under another key: {detail}',
  ),
  'ratio-looks-like-percent': warning(
    '该指标为比值，1 即 100%：是否误填了百分数',
    'the indicator is a ratio, of which 1 is 100 %: is a percentage given',
  ),
  'bed-days-exceed-beds': warning(
    '实际占用床日数超过开放床位数乘以天数：{detail}',
    'occupied bed-days exceed open beds times the days of the period: {detail}',
  ),
  'coordinates-empty': warning(
    '无坐标，机构不参与距离判断',
    'no position: the institution is loaded unlocated',
  ),
  'outside-china': warning('位于中国范围之外', "lies outside China's bounding region"),
  'stated-county-unknown': warning(
    '所填区县不在已导入的区县之中',
    'the stated county is not among the counties stored',
  ),
  'far-from-stated-county': warning('距所填区县 {detail} 米', 'lies {detail} m outside the stated county'),
  'shared-position': warning(
    '{detail} 行位于同一点',
    '{detail} rows of the file stand at exactly this position',
  ),
  'on-border': warning('位于区域边界上，未判定所属区域', 'lies on an area border: its area is not decided'),
  'outside-areas': warning('不在任何区域之内', 'lies in no area stored'),
  'area-overlap': warning(
    '与同级区域重叠：{detail}；重叠处的机构不归入任何一方',
    'overlaps areas of its level: {detail}; what lies in the overlap is counted in neither',
  ),
  'parent-derived': warning('上级由位置推定：{detail}', 'the parent was derived by location: {detail}'),
  'parent-not-derived': warning(
    '上级无法由位置推定：{detail}',
    'the parent cannot be derived by location: {detail}',
  ),
  'parent-ignored': warning('市级没有上级区域，已忽略', 'a city has no parent area here; ignored'),
  'excluded-by-mapping': excluded('映射文件排除：{detail}', 'left out by the mapping: {detail}'),
  'not-spread': excluded('未参与人口分摊：{detail}', 'took no part in the spread of totals: {detail}'),
} as const satisfies Record<string, { severity: Severity } & Localized>;

export type IssueCode = keyof typeof ISSUE_CODES;

/** Something to say about one row. `field` is the standard column; `detail` completes the sentence of the code. */
export interface RowIssue {
  readonly code: IssueCode;
  readonly field: string;
  readonly value?: unknown;
  readonly detail?: string;
  readonly allowed?: string;
}

/** The sentence of a code in both languages. */
export function issueReason(code: IssueCode, detail: string | null | undefined): Localized {
  const { zh, en } = ISSUE_CODES[code];
  return { zh: zh.replaceAll('{detail}', detail ?? ''), en: en.replaceAll('{detail}', detail ?? '') };
}
