import type { Localized } from '../../localized.ts';
import type { Warning } from '../answer-notes.ts';

export const RULE_STRAIGHT: Localized = {
  zh: '计入协议有效或中止（未解除、未退出）的定点机构；距离为椭球面直线距离，精确到毫米，等于限值视为在内。',
  en: 'Counts institutions designated on the date (active or suspended); distances are straight lines on the ellipsoid to the millimetre; the limit itself is within.',
};

export const RULE_ON_FOOT: Localized = {
  zh: '计入协议有效或中止（未解除、未退出）的定点机构；距离为沿步行网络的距离，含两端到路网的距离，精确到毫米，等于限值视为在内；直线距离已超限的不再步行测量。',
  en: 'Counts institutions designated on the date (active or suspended); distances are on foot along the walking network, the ways to and from it included, to the millimetre; the limit itself is within; whoever is beyond in a straight line is beyond on foot.',
};

export const KIND_COMPARED: Warning = {
  code: 'kind-compared',
  zh: '按机构种类而非类型比较；有的规划（如大连）对药店没有距离规定，此时结果仅供分析。',
  en: 'Compared by kind, not by type; some plans (Dalian) have no distance rule for pharmacies, and this is then analysis only.',
};

export function importIncomplete(count: number): Warning {
  return {
    code: 'import-incomplete',
    count,
    zh: `最近一次机构导入有 ${count} 行未能载入，其中的机构未计入。`,
    en: `The latest import of institutions left out ${count} row(s) with faults; institutions among them are not counted.`,
  };
}
