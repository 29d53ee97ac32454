import type { Warning } from '../answer-notes.ts';

export const NO_SELECTED_WARNING: Warning = {
  code: 'no-institutions-of-selection',
  zh: '数据库中没有该日期有效的此类定点机构，“未覆盖”可能只是数据缺失，不能作为结论。',
  en: 'No institution of the selection is designated on the date anywhere in the data; "uncovered" may only mean missing data and proves nothing.',
};

export const COVERAGE_UNTYPED = {
  zh: '未计入覆盖，实际覆盖可能更大',
  en: 'cover nobody here, so coverage may be greater',
};

export const NO_CELLS_WARNING: Warning = {
  code: 'no-cells-in-area',
  zh: '所选区域内没有人口网格，无法判断覆盖情况。',
  en: 'The area holds no population cell, so coverage cannot be told.',
};

export function edgeWarning(cells: number, residents: number): Warning[] {
  if (cells === 0) return [];
  const people = Math.round(residents);
  return [
    {
      code: 'cells-on-the-border',
      count: cells,
      zh: `${cells} 个人口格网（约 ${people} 人）的中心位于所选区域边界上，未计入。`,
      en: `${cells} population cell(s) with about ${people} residents have their centre on the border of the area and are not counted.`,
    },
  ];
}

export function unplacedWarning(count: number): Warning[] {
  if (count === 0) return [];
  return [
    {
      code: 'unplaced-institutions',
      count,
      zh: `${count} 家符合条件的定点机构没有坐标，未计入覆盖。`,
      en: `${count} designated institution(s) of the selection have no position and cover nobody here.`,
    },
  ];
}

/** Why cells with residents are for review, as counted by `judgeOnFoot`. */
export type ReviewReason =
  | 'cell-not-snapped'
  | 'institution-not-snapped'
  | 'no-path'
  | 'contradictory'
  | 'off-street';

const REVIEW_SENTENCES: Readonly<Record<ReviewReason, { zh: string; en: string }>> = {
  'cell-not-snapped': {
    zh: '的中心距步行路网超过 maxSnapM，且直线距离内有定点机构，无法判断，需人工核实',
    en: 'have their centre farther than maxSnapM from the walking network and an institution within the limit in a straight line: for review, nothing is concluded',
  },
  'institution-not-snapped': {
    zh: '直线距离内的定点机构距步行路网超过 maxSnapM，无法判断，需人工核实',
    en: 'have within the limit in a straight line an institution farther than maxSnapM from the walking network: for review, nothing is concluded',
  },
  'no-path': {
    zh: '与直线距离内的定点机构在路网中不连通，路径未知，需人工核实',
    en: 'have within the limit in a straight line an institution to which no path is known: for review, nothing is concluded',
  },
  contradictory: {
    zh: '的步行距离短于直线距离，路网数据有误，需人工核实',
    en: 'have a walk shorter than the straight line, so the network is wrong there: for review',
  },
  'off-street': {
    zh: '的中心与一家定点机构均远离街道、彼此更近，沿路网绕行不能说明步行超限，需人工核实',
    en: 'have a centre and an institution that lie far from every street and nearer to each other than to the streets: the way round proves nothing, for review',
  },
};

/** One warning for each reason, with the cells and residents that it leaves open. */
export function reviewWarnings(
  counts: ReadonlyMap<ReviewReason, { readonly cells: number; readonly residents: number }>,
): Warning[] {
  return [...counts].map(([reason, { cells, residents }]) => {
    const people = Math.round(residents);
    return {
      code: `review-${reason}`,
      count: cells,
      zh: `${cells} 个人口格网（约 ${people} 人）${REVIEW_SENTENCES[reason].zh}。`,
      en: `${cells} population cell(s) with about ${people} residents ${REVIEW_SENTENCES[reason].en}.`,
    };
  });
}

/** The warning that institutions are farther from the network than the longest snap and so cover nobody on foot. */
export function unsnappedWarning(count: number): Warning[] {
  if (count === 0) return [];
  return [
    {
      code: 'institutions-not-snapped',
      count,
      zh: `${count} 家定点机构距步行路网超过 maxSnapM，步行上不计其覆盖。`,
      en: `${count} designated institution(s) are farther than maxSnapM from the walking network: on foot they cover nobody for certain.`,
    },
  ];
}
