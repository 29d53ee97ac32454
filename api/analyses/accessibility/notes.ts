import type { z } from 'zod';
import type { Warning } from '../answer-notes.ts';
import type { Spread } from './figures.ts';
import type { supplySchema } from './suppliers.ts';

export const NO_SELECTED_WARNING: Warning = {
  code: 'no-institutions-of-selection',
  zh: '数据库中没有该日期有效的此类定点机构，可及性为 0 可能只是数据缺失，不能作为结论。',
  en: 'No institution of the selection is designated on the date anywhere in the data; access of 0 may only mean missing data and proves nothing.',
};

export const NO_CELLS_WARNING: Warning = {
  code: 'no-cells-in-area',
  zh: '所选区域内没有人口网格，无法计算可及性。',
  en: 'The area holds no population cell, so access cannot be told.',
};

export const ACCESS_UNTYPED = {
  zh: '未计入供给，实际可及性可能更高',
  en: 'supply nobody here, so access may be greater',
};

/** What every answer should be read with: what the figures are and are not. */
export const NOTES = {
  unit: {
    zh: '可及性为每千名常住居民可获得的供给；它是相对指标，用于比较，不是实际使用量。',
    en: 'Access is supply per 1,000 residents within reach: a relative measure for comparison, not actual use.',
  },
  border: {
    zh: '区域外在服务范围内的机构计入供给，区域外共用这些机构的居民计入需求；数据范围以外的机构和居民不在其中。',
    en: 'Institutions beyond the border within reach count as supply, and residents beyond it who share them count as demand; what lies outside the loaded data is not in it.',
  },
  accuracy: {
    zh: '距离从格网中心量起，机构坐标的精度误差不参与计算。',
    en: 'Distances are measured from the centre of each cell; the stated accuracy of positions plays no part.',
  },
} as const;

export function edgeWarning(cells: number, residents: number): Warning[] {
  if (cells === 0) return [];
  const people = Math.round(residents);
  return [
    {
      code: 'cells-on-the-border',
      count: cells,
      zh: `${cells} 个人口格网（约 ${people} 人）的中心位于所选区域边界上：计入需求，但不列入区域指标。`,
      en: `${cells} population cell(s) with about ${people} residents have their centre on the border of the area: they count as demand, and in no figure of the area.`,
    },
  ];
}

export function unplacedWarning(count: number): Warning[] {
  if (count === 0) return [];
  return [
    {
      code: 'unplaced-institutions',
      count,
      zh: `${count} 家符合条件的定点机构没有坐标，其供给未计入。`,
      en: `${count} designated institution(s) of the selection have no position; their supply is not counted.`,
    },
  ];
}

/** What could not be counted, each with its number: never silently 0. */
export function doubtWarnings(spread: Spread | null, supply: z.output<typeof supplySchema>): Warning[] {
  const { unknown, partly_known, not_snapped, unserved } = supply.institutions;
  const people = Math.round(spread?.residents_unknown ?? 0);
  const incomplete = Math.round(spread?.residents_incomplete ?? 0);
  const all: (Warning & { count: number })[] = [
    {
      code: 'supply-unknown',
      count: unknown,
      zh: `${unknown} 家机构应有床位但该日期没有床位数据：供给未知，不等于 0，未计入。`,
      en: `${unknown} institution(s) should have beds but no number for the date: their supply is unknown, which is not 0, and is not counted.`,
    },
    {
      code: 'supply-partly-known',
      count: partly_known,
      zh: `${partly_known} 家机构的部分床位记录没有数字，只计已知部分。`,
      en: `${partly_known} institution(s) have bed records without a number; only the known part is counted.`,
    },
    {
      code: 'institutions-not-snapped',
      count: not_snapped,
      zh: `${not_snapped} 家机构距步行路网超过 maxSnapM，其供给（${supply.not_snapped}）未计入。`,
      en: `${not_snapped} institution(s) are farther than maxSnapM from the walking network; their supply (${supply.not_snapped}) is not counted.`,
    },
    {
      code: 'institutions-without-residents',
      count: unserved,
      zh: `${unserved} 家机构的服务范围内没有居民，其供给（${supply.unserved}）无人可及。`,
      en: `${unserved} institution(s) have no residents within reach; their supply (${supply.unserved}) reaches nobody.`,
    },
    {
      code: 'access-unknown',
      count: people,
      zh: `约 ${people} 名居民所在格网距步行路网超过 maxSnapM 而直线范围内有机构：可及性未知，不按 0 计，也未计入需求。`,
      en: `About ${people} residents live in cells farther than maxSnapM from the walking network with an institution within the limit in a straight line: their access is unknown, not 0, and they are not counted as demand.`,
    },
    {
      code: 'access-incomplete',
      count: incomplete,
      zh: `约 ${incomplete} 名居民附近有无法计入的机构（供给未知、未接入路网或路径未知），其可及性可能有偏差。`,
      en: `About ${incomplete} residents have an institution near that could not be counted (supply unknown, not on the network, or no path known): their access may be wrong.`,
    },
  ];
  return all.filter((warning) => warning.count > 0);
}
