import type { Warning } from '../answer-notes.ts';
import type { PairCount } from './queries.ts';

/** Most streets listed in the summary; their number is given. */
export const MAX_STREETS = 1000;

/** How to get the pairs that a page leaves out. */
export const NEXT_PAGE = {
  zh: '用 after=nextAfter 取下一页，或用 area、type 缩小范围。',
  en: 'take the next page with after=nextAfter, or narrow by area or type.',
};

export interface AuditSummary {
  pairs: { conflict: number; uncertain: number; total: number };
  byType: { type_no: number; conflict: number; uncertain: number }[];
  /** Pairs that touch the street with at least one end; a pair across two streets stands in both. Null street = none known. */
  byStreet: {
    code: string | null;
    name: string | null;
    county: string | null;
    conflict: number;
    uncertain: number;
  }[];
  streets: number;
}

/** The complete counts of an audit from the rows of the count statement. */
export function summarisePairs(counts: readonly PairCount[]): AuditSummary {
  const total = counts.find((row) => row.part === 'total');
  const conflict = total?.conflict ?? 0;
  const uncertain = total?.uncertain ?? 0;
  const streets = counts.filter((row) => row.part === 'street');
  return {
    pairs: { conflict, uncertain, total: conflict + uncertain },
    byType: counts
      .filter((row) => row.part === 'type')
      .map((row) => ({ type_no: row.key ?? 0, conflict: row.conflict, uncertain: row.uncertain })),
    byStreet: streets
      .slice(0, MAX_STREETS)
      .map(({ code, name, county, conflict, uncertain }) => ({ code, name, county, conflict, uncertain })),
    streets: streets.length,
  };
}

/** What the audit could not compare, in words. */
export function auditWarnings(facts: {
  unplaced: number;
  untyped: number;
  onBorder: number;
  uncertain: number;
  /** Only on foot. */
  review?: number;
  kind: string | null;
}): Warning[] {
  const warnings: Warning[] = [];
  if (facts.uncertain > 0)
    warnings.push({
      code: 'within-accuracy-band',
      count: facts.uncertain,
      zh: `${facts.uncertain} 对机构的距离与限值之差不超过两点位置精度之和，需现场测量后人工判定。`,
      en: `${facts.uncertain} pair(s) lie so near the limit that the accuracy of the positions decides; measure on site.`,
    });
  if (facts.review)
    warnings.push({
      code: 'pairs-for-review',
      count: facts.review,
      zh: `${facts.review} 对机构直线距离在限值内，但步行距离无法测量（距路网过远、路网不连通或路网有误），需人工审核；不计为冲突，也不视为超限。`,
      en: `${facts.review} pair(s) are within the limit in a straight line, and the walk between them cannot be measured (too far from the network, no path known, or the network is wrong); a person must decide.`,
    });
  if (facts.onBorder > 0)
    warnings.push({
      code: 'border-institutions',
      count: facts.onBorder,
      zh: `${facts.onBorder} 家符合条件的定点机构位于所选区域边界上或同时位于多个区域内，其机构对计入每个相关区域。`,
      en: `${facts.onBorder} designated institution(s) of the selection lie on the border of the area or in several areas; their pairs count in each.`,
    });
  if (facts.unplaced > 0)
    warnings.push({
      code: 'unplaced-institutions',
      count: facts.unplaced,
      zh: `${facts.unplaced} 家符合条件的定点机构没有坐标，未参与比较。`,
      en: `${facts.unplaced} designated institution(s) of the selection have no position and were not compared.`,
    });
  if (facts.untyped > 0)
    warnings.push({
      code: 'untyped-institutions',
      count: facts.untyped,
      zh: `${facts.untyped} 家定点医疗机构没有该类型表的类型序号，无法判定同类型，未参与比较。`,
      en: `${facts.untyped} designated medical institution(s) have no type number of the scheme and were not compared.`,
    });
  if (facts.kind !== null)
    warnings.push({
      code: 'kind-compared',
      zh: '按机构种类比较（无类型序号）；是否适用距离规则取决于当地规划，例如大连规划对零售药店没有距离要求。',
      en: "Compared by kind, not by type number; whether a distance rule applies depends on the city's plan (Dalian's has none for pharmacies).",
    });
  return warnings;
}
