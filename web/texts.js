// Sentences of the page in both languages.

/** @type {Record<string, { zh: string, en: string }>} */
const TEXTS = {
  documentTitle: {
    zh: '定点 Dingdian：定点医药机构资源配置',
    en: 'Dingdian 定点: siting of designated health institutions',
  },
  tagline: { zh: '定点医药机构资源配置', en: 'Where may health insurance designate?' },
  language: { zh: '语言', en: 'Language' },
  question: { zh: '问题', en: 'Question' },
  ask: { zh: '查询', en: 'Ask' },
  clear: { zh: '清除', en: 'Clear' },
  useCentre: { zh: '以地图中心为选址点', en: 'Use the map centre' },
  example: { zh: '看一个例子', en: 'Show me an example' },
  hintSite: {
    zh: '点击地图上的任意位置作为选址点，立即得到结论与全部距离。键盘：移动地图后按回车键。',
    en: 'Click anywhere on the map to place the site: the verdict comes at once, with every distance. Keyboard: move the map, then press Enter.',
  },
  hintArea: {
    zh: '填写条件后查询；点击地图上的区域可填入其代码。',
    en: 'Fill in the question and ask; a click on an area of the map fills in its code.',
  },
  hintPlain: { zh: '填写条件后查询。', en: 'Fill in the question and ask.' },
  more: { zh: '更多条件', en: 'More inputs' },
  countBy: { zh: '按什么统计', en: 'Count by' },
  required: { zh: '必填', en: 'Required' },
  missing: { zh: '请填写此项', en: 'This is needed' },
  everything: { zh: '（不限）', en: '(any)' },
  working: { zh: '正在计算…', en: 'Working…' },
  loading: { zh: '正在读取…', en: 'Loading…' },
  layers: { zh: '图层', en: 'Layers' },
  counties: { zh: '区县', en: 'Counties' },
  streets: { zh: '街道（乡镇）', en: 'Streets and townships' },
  institutions: { zh: '机构（今日）', en: 'Institutions (today)' },
  cells: { zh: '人口', en: 'Population' },
  medical: { zh: '医疗机构', en: 'Medical' },
  pharmacy: { zh: '零售药店', en: 'Pharmacy' },
  ltc: { zh: '长期护理', en: 'Long-term care' },
  undesignated: { zh: '非定点', en: 'Not designated' },
  layerLoading: { zh: '正在读取{layer}…', en: 'Loading {layer}…' },
  zoomIn: { zh: '放大地图后显示{layer}', en: '{layer}: zoom in to see them' },
  tooMany: {
    zh: '视野内有 {count} 个{layer}，请放大地图',
    en: '{count} {layer} in view: zoom in to see them',
  },
  layerFailed: { zh: '{layer}读取失败：{reason}', en: '{layer} could not be read: {reason}' },
  noMap: {
    zh: '此浏览器无法显示地图（需要 WebGL）。仍可填写经纬度查询。',
    en: 'This browser cannot draw the map (WebGL is needed). Questions still work: type in the longitude and latitude.',
  },
  noQuestions: { zh: '服务未列出任何问题。', en: 'The service lists no questions.' },
  unknownQuestion: {
    zh: '链接中的问题“{id}”在此服务中不存在。',
    en: 'The link asks "{id}", which this service does not answer.',
  },
  synthetic: {
    zh: '合成演示数据：机构与人口均为虚构，结论不代表任何真实城市。',
    en: 'Synthetic demonstration data: institutions and residents are invented; no answer here is about a real city.',
  },
  failed: { zh: '未能得到答复', en: 'No answer' },
  unreachable: {
    zh: '无法连接服务，请检查网络或稍后重试。',
    en: 'The service cannot be reached. Check the connection, or try again later.',
  },
  notJson: {
    zh: '服务的答复无法读取（HTTP {status}）。',
    en: 'The answer of the service cannot be read (HTTP {status}).',
  },
  allowed: { zh: '允许：', en: 'Allowed: ' },
  given: { zh: '所给值：', en: 'Given: ' },
  requestId: { zh: '请求编号', en: 'Request id' },
  apiKey: { zh: 'API 密钥（仅保存在此标签页）', en: 'API key (kept in this tab only)' },
  useKey: { zh: '使用并重试', en: 'Use it and try again' },
  copyLink: { zh: '复制链接', en: 'Copy link' },
  copyCurl: { zh: '复制 curl 命令', en: 'Copy curl line' },
  copied: { zh: '已复制', en: 'Copied' },
  copyFailed: { zh: '浏览器不允许复制，请手动选取', en: 'Copying is not allowed here; select the text' },
  download: { zh: '下载 GeoJSON', en: 'Download GeoJSON' },
  print: { zh: '打印', en: 'Print' },
  sameByCommand: { zh: '用命令得到同样的答复', en: 'The same answer from the command line' },
  reasons: { zh: '理由', en: 'Reasons' },
  warnings: { zh: '注意', en: 'Please note' },
  neighbours: { zh: '同类定点机构及距离', en: 'Designated institutions of the same type' },
  neighboursHelp: {
    zh: '编号与地图一致；点击一行可在地图上定位。',
    en: 'Numbers as on the map; choose a row to find it there.',
  },
  noNeighbours: { zh: '限值内没有同类定点机构。', en: 'None lies within the limit.' },
  distance: { zh: '距离', en: 'Distance' },
  institution: { zh: '机构', en: 'Institution' },
  relation: { zh: '判定', en: 'Finding' },
  typeNumber: { zh: '第 {number} 类', en: 'type {number}' },
  nearest: { zh: '最近', en: 'Nearest:' },
  beyondLine: {
    zh: '限值外最近一家：{name}，{distance}。',
    en: 'Nearest beyond the limit: {name}, {distance}.',
  },
  beyondNone: {
    zh: '限值外未见同类定点机构。',
    en: 'No institution of the same type was found beyond the limit.',
  },
  basis: { zh: '依据', en: 'Basis' },
  site: { zh: '选址点（WGS 84 经度, 纬度）', en: 'Site (WGS 84 longitude, latitude)' },
  convertedFrom: { zh: '由 {crs} 转换', en: 'converted from {crs}' },
  siteAccuracy: { zh: '点位精度', en: 'Accuracy of the site' },
  limit: { zh: '限值（含）', en: 'Limit (included)' },
  date: { zh: '查询日期', en: 'Date asked for' },
  counted: { zh: '统计对象', en: 'What was counted' },
  dataExtent: { zh: '数据范围', en: 'Extent of the data' },
  found: { zh: '计数', en: 'Counts' },
  countsLine: {
    zh: '限值内 {within} 家，豁免未计数 {exempt} 家，精度存疑 {uncertain} 家，协议到期 {lapsed} 家，类型不明 {untyped} 家，无坐标 {unplaced} 家',
    en: '{within} within, {exempt} exempt and not counted yet, {uncertain} inside the accuracy band, {lapsed} lapsed, {untyped} of unknown type, {unplaced} without a position',
  },
  cut: { zh: '列表已截短；计数完整。', en: 'The list is cut; the counts are complete.' },
  summary: { zh: '汇总', en: 'Summary' },
  findings: { zh: '明细', en: 'Findings' },
  chooseRow: {
    zh: '点击一行查看全部数值并在地图上定位。',
    en: 'Choose a row for all its figures and its place on the map.',
  },
  rowsShown: {
    zh: '显示 {shown} 行，共 {total} 行；全部见下载文件。',
    en: '{shown} of {total} rows; all are in the download.',
  },
  nothingFound: { zh: '没有符合条件的结果。', en: 'Nothing was found.' },
  legend: { zh: '图例', en: 'Legend' },
  suspended: { zh: '协议中止', en: 'Agreement suspended' },
  unverified: { zh: '位置未核实', en: 'position not verified' },
  countsFrom: { zh: '{date} 起计入', en: 'counts from {date}' },
  movedFrom: {
    zh: '已按地图点击改用 WGS 84 坐标。',
    en: 'Coordinates are now WGS 84, as clicked on the map.',
  },
  mapLabel: {
    zh: '地图。用方向键移动，加减号缩放，回车键在中心放置选址点。',
    en: 'Map. Arrow keys move, plus and minus zoom, Enter places the site at the centre.',
  },
  panelLabel: { zh: '问题与答复', en: 'Question and answer' },
  skip: { zh: '跳到问题', en: 'Skip to the question' },
  listening: { zh: '答复', en: 'Answer' },
  apiDocument: { zh: '接口文档', en: 'API' },
  layersPage: { zh: '全部图层', en: 'All layers' },
  printedFrom: { zh: '来源', en: 'From' },
};

/** A function that gives the text of a key in the language, `{name}` replaced by values. @param {'zh' | 'en'} language */
export function translator(language) {
  /** @param {string} key @param {Record<string, string | number>} [values] */
  return (key, values = {}) => {
    const text = TEXTS[key]?.[language] ?? key;
    return text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
  };
}

/** The language of the browser's first preference that the page speaks. @param {readonly string[]} preferred @returns {'zh' | 'en'} */
export function preferredLanguage(preferred) {
  for (const tag of preferred) {
    if (/^zh\b/i.test(tag)) return 'zh';
    if (/^en\b/i.test(tag)) return 'en';
  }
  return preferred.length === 0 ? 'zh' : 'en';
}
