import type { Localized } from '../../localized.ts';
import type { Warning } from '../answer-notes.ts';

/** Stands in every answer. */
export const SUGGESTION_LABEL: Localized = {
  zh: '选址建议，供规划参考，不是定点决定，不构成对任何申请的承诺。',
  en: 'Suggestions for planners: no designation decision, and no promise to any applicant.',
};

export function inDoubtWarning(cells: number, residents: number): Warning[] {
  if (cells === 0) return [];
  const people = Math.round(residents);
  return [
    {
      code: 'cells-in-doubt',
      count: cells,
      zh: `${cells} 个人口格网（约 ${people} 人）现有覆盖情况无法判断（位置精度、路网），未计入选址，需人工核实。`,
      en: `Of ${cells} population cell(s) with about ${people} residents it cannot be told what covers them now (accuracy of positions, walking network); they are set aside for review and pull no suggestion.`,
    },
  ];
}

export function uncoverableWarning(cells: number, residents: number): Warning[] {
  if (cells === 0) return [];
  const people = Math.round(residents);
  return [
    {
      code: 'residents-uncoverable',
      count: cells,
      zh: `${cells} 个人口格网（约 ${people} 人）既无现有机构也无任何候选点可覆盖。`,
      en: `${cells} population cell(s) with about ${people} residents can be covered by no existing institution and no candidate.`,
    },
  ];
}

export function unknownWaysWarning(pairs: number): Warning[] {
  if (pairs === 0) return [];
  return [
    {
      code: 'ways-not-known',
      count: pairs,
      zh: `${pairs} 对候选点与格网的直线距离在限值内，但步行路径未知，不计为覆盖。`,
      en: `${pairs} pair(s) of a candidate and a cell lie within the limit in a straight line, but their walk is not known: it counts as no coverage.`,
    },
  ];
}

export function notSnappedWarning(count: number): Warning[] {
  if (count === 0) return [];
  return [
    {
      code: 'candidates-not-snapped',
      count,
      zh: `${count} 个候选点距步行路网超过 maxSnapM，步行上不计其覆盖。`,
      en: `${count} candidate(s) are farther than maxSnapM from the walking network: on foot they reach nobody for certain.`,
    },
  ];
}

export function rejectedWarning(count: number): Warning[] {
  if (count === 0) return [];
  return [
    {
      code: 'candidates-rejected',
      count,
      zh: `清单中 ${count} 个候选点无法使用，原因见 candidates.rejected。`,
      en: `${count} candidate(s) of the list cannot be used; candidates.rejected says why.`,
    },
  ];
}

export function unplacedCandidatesWarning(count: number): Warning[] {
  if (count === 0) return [];
  return [
    {
      code: 'candidates-area-not-decided',
      count,
      zh: `${count} 个候选点位于区域边界或不在任何区域内，无法核对数量上限，不作建议。`,
      en: `${count} candidate(s) lie on a border or in no area, so that no cap can be checked; they are not suggested.`,
    },
  ];
}

export const NO_CANDIDATES_WARNING: Warning = {
  code: 'no-candidates',
  zh: '没有可用的候选点，无法给出建议。',
  en: 'There is no candidate to choose from, so nothing is suggested.',
};

export const MODEL_LIMITS_WARNING: Warning = {
  code: 'model-of-distance-only',
  zh: '模型只考虑距离、人口与所给约束，不考虑用地、房源、资质与规划全部条款；建议地点须经评估（/assessments）核实。',
  en: 'The model knows distance, residents and the given constraints only: no land, premises or qualification, and not every rule of a plan. Assess a suggested place before relying on it.',
};

export const LACKS_NETWORK_WARNING: Warning = {
  code: 'no-walking-network',
  zh: '未载入步行路网，规划的步行条款无法判断，相应网格须人工审核，未作候选（includeReview=true 可计入）。',
  en: 'No walking network is loaded: what a rule about walks leaves open is for review and no candidate (includeReview=true adds it).',
};

export function withoutLineWarning(count: number): Warning[] {
  if (count === 0) return [];
  return [
    {
      code: 'annual-plan-not-known',
      count,
      zh: `${count} 个候选点没有唯一适用的已公布年度计划，其建议数量不受年度计划限制，需人工核实。`,
      en: `For ${count} candidate(s) no single published line of the annual plan counts: they are not capped by it, which is for a person to check.`,
    },
  ];
}
