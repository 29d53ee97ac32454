// Names of the fields and coded values that answers and forms use. What is not listed is shown as it is written.

/** @type {Record<string, [zh: string, en: string]>} */
const FIELDS = {
  lon: ['经度', 'Longitude'],
  lat: ['纬度', 'Latitude'],
  crs: ['坐标系', 'Coordinate system'],
  category: ['医疗机构类别', 'Licence category'],
  kind: ['机构类型', 'Kind of institution'],
  type: ['类型序号', 'Type number'],
  type_no: ['类型序号', 'Type number'],
  typeScheme: ['类型表', 'Type scheme'],
  radiusM: ['半径（米）', 'Radius (m)'],
  radius_m: ['半径（米）', 'Radius (m)'],
  accuracyM: ['点位精度（米）', 'Accuracy of the site (m)'],
  exclude: ['不计入的机构', 'Institutions left out'],
  limit: ['最多列出', 'Most listed'],
  asOf: ['查询日期', 'Date'],
  area: ['区域代码', 'Area code'],
  level: ['层级', 'Level'],
  service: ['定点服务', 'Service'],
  services: ['定点服务', 'Services'],
  k: ['家数', 'How many'],
  name: ['名称', 'Name'],
  name_en: ['英文名称', 'Name'],
  code: ['代码', 'Code'],
  county: ['区县', 'County'],
  street: ['街道', 'Street'],
  distance_m: ['距离', 'Distance'],
  class: ['饱和度', 'Class'],
  population: ['人口', 'Population'],
  covered: ['已覆盖', 'Covered'],
  uncovered: ['未覆盖', 'Uncovered'],
  total: ['合计', 'Total'],
  share: ['占比', 'Share'],
  count: ['数量', 'Count'],
  role: ['说明', 'Role'],
  area_km2: ['面积（平方千米）', 'Area (km²)'],
  resident_pop: ['常住人口', 'Residents'],
  insured_pop: ['参保人口', 'Insured'],
  lower_bound: ['下限', 'Lower bound'],
  upper_bound: ['上限', 'Upper bound'],
  lower: ['下限', 'Lower bound'],
  upper: ['上限', 'Upper bound'],
  difference: ['与上限之差', 'Difference to the bound'],
  actual: ['实有', 'Actual'],
  surface: ['人口数据', 'Population surface'],
  a_name: ['机构甲', 'Institution A'],
  b_name: ['机构乙', 'Institution B'],
  rank: ['排名', 'Rank'],
  summary: ['汇总', 'Summary'],
  areas: ['按区域', 'By area'],
  byType: ['按类型', 'By type'],
  byStreet: ['按街道', 'By street'],
  pairs: ['机构对', 'Pairs'],
  conflict: ['冲突', 'Conflict'],
  uncertain: ['精度存疑', 'Uncertain'],
  streets: ['涉及街道数', 'Streets concerned'],
  cells: ['网格数', 'Cells'],
  covered_share: ['覆盖率', 'Covered share'],
  uncovered_share: ['未覆盖率', 'Uncovered share'],
  per_area: ['汇总到', 'Totals per'],
  perArea: ['汇总到', 'Totals per'],
  dissolve: ['合并缺口多边形', 'Dissolve gaps to polygons'],
  counts: ['给出计数', 'Give counts'],
  after: ['接续', 'Continue after'],
  nearest_distance_m: ['到最近机构', 'Distance to the nearest'],
  verdict: ['判定', 'Finding'],
  h3: ['H3 网格', 'H3 cell'],
  h3_resolution: ['H3 级别', 'H3 resolution'],
  as_of: ['数据日期', 'Data as of'],
  is_modelled: ['推算人口', 'Modelled population'],
  method: ['方法', 'Method'],
  document: ['文件', 'Document'],
  title: ['名称', 'Title'],
  parameters: ['条件', 'Inputs'],
  dataVersions: ['数据版本', 'Data versions'],
  institutions: ['机构数据', 'Institutions'],
  type_scheme: ['类型表', 'Type scheme'],
  file_name: ['来源文件', 'File'],
  imported_at: ['导入时间', 'Imported at'],
  measured: ['量算方法', 'Measured as'],
  metric: ['量算方法', 'Measured as'],
  nextAfter: ['续页标识', 'Continue after'],
  tiedBeyondLast: ['末位并列未列全', 'More tie with the last'],
  suspended: ['协议中止', 'Suspended'],
  site: ['选址点', 'Site'],
  givenCrs: ['所给坐标系', 'Given CRS'],
  verified: ['已核实', 'Verified'],
  accuracy_m: ['点位精度（米）', 'Accuracy (m)'],
  source_crs: ['来源坐标系', 'Source CRS'],
};

/** @type {Record<string, [zh: string, en: string]>} */
const VALUES = {
  conflict: ['冲突', 'Conflict'],
  clear: ['无冲突', 'Clear'],
  covered: ['已覆盖', 'Covered'],
  uncovered: ['未覆盖', 'Uncovered'],
  cell: ['网格', 'Cell'],
  gap: ['缺口', 'Gap'],
  none: ['无', 'None'],
  review: ['需人工审核', 'Manual review'],
  within: ['限值内', 'Within'],
  uncertain: ['精度存疑', 'In accuracy band'],
  untyped: ['类型不明', 'Type unknown'],
  beyond: ['限值外', 'Beyond'],
  medical: ['医疗机构', 'Medical institution'],
  pharmacy: ['零售药店', 'Pharmacy'],
  ltc_home: ['长护（居家）', 'Long-term care at home'],
  ltc_residential: ['长护（机构）', 'Residential long-term care'],
  ltc_both: ['长护（居家和机构）', 'Long-term care, home and residential'],
  personal_account: ['个人账户', 'Personal account'],
  outpatient_pooling: ['门诊统筹', 'Outpatient pooling'],
  outpatient_chronic: ['门诊慢特病', 'Outpatient chronic disease'],
  inpatient: ['住院', 'Inpatient'],
  dual_channel: ['双通道', 'Dual channel'],
  special_drugs: ['特药', 'Special drugs'],
  medical_assistance: ['医疗救助', 'Medical assistance'],
  ltc_home_care: ['长护险居家护理', 'Long-term care at home'],
  ltc_residential_care: ['长护险机构护理', 'Residential long-term care'],
  ltc_dementia_unit: ['失智专区', 'Dementia unit'],
  over_saturated: ['过饱和', 'Over-saturated'],
  saturated: ['饱和', 'Saturated'],
  unsaturated: ['非饱和', 'Unsaturated'],
  unknown: ['未知', 'Unknown'],
  city: ['市', 'City'],
  county: ['区县', 'County'],
  street: ['街道（乡镇）', 'Street or township'],
  management: ['医保管理区域', 'Management area'],
  inside: ['圆形范围全部在数据区域内', 'The whole circle lies where data exists'],
  leaves: ['圆形范围超出数据区域', 'The circle leaves the area that data exists for'],
  outside: ['选址点在数据区域外', 'The site lies outside the data'],
  true: ['是', 'Yes'],
  false: ['否', 'No'],
  all: ['全部', 'All'],
  modelled: ['推算', 'modelled'],
  counted: ['统计', 'counted'],
};

/** Titles of questions whose OpenAPI entry has none in the language. @type {Record<string, [zh: string, en: string]>} */
const QUESTIONS = {
  'proximity-check': ['同类定点机构距离检查', 'Proximity check'],
  'conflict-audit': ['现有同类机构冲突清查', 'Conflict audit'],
  saturation: ['饱和度', 'Saturation'],
  'coverage-gaps': ['覆盖缺口', 'Coverage gaps'],
  nearest: ['最近的定点机构', 'Nearest designated institutions'],
};

const pick = (pair, language) => (pair ? pair[language === 'zh' ? 0 : 1] : undefined);

/** @param {string} name @param {'zh' | 'en'} language */
export function fieldLabel(name, language) {
  return pick(FIELDS[name], language) ?? spelledOut(name);
}

/** @param {unknown} value @param {'zh' | 'en'} language */
export function valueLabel(value, language) {
  const text = String(value);
  return Object.hasOwn(VALUES, text) ? String(pick(VALUES[text], language)) : text;
}

/** @param {import('./questions.js').Question} question @param {'zh' | 'en'} language */
export function questionTitle(question, language) {
  return (
    question.title[language] ?? pick(QUESTIONS[question.id], language) ?? question.title.en ?? question.id
  );
}

/** The text of a holder of both languages; the other language where one is missing. @param {{ zh?: string | null, en?: string | null }} text @param {'zh' | 'en'} language */
export function localText(text, language) {
  return text[language] ?? text.en ?? text.zh ?? '';
}

/** `beds_per_1000_residents` as "Beds per 1000 residents", `nearestBeyond` as "Nearest beyond". @param {string} name */
export function spelledOut(name) {
  const words = name
    .replace(/_km2$/, ' (km²)')
    .replace(/_m$/, ' (m)')
    .replace(/([a-z])([A-Z])/g, (_whole, before, after) => `${before} ${after.toLowerCase()}`)
    .replace(/_/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
